/** The whole way of a program: compiled, run in a worker under a supervisor, and read from what it said. */

import { beforeAll, describe, expect, test } from 'vitest'
import { positionText, type RunOptions, runProgram } from '../../tests/program-run.ts'
import { storeOf } from '../../tests/sent-events.ts'
import { nodeProgram } from '../build/node-runner.ts'
import type { Sources } from '../lesson/cell-graph.ts'

beforeAll(async () => {
  await nodeProgram()
}, 60_000)

/** What comes of a program: its trace, its lines, and what went wrong. Line 1 of `main.ts` begins with imports. */
async function run(sources: string | Sources, options?: RunOptions): Promise<string> {
  const { text } = await runProgram(sources, options)
  return text
}

/** What a program writes with the console: `0.0 first`. */
async function timeline(source: string): Promise<string[]> {
  const text = await run(source)
  return text.split('\n').map((line) => line.replace('console.log ', ''))
}

describe('names that the compiler’s own helpers use', () => {
  test.each(['x', 'y', 'generator', 'resolve', 'value', 'fulfilled', 'e', 'step'])(
    '“%s” can be forgotten to be declared: that is an ordinary mistake',
    async (name) => {
      expect(await run(`await sleep(1)\n(0, ${name} as never)`)).toMatch(
        new RegExp(`ReferenceError: ${name} is not defined  main.ts:2:`),
      )
    },
  )
})

describe('the active span stays active', () => {
  test('across an await', async () => {
    expect(
      await run(`
        await span('outer', async () => {
          log.info('before')
          await sleep(5)
          log.info('after')
          await span('inner', async () => {
            await null
            log.info('inside')
          })
          log.info('outside again')
        })
        log.info('over')
      `),
    ).toMatchInlineSnapshot(`
      "outer  0.0–5.0
        0.0 info before
        5.0 info after
        inner  5.0–5.0
          5.0 info inside
        5.0 info outside again
      5.0 info over"
    `)
  })

  test('in flows that go on in turns', async () => {
    expect(
      await run(`
        const flow = (name: string, wait: number) =>
          span(name, async () => {
            for (let turn = 1; turn <= 2; turn++) {
              await sleep(wait)
              log.info(name + ', turn ' + turn)
            }
          })
        await Promise.all([flow('a', 10), flow('b', 15)])
      `),
    ).toMatchInlineSnapshot(`
      "a  0.0–20.0
        10.0 info a, turn 1
        20.0 info a, turn 2
      b  0.0–30.0
        15.0 info b, turn 1
        30.0 info b, turn 2"
    `)
  })

  test('in timers and microtasks', async () => {
    expect(
      await run(`
        await span('outer', async () => {
          setTimeout(() => log.info('timer'), 5)
          const id = setInterval(() => {
            log.info('interval')
            clearInterval(id)
          }, 7)
          queueMicrotask(() => log.info('microtask'))
        })
        await sleep(10)
        log.info('over')
      `),
    ).toMatchInlineSnapshot(`
      "outer  0.0–0.0
        0.0 info microtask
        5.0 info timer
        7.0 info interval
      10.0 info over"
    `)
  })

  test('in chains of promises', async () => {
    expect(
      await run(`
        const answer = span('outer', () =>
          sleep(5)
            .then(() => log.info('then'))
            .then(() => span('inner', () => sleep(5).then(() => log.info('inner then'))))
            .then(() => {
              throw new Error('no')
            })
            .catch(() => log.info('catch'))
            .finally(() => log.info('finally')),
        )
        answer.then(() => log.info('outside'))
        await answer
      `),
    ).toMatchInlineSnapshot(`
      "outer  0.0–10.0
        5.0 info then
        inner  5.0–10.0
          10.0 info inner then
        10.0 info catch
        10.0 info finally
      10.0 info outside"
    `)
  })

  test('in try, catch and finally', async () => {
    expect(
      await run(`
        await span('outer', async () => {
          try {
            await span('fails', async () => {
              await sleep(1)
              throw new Error('no')
            })
          } catch {
            log.info('caught')
          } finally {
            await sleep(1)
            log.info('finally')
          }
        })
      `),
    ).toMatchInlineSnapshot(`
      "outer  0.0–2.0
        fails  0.0–1.0 error: no
        1.0 info caught
        2.0 info finally"
    `)
  })

  test('in async generators: each has its own, and whoever reads them has theirs', async () => {
    expect(
      await run(`
        async function* pages() {
          log.info('page 1 is asked for')
          await sleep(1)
          yield 1
          log.info('page 2 is asked for')
          yield* [2, 3]
        }
        const source = span('source', () => pages())
        await span('reader', async () => {
          for await (const page of source) log.info('page {page} is read', { page })
        })
      `),
    ).toMatchInlineSnapshot(`
      "source  0.0–1.0
        0.0 info page 1 is asked for
        1.0 info page 2 is asked for
      reader  0.0–1.0
        1.0 info page 1 is read
        1.0 info page 2 is read
        1.0 info page 3 is read"
    `)
  })

  test('in a generator that is left early, to the end of its cleanup', async () => {
    expect(
      await run(`
        async function* pages() {
          try {
            yield 1
            yield 2
          } finally {
            await sleep(1)
            log.info('closed')
          }
        }
        const source = span('source', () => pages())
        await span('reader', async () => {
          for await (const page of source) break
          log.info('left')
        })
      `),
    ).toMatchInlineSnapshot(`
      "source  0.0–1.0
        1.0 info closed
      reader  0.0–1.0
        1.0 info left"
    `)
  })

  test('in methods, with this and arguments', async () => {
    expect(
      await run(`
        class Till {
          total = 0
          async add(...amounts: number[]) {
            for (const amount of amounts) {
              await sleep(1)
              this.total += amount
              log.info('total {total}', { total: this.total })
            }
            return arguments.length
          }
          later = async () => {
            await null
            return this.total
          }
        }
        const till = new Till()
        await span('till', async () => log.info('{n} amounts', { n: await till.add(1, 2) }))
        log.info('outside, {total}', { total: await till.later() })
      `),
    ).toMatchInlineSnapshot(`
      "till  0.0–2.0
        1.0 info total 1
        2.0 info total 3
        2.0 info 2 amounts
      2.0 info outside, 3"
    `)
  })

  test('in the then of a thenable that is awaited', async () => {
    expect(
      await run(`
        await span('outer', async () => {
          const query = {
            then(done: (rows: number) => void) {
              log.info('the query is sent')
              done(3)
            },
          }
          log.info('{rows} rows', { rows: await query })
        })
      `),
    ).toMatchInlineSnapshot(`
      "outer  0.0–0.0
        0.0 info the query is sent
        0.0 info 3 rows"
    `)
  })

  test('in the functions of another cell', async () => {
    expect(
      await run({
        'main.ts': `
          import { span } from '@lab/tracer'
          import { pay } from './pay.ts'
          await span('checkout', () => pay(7))
        `,
        'pay.ts': `
          import { logger } from '@lab/logger'
          import { sleep } from '@lab/sim'
          await sleep(3)
          export async function pay(amount: number) {
            await sleep(1)
            logger('pay').info('paid {amount}', { amount })
          }
        `,
      }),
    ).toMatchInlineSnapshot(`
      "checkout  3.0–4.0
        4.0 info paid 7"
    `)
  })

  test('in each of a hundred flows that go on in turns', async () => {
    const { store } = await runProgram(`
      const flows = Array.from({ length: 100 }, (_, flow) =>
        span('flow ' + flow, async () => {
          for (let turn = 0; turn < 5; turn++) {
            if ((flow + turn) % 3 === 0) await null
            else if ((flow + turn) % 3 === 1) await sleep((flow * 7 + turn) % 11)
            else await new Promise<void>((resolve) => setTimeout(() => queueMicrotask(resolve), flow % 5))
            await span('step', () => log.info('flow ' + flow))
          }
        }),
      )
      await Promise.all(flows)
    `)
    const flowOf = (spanId = ''): string => {
      const row = store.spanRow(spanId)
      if (row < 0) return 'none'
      const { name, parentSpanId } = store.spanRecord(row)
      return parentSpanId === undefined ? name : flowOf(parentSpanId)
    }
    const strays = store
      .lines()
      .filter((line) => line.kind !== 'log' || flowOf(line.spanId) !== line.message)
    expect(store.lines()).toHaveLength(500)
    expect(strays).toEqual([])
  })
})

test('functions and classes have the names that the code gives them, also where those hide others', async () => {
  const { store } = await runProgram({
    'main.ts': `
      import { pay as payElsewhere } from './pay.ts'
      const read = ((fn: object) => fn)(async function read() {})
      const Cart = ((type: object) => type)(class Cart {})
      async function pay() {}
      const inner = () => {
        const read = () => {}
        function pay() {}
        class Cart {}
        return [read, pay, Cart, new (class Cart {})().constructor]
      }
      for (const named of [payElsewhere, read, Cart, pay, ...inner()]) console.log((named as Function).name)
    `,
    'pay.ts': 'export const pay = async () => {}',
  })
  const names = store.lines().map((line) => 'text' in line && line.text)
  expect(names).toEqual(['pay', 'read', 'Cart', 'pay', 'read', 'pay', 'Cart', 'Cart'])
})

describe('every record and span knows its line', () => {
  /** What was made, and where: `charge card  main.ts:7`. Spans come first. */
  async function placesIn(source: string | Sources): Promise<string[]> {
    const { store, siteOf } = await runProgram(source)
    return [...store.spans(), ...store.lines()].map((made) => {
      const position = siteOf(made.site)
      const what = 'kind' in made ? ('message' in made ? made.message : made.text) : made.name
      return `${what}  ${position ? `${position.file}:${position.line}` : 'nowhere'}`
    })
  }

  test('in one cell', async () => {
    const places = await placesIn(`
        log.info('line 2')
        span('line 3', (current) => {
          current.addEvent('no line of its own')
          log.info(
            'line 5',
            { with: ['fields', String(1)] },
          )
          console.log('line 9', [1, 2].map((x) => x + 1).join())
        })
        startSpan('line 11')
        if (true) log.warn('line 12'); log.error('line 12')
        await span('line 13', async () => {
          await sleep(1)
          log.info('line 15')
        })
    `)
    expect(places.join('\n')).toMatchInlineSnapshot(`
      "line 3  main.ts:3
      line 11  main.ts:11
      line 13  main.ts:13
      line 2  main.ts:2
      line 5  main.ts:5
      line 9 2,3  main.ts:9
      line 12  main.ts:12
      line 12  main.ts:12
      line 15  main.ts:15
      “line 11” was never ended.  main.ts:11"
    `)
  })

  test('in functions that are called from elsewhere, also later', async () => {
    expect(
      await placesIn(`
        const say = (word: string) => {
          log.info(word + ' on line 3')
        }
        say('called')
        setTimeout(say, 5, 'timer')
        ;[1].forEach(() => say('callback'))
        await sleep(10)
        say('after')
      `),
    ).toEqual([
      'called on line 3  main.ts:3',
      'callback on line 3  main.ts:3',
      'timer on line 3  main.ts:3',
      'after on line 3  main.ts:3',
    ])
  })

  test('in other cells', async () => {
    expect(
      await placesIn({
        'main.ts': "import { pay } from './pay.ts'\n\nconsole.log('main 3')\npay()\n",
        'pay.ts':
          "\n\nexport const pay = () => {\n  console.log('pay 4')\n}\nconsole.log('pay 6')\n",
      }),
    ).toEqual(['pay 6  pay.ts:6', 'main 3  main.ts:3', 'pay 4  pay.ts:4'])
  })

  test('also where a call is given nothing', async () => {
    const { store, siteOf } = await runProgram(`
      const one = startSpan('one')
      one.end()
      console.log('line 4')
      one.end()
      one.setAttribute('late', true)
      console.group()`)
    const lines = store.lines().map(({ kind, site }) => `${kind} ${siteOf(site)?.line}`)
    expect(lines).toEqual(['console 4', 'diagnostic 5', 'diagnostic 6', 'console 7'])
  })
})

describe('a span that was never ended', () => {
  /** The notices of a run, each with its row of `main.ts`. */
  async function noticesIn(source: string, options?: RunOptions): Promise<string[]> {
    const { store, siteOf } = await runProgram(source, options)
    return store
      .lines()
      .filter((line) => line.kind === 'diagnostic')
      .map(({ message, site }) => `${message}  ${siteOf(site)?.line}`)
  }

  test('is told at the end, with its name and the place that started it', async () => {
    const notices = await noticesIn(`
      const open = startSpan('open')
      startSpan('closed').end()
      await sleep(5)
      open.updateName('pay')
    `)
    expect(notices).toEqual(['“pay” was never ended.  2'])
  })

  test('is told once for each place, and how often', async () => {
    const notices = await noticesIn(`
      for (const order of [1, 2, 3]) startSpan('pay')
      startSpan('refund')
    `)
    expect(notices).toEqual(['“pay” was never ended, 3 times.  2', '“refund” was never ended.  3'])
  })

  test('is told when the program fails before it could be ended', async () => {
    const notices = await noticesIn(`
      const open = startSpan('pay')
      throw new Error('no')
    `)
    expect(notices).toEqual(['“pay” was never ended.  2'])
  })

  test('is not told of a program that was stopped', async () => {
    const notices = await noticesIn(
      `
      startSpan('pay')
      setInterval(() => {}, 1)
    `,
      { limits: { timers: 10 } },
    )
    expect(notices).toEqual([])
  })

  test('is a line at the end of the run', async () => {
    expect(
      await run(`
        startSpan('pay')
        await sleep(5)
      `),
    ).toMatchInlineSnapshot(`
      "pay  0.0–never ended
      5.0 notice “pay” was never ended."
    `)
  })

  test('is told at the shutdown if that comes first, and then not again', async () => {
    const notices = await noticesIn(`
      const { tracing } = await import('@lab/tracer')
      startSpan('pay')
      await tracing.shutdown()
    `)
    expect(notices).toEqual(['“pay” was never ended.  3'])
  })
})

describe('an error is told with its place in the TypeScript', () => {
  test('at the top', async () => {
    expect(await run(`\n\n  throw new Error('no')`)).toBe('✗ Error: no  main.ts:3:9')
  })

  test('after types that are gone, characters of every width and awaits', async () => {
    const source = `
      interface Order {
        id: number
      }
      const greet = async (order: Order): Promise<string> => {
        await sleep(1)
        const text: string = '🫖 東京 Äpfel'; throw new TypeError(text)
      }
      await greet({ id: 7 } satisfies Order)`
    expect(await run(source)).toBe('✗ TypeError: 🫖 東京 Äpfel  main.ts:7:51 ‹ main.ts:9:7')
  })

  test('in a function, with the way that led there', async () => {
    const source = `
      function inner() {
        null!.x
      }
      function outer() { inner() }
      outer()`
    expect(await run(source)).toMatchInlineSnapshot(
      `"✗ TypeError: Cannot read properties of null (reading 'x')  main.ts:3:15 ‹ main.ts:5:26 ‹ main.ts:6:7"`,
    )
  })

  test('when a method is misspelt, in the reader’s own words', async () => {
    const source = `
      const one: any = startSpan('one')
      one.edn()`
    expect(await run(source)).toMatch('✗ TypeError: one.edn is not a function  main.ts:3:11')
  })

  test('in an imported cell', async () => {
    expect(
      await run({
        'main.ts': "import {\n  pay,\n} from './pay.ts'\n\npay()\n",
        'pay.ts':
          "import {\n  sleep,\n  work as w,\n} from '@lab/sim'\n\nexport function pay() {\n  w(1)\n  sleep(-1)\n}\n",
      }),
    ).toMatchInlineSnapshot(
      `"✗ RangeError: sleep() takes a number of milliseconds, 0 or more; it was given -1.  pay.ts:8:3 ‹ main.ts:5:1"`,
    )
  })

  test('in a timer, long after the code has ended', async () => {
    expect(
      await run(`
        setTimeout(() => {
          console.log('now')
          throw new Error('late')
        }, 50)
      `),
    ).toMatchInlineSnapshot(`
      "50.0 console.log now
      ✗ Error: late  main.ts:4:17"
    `)
  })

  test('in a microtask', async () => {
    expect(
      await run(`
        queueMicrotask(() => {
          throw new Error('no')
        })
      `),
    ).toMatchInlineSnapshot(`"✗ Error: no  main.ts:3:17"`)
  })

  test('in a span, which has failed too', async () => {
    expect(
      await run(`
        await span('pay', async () => {
          await sleep(2)
          throw new Error('no card')
        })
      `),
    ).toMatchInlineSnapshot(`
      "pay  0.0–2.0 error: no card
      ✗ Error: no card  main.ts:4:17 ‹ main.ts:2:9"
    `)
  })

  test('from the shop, at the reader’s own line first', async () => {
    const { problems } = await runProgram(`
      const shop = openShop()
      await shop.checkout({ order: 1, items: ['spoon'], card: '4242' })`)
    expect(
      problems.map(({ title, position }) => `${title} ${position && positionText(position)}`),
    ).toEqual(['ServiceError: There is no price for “spoon”. main.ts:3:7'])
  })

  test('when a promise is rejected and nobody waits for it', async () => {
    const { text, problems } = await runProgram(`
      const pay = async () => {
        throw new Error('no')
      }
      pay()
      console.log('goes on')`)
    expect(text).toMatchInlineSnapshot(`
      "0.0 console.log goes on
      ✗ Error: no  main.ts:3:15 ‹ main.ts:2:31 ‹ main.ts:5:7"
    `)
    expect(problems[0]?.advice).toMatch('Put `await` before the call')
  })

  test('when something is thrown that is no error', async () => {
    expect(await run(`throw { code: 504, why: ['late'] }`)).toBe(
      "✗ Thrown value: { code: 504, why: ['late'] }",
    )
    expect(await run(`throw 'no'`)).toBe('✗ Thrown value: no')
  })

  test('when a function calls itself without an end', async () => {
    const { problems } = await runProgram(`
      const again = (n: number): number => again(n + 1) + 1
      again(1)`)
    expect(problems[0]).toMatchObject({
      title: 'RangeError: Maximum call stack size exceeded',
      position: { file: 'main.ts', line: 2 },
    })
    expect(problems[0]?.advice).toMatch('calls itself without an end')
  })

  test('when its message is very long', async () => {
    const { problems } = await runProgram(`throw new Error('x'.repeat(200_000))`)
    expect(problems[0]?.title).toMatch(/^Error: x{4000,4096}… \(195\d+ more characters\)$/)
    expect(problems[0]?.position).toMatchObject({ line: 1 })
  })

  test('when the code does not compile', async () => {
    expect(await run(`\n  const = 1`)).toBe('✗ Expected identifier but found "="  main.ts:2:9')
  })
})

describe('a program that does not end by itself', () => {
  test('waits for a promise that nobody resolves: it is told at which await', async () => {
    expect(
      await run(`
        const never = new Promise<void>(() => {})
        const wait = async () => {
          await sleep(1)
          await never
        }
        log.info('before')
        await wait()
        log.info('never')
      `),
    ).toMatchInlineSnapshot(`
      "0.0 info before
      ✗ This never finishes.  main.ts:5:11 ‹ main.ts:8:9"
    `)
  })

  test('waits for an element that never comes: it is told at which call', async () => {
    expect(
      await run(`
        async function* numbers() {
          yield 1
          await new Promise<void>(() => {})
        }
        for await (const x of numbers()) console.log(x)
      `),
    ).toMatchInlineSnapshot(`
      "0.0 console.log 1
      ✗ This never finishes.  main.ts:4:11 ‹ main.ts:6:50"
    `)
  })

  test('is in a loop: it is stopped when its time is up, and told in which', async () => {
    expect(
      await run(
        `
        console.log('before')
        let n = 0
        for (;;) {
          n++
        }`,
        { limits: { realTime: 1_000 } },
      ),
    ).toMatchInlineSnapshot(`
      "0.0 console.log before
      ✗ Stopped after 1 second. It was in this loop.  main.ts:4:9"
    `)
  })

  test('is in a loop without a block, in another cell', async () => {
    expect(
      await run(
        {
          'main.ts': `import { spin } from './spin.ts'\nspin()`,
          'spin.ts': `export const spin = () => {\n  while (true);\n}`,
        },
        { limits: { realTime: 1_000 } },
      ),
    ).toBe('✗ Stopped after 1 second. It was in this loop.  spin.ts:2:3')
  })

  test('is in a loop of awaits', async () => {
    expect(await run(`\n  for (;;) await null`, { limits: { realTime: 1_000 } })).toBe(
      '✗ Stopped after 1 second. It was in this loop.  main.ts:2:3',
    )
  })

  test('computes without a loop', async () => {
    const source = `const spin = async (): Promise<void> => Promise.resolve().then(spin); await spin()`
    expect(await run(source, { limits: { realTime: 300 } })).toBe('✗ Stopped after 0.3 seconds.')
  })

  test('sets one timer after another', async () => {
    const { text, store } = await runProgram(`setInterval(() => console.log('tick'), 1000)`, {
      limits: { timers: 25 },
    })
    expect(text.split('\n').at(-1)).toBe('✗ Stopped after 25 timers.')
    expect(store.lines()).toHaveLength(25)
  })

  test('lets more time pass than there is: the limit is kept', async () => {
    const { text, store } = await runProgram(
      `const id = setInterval(() => console.log('tick'), 60_000)`,
      { limits: { virtualTime: 3_600_000 } },
    )
    expect(text.split('\n').at(-1)).toBe('✗ Stopped after 1 hour of virtual time.')
    expect(store.lines()).toHaveLength(60)
  })

  test.each(['await sleep(Number.MAX_VALUE)', 'await sleep(1e300)', 'work(1e300); await sleep(1)'])(
    'waits beyond the end of time: %s',
    async (source) => {
      expect(await run(source)).toBe('✗ Stopped after 31 days of virtual time.')
    },
  )
})

describe('a program that says too much', () => {
  test('keeps its first words, and what is left out is counted', async () => {
    const { store, dropped, problems } = await runProgram(
      `
      for (let i = 0; i < 50; i++) {
        const one = startSpan('span ' + i)
        one.setAttribute('i', i)
        log.info('line {i}', { i })
        one.end()
      }`,
      { limits: { records: 20, spans: 10, changes: 5 } },
    )
    expect([store.lines().length, store.spans().length]).toEqual([20, 10])
    expect(store.spans().every(({ end }) => end !== undefined)).toBe(true)
    expect(dropped).toMatchObject({ records: 30, spans: 40, changes: 5, refused: 0, cut: 0 })
    expect(problems).toEqual([])
  })

  test('at great length is heard all the same', async () => {
    const { store, problems } = await runProgram(
      `for (let i = 0; i < 3_000; i++) log.info('x'.repeat(20_000))`,
    )
    expect(problems).toEqual([])
    expect(store.lines()).toHaveLength(3_000)
  })
})

describe('a run can be repeated', () => {
  const source = `
    const receipt = await openShop({ bankSpread: 1 }).checkout({ order: 1, items: ['tea'], card: '1' })
    console.log(receipt, Math.random(), Date.now(), new SeededRandom(1).next())
    startSpan('last')`

  test('with the same seed it says the same, to the last digit', async () => {
    const [one, same] = await Promise.all([runProgram(source), runProgram(source)])
    expect(one.store.events().length).toBeGreaterThan(20)
    expect(one.store.events()).toEqual(same.store.events())
  })

  test('with another seed it says something else', async () => {
    const [one, other] = await Promise.all([run(source, { seed: 1 }), run(source, { seed: 2 })])
    expect(one).not.toEqual(other)
  })
})

describe('the console', () => {
  test('writes lines of five kinds, each in one line of text', async () => {
    expect(
      await run(`
        console.debug('debug', 1)
        console.log('log', { order: 1042, items: ['cup'] })
        console.info('info', undefined, null)
        console.warn('warn', new Error('no'))
        console.error('error', new Map([['a', 1n]]))
      `),
    ).toMatchInlineSnapshot(`
      "0.0 console.debug debug 1
      0.0 console.log log { order: 1042, items: ['cup'] }
      0.0 console.info info undefined null
      0.0 console.warn warn Error: no
      0.0 console.error error { a: 1n }"
    `)
  })

  test('writes what a value was when it was written', async () => {
    const lines = await timeline(`
      const cart = ['cup']
      console.log(cart)
      cart.push('pot')`)
    expect(lines).toEqual(["0.0 ['cup']"])
  })

  test('never throws', async () => {
    const lines = await timeline(`
      const fail = () => { throw new Error('no') }
      Map.prototype.get = Map.prototype.entries = Reflect.ownKeys = fail
      console.log(new Map([['order', 7]]), { order: 7 })
      const { replace } = String.prototype
      String.prototype.replace = fail
      console.log({ item: 'cup' })
      String.prototype.replace = replace
      console.log('goes on')`)
    expect(lines).toEqual(['0.0 { order: 7 } { order: 7 }', '0.0 {"item":"cup"}', '0.0 goes on'])
  })

  test('asks no proxy what it is: its traps do not run', async () => {
    const lines = await timeline(`
      const trap = () => { throw new Error('no') }
      const handler: ProxyHandler<object> = { getPrototypeOf: trap, ownKeys: trap, get: trap, getOwnPropertyDescriptor: trap }
      console.log(new Proxy({ order: 7 }, handler), Proxy.revocable([7], handler).proxy)`)
    expect(lines).toEqual(['0.0 { order: 7 } [7]'])
  })

  test('measures virtual time, and knows the line of every call, also of one without arguments', async () => {
    const { store, siteOf } = await runProgram(`console.time()
      await sleep(35)
      console.timeEnd()
      console.group()
      console.trace()`)
    const lines = store
      .lines()
      .flatMap((line) =>
        line.kind === 'console'
          ? [`${line.text} at line ${siteOf(line.site)?.line}, in ${line.depth ?? 0} groups`]
          : [],
      )
    expect(lines).toEqual([
      'default: 35 ms at line 3, in 0 groups',
      'group at line 4, in 0 groups',
      'Trace at line 5, in 1 groups',
    ])
  })
})

describe('time', () => {
  test('passes with sleep and with work, and with nothing else', async () => {
    const lines = await timeline(`
      const began = performance.now()
      for (let i = 0; i < 1_000_000; i++);
      console.log('computed', performance.now() - began)
      work(20)
      console.log('worked', performance.now(), new Date().toISOString())
      await sleep(30.5)
      console.log('slept', performance.now(), Date.now() - Date.UTC(2025, 1, 26, 10, 4))`)
    expect(lines).toEqual([
      '0.0 computed 0',
      '20.0 worked 20 2025-02-26T10:04:00.020Z',
      '50.5 slept 50.5 50',
    ])
  })

  test('runs timers by their times, equals in the order of setting, each with its microtasks', async () => {
    const lines = await timeline(`
      const say = (word: string) => console.log(word)
      setTimeout(say, 10, 'ten')
      setTimeout(say, 5, 'five')
      setTimeout(() => {
        say('five again')
        Promise.resolve().then(() => say('its microtask'))
        setTimeout(say, 0, 'at once')
        setTimeout(say, 5, 'ten, set later')
      }, 5)
      setTimeout(say, 5, 'five, third')
      queueMicrotask(() => say('microtask'))
      await null
      say('after an await')
      say('end of the code')`)
    expect(lines).toEqual([
      '0.0 microtask',
      '0.0 after an await',
      '0.0 end of the code',
      '5.0 five',
      '5.0 five again',
      '5.0 its microtask',
      '5.0 five, third',
      '5.0 at once',
      '10.0 ten',
      '10.0 ten, set later',
    ])
  })

  test('runs what is overdue after work, in its order', async () => {
    const lines = await timeline(`
      setTimeout(() => console.log('due at 20'), 20)
      setTimeout(() => console.log('due at 10'), 10)
      setTimeout(() => console.log('due at 60'), 60)
      work(50)`)
    expect(lines).toEqual(['50.0 due at 10', '50.0 due at 20', '60.0 due at 60'])
  })

  test('takes timers back, also from within others', async () => {
    const lines = await timeline(`
      let rounds = 0
      const interval = setInterval(() => {
        console.log('round')
        if (++rounds === 2) clearInterval(interval)
      }, 10)
      const never = setTimeout(() => console.log('never'), 15)
      setTimeout(() => clearTimeout(never), 15 - 1)
      await sleep(100)
      console.log('end')`)
    expect(lines).toEqual(['10.0 round', '20.0 round', '100.0 end'])
  })

  test('wins races for whoever takes less of it', async () => {
    const lines = await timeline(`
      const slow = sleep(30).then(() => 'slow')
      const fast = sleep(10).then(() => 'fast')
      console.log(await Promise.race([slow, fast]))
      console.log(await Promise.all([slow, fast]))`)
    expect(lines).toEqual(['10.0 fast', "30.0 ['slow', 'fast']"])
  })
})

describe('exporting', () => {
  test('happens in virtual time: after the delay, one batch at a time, until nothing is left', async () => {
    const said = await timeline(`
      const { batchProcessor, tracing } = await import('@lab/tracer')
      const exporter = {
        async export(records) {
          console.log('sends', records.map(({ name }) => name).join(', '))
          await sleep(100)
          console.log('sent')
        },
      }
      const batches = batchProcessor(exporter, { maxExportBatchSize: 2 })
      tracing.configure({ processors: [batches] })
      startSpan('one').end()
      await sleep(10)
      startSpan('two').end()
      startSpan('three').end()
      console.log('done')
    `)
    expect(said).toEqual([
      '10.0 done',
      '10.0 sends one, two',
      '110.0 sent',
      '5110.0 sends three',
      '5210.0 sent',
    ])
  })

  test('of whole traces waits for their end, and prints them', async () => {
    expect(
      await run(`
        const { consoleTree, hasError, tailSampler, tracing } = await import('@lab/tracer')
        tracing.configure({ processors: [tailSampler({ keep: hasError }, consoleTree())] })
        const pay = (order: number) =>
          span('pay', { order }, async () => {
            await span('ask', () => sleep(5))
            if (order === 2) throw new Error('no answer')
          })
        await Promise.allSettled([pay(1), pay(2)])
        setTimeout(() => console.log('over'), 10)
      `),
    ).toMatchInlineSnapshot(`
      "5.0 console.log pay  5 ms  order=2  error: no answer
            · exception  at 5 ms  exception.type="Error"  exception.message="no answer"
            ask  5 ms
      15.0 console.log over"
    `)
  })
})

describe('in real time,', () => {
  const DAY = 24 * 60 * 60 * 1000

  test('the program has the date of today, and its telemetry too', async () => {
    const before = Date.now()
    const { store } = await runProgram(`log.info('date', { now: Date.now() })`, { clock: 'real' })
    const [line] = store.lines()
    expect(line?.kind === 'log' && Number(line.fields.now)).toBeGreaterThanOrEqual(before)
    expect(Math.abs(store.start / 1000 - before)).toBeLessThan(DAY)
  })

  test('sleep and work take as long as they say, or longer', async () => {
    const { store } = await runProgram(
      `await span('sleeps', () => sleep(30)); span('works', () => work(7.5))`,
      { clock: 'real' },
    )
    const durations = store.spans().map(({ start, end = 0 }) => end - start)
    expect(durations).toHaveLength(2)
    expect(durations[0]).toBeGreaterThanOrEqual(30_000)
    expect(durations[1]).toBeGreaterThanOrEqual(7_500)
  })

  test('timers run in the order of their times, in the context in which they were set', async () => {
    const { store } = await runProgram(
      `span('outer', () => {
        setTimeout(() => log.info('second'), 30)
        setTimeout(() => log.info('first'), 10)
        const never = setTimeout(() => log.info('never'), 20)
        setTimeout(() => clearTimeout(never), 5)
      })`,
      { clock: 'real' },
    )
    const outer = store.spans()[0]?.spanId
    expect(store.lines().map((line) => line.kind === 'log' && line.message)).toEqual([
      'first',
      'second',
    ])
    expect(store.lines().every((line) => line.kind === 'log' && line.spanId === outer)).toBe(true)
  })

  test('a timer that is set while a later one is waited for comes first', async () => {
    const { problems, text } = await runProgram(
      `const later = setTimeout(() => {}, 3_600_000)
      setTimeout(() => setTimeout(() => clearTimeout(later), 1), 1)`,
      { clock: 'real' },
    )
    expect([problems, text]).toEqual([[], ''])
  })

  test('ids and Math.random are those of the seed', async () => {
    const source = `span('a', () => console.log(Math.random()))`
    const [one, same, other] = await Promise.all(
      [1, 1, 2].map(async (seed) => {
        const { store } = await runProgram(source, { clock: 'real', seed })
        const [line] = store.lines()
        return [store.spans()[0]?.spanId, line?.kind === 'console' && line.text]
      }),
    )
    expect(same).toEqual(one)
    expect(other).not.toEqual(one)
  })

  test('a program that waits for nothing is told so', async () => {
    const { problems } = await runProgram('\n  await new Promise(() => {})', { clock: 'real' })
    expect(problems).toMatchObject([{ title: 'This never finishes.', position: { line: 2 } }])
  })
})

describe('a run begins with a filter', () => {
  const source = `log.info('info'); log.warn('warn'); setLevel('trace'); log.trace('trace')`

  test('that holds until the program itself says otherwise', async () => {
    const { text } = await runProgram(source, { filter: 'WARN' })
    expect(text).toBe('0.0 warn warn\n0.0 trace trace')
  })

  test('and a word of the lab, if it does not understand that filter', async () => {
    const { text } = await runProgram(`log.error('oh')`, { filter: 'shop=loud' })
    expect(text).toMatch(/^0\.0 notice “loud” is no level.*\n0\.0 error oh$/)
  })
})

describe('the pace of a run', () => {
  const SOURCE = `
    for (const wait of [30, 200, 70]) {
      await span('wait', () => sleep(wait))
      log.info('waited', { wait, chance: Math.random() })
    }
  `
  const eventsOf = ({ messages }: Awaited<ReturnType<typeof runProgram>>) =>
    storeOf(messages).events()

  test('changes nothing of what it says', async () => {
    const atOnce = eventsOf(await runProgram(SOURCE))
    expect(eventsOf(await runProgram(SOURCE, { pace: 10 }))).toEqual(atOnce)
    expect(atOnce).toHaveLength(9)
  })

  test('lets its time be told while nothing happens', async () => {
    const { messages } = await runProgram(SOURCE, { pace: 1 })
    const told = messages.filter((message) => message.kind === 'clock')
    expect(told.length).toBeGreaterThan(2)
    expect(told.map(({ time }) => time)).toEqual(told.map(({ time }) => time).toSorted())
  })
})
