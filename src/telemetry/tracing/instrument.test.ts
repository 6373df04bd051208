import { describe, expect, test } from 'vitest'
import { runProgram } from '../../../tests/program-run.ts'
import { recordEachTest } from '../../../tests/recording.ts'
import { activeSpan, instrument, span } from '../lab-tracer.ts'

const recording = recordEachTest()

describe('an instrumented function', () => {
  test('is a span at every call, under its own name', () => {
    const pay = instrument(function pay() {
      recording.pass(1)
    })
    pay()
    pay()
    expect(recording.tree()).toBe('pay  0.0–1.0\npay  1.0–2.0')
  })

  test.each<[how: string, fn: () => void, name: string]>([
    ['as it is told', instrument('charge card', () => {}), 'charge card'],
    ['as its options say', instrument({ name: 'charge card' }, () => {}), 'charge card'],
    ['like the function, if they do not', instrument({ kind: 'client' }, function pay() {}), 'pay'],
    ['anonymous, if it has no name', instrument(() => {}), 'anonymous'],
    ['like the function inside of two', instrument(instrument('inner', function pay() {})), 'pay'],
  ])('is called %s', (_, fn, name) => {
    fn()
    expect(recording.events[0]).toMatchObject({ kind: 'span-start', name })
  })

  test('has this, arguments and a result', () => {
    const till = {
      total: 40,
      add: instrument('add', function (this: { total: number }, ...amounts: number[]) {
        return [this.total, ...amounts]
      }),
    }
    expect(till.add(1, 2)).toEqual([40, 1, 2])
    expect(till.add.call({ total: 0 })).toEqual([0])
  })

  test('has the name and the number of parameters that it had', () => {
    const pay = instrument('charge card', function pay(_order: number, _card: string) {})
    expect([pay.name, pay.length]).toEqual(['pay', 2])
  })

  test('has its own span active while it runs', () => {
    const pay = instrument('pay', () => activeSpan()?.record()?.name)
    expect([pay(), activeSpan()]).toEqual(['pay', undefined])
  })

  test('is the child of who calls it', () => {
    const inner = instrument('inner', () => recording.pass(1))
    const outer = instrument('outer', () => {
      inner()
      inner()
    })
    span('main', () => outer())
    expect(recording.tree()).toBe(
      ['main  0.0–2.0', '  outer  0.0–2.0', '    inner  0.0–1.0', '    inner  1.0–2.0'].join('\n'),
    )
  })

  test('that calls itself is a span in a span', () => {
    const count = instrument('count', (n: number): number => (n === 0 ? 0 : 1 + count(n - 1)))
    expect(count(2)).toBe(2)
    expect(recording.tree()).toBe(
      ['count  0.0–0.0', '  count  0.0–0.0', '    count  0.0–0.0'].join('\n'),
    )
  })

  test('lets its error out, and says that it failed', () => {
    const error = new RangeError('too much')
    const pay = instrument('pay', () => {
      throw error
    })
    expect(pay).toThrow(error)
    expect(recording.tree()).toBe('pay  0.0–0.0 error: too much')
  })

  test('ends when its promise has settled', async () => {
    const pay = instrument('pay', async (amount: number) => {
      await null
      recording.pass(2)
      return amount
    })
    expect(await pay(7)).toBe(7)
    expect(recording.tree()).toBe('pay  0.0–2.0')
  })

  test('ends when it is a generator that has come to its end', () => {
    const numbers = instrument('numbers', function* (to: number) {
      for (let n = 1; n <= to; n++) yield n
    })
    expect([...numbers(3)]).toEqual([1, 2, 3])
    expect(recording.said()).toEqual(['start numbers', 'end'])
  })

  test('gives a thenable back as it is, and does not wait for it', () => {
    // biome-ignore lint/suspicious/noThenProperty: a thenable is the case
    const query = { then: () => expect.unreachable() }
    expect(instrument('query', () => query)()).toBe(query)
    expect(recording.said()).toEqual(['start query', 'end'])
  })
})

describe('the attributes of an instrumented function', () => {
  test('are made from its arguments', () => {
    const attributes = (order: number, card: string) => ({ order, card })
    instrument({ name: 'pay', attributes }, () => {})(1042, '4242')
    expect(recording.events[0]).toMatchObject({ attributes: { order: 1042, card: '4242' } })
  })

  test('are no reason to fail', () => {
    const attributes = () => {
      throw new Error('no')
    }
    expect(instrument({ name: 'pay', attributes }, () => 'paid')()).toBe('paid')
    expect(recording.events[0]).toMatchObject({
      attributes: { 'lab.attributes_failed': 'Error: no' },
    })
  })
})

test('what is no function is given back and reported', () => {
  expect(instrument('pay', 7 as never)).toBe(7)
  expect(recording.said()).toEqual(['notice: instrument() takes a function; it was given 7.'])
})

test.each([null, undefined, 7])(
  'options that are none, such as %s, are as good as left out',
  (options) => {
    instrument(options as never, function pay() {})()
    expect(recording.said()).toEqual(['start pay', 'end'])
  },
)

test('in a program, asynchronous functions of every form keep their spans apart', async () => {
  const { text } = await runProgram({
    'main.ts': `
      import { instrument, span } from '@lab/tracer'
      import { logger } from '@lab/logger'
      import { sleep } from '@lab/sim'
      const log = logger('main')
      const pages = instrument(async function* pages(to: number) {
        for (let page = 1; page <= to; page++) {
          await sleep(1)
          log.info('makes {page}', { page })
          yield page
        }
      })
      const read = instrument(async function read(name: string) {
        for await (const page of pages(2)) log.info('{name} reads {page}', { name, page })
      })
      const count = instrument(async function count(n: number): Promise<void> {
        await sleep(1)
        if (n > 0) await count(n - 1)
        log.info('counted {n}', { n })
      })
      await Promise.all([read('Ada'), count(1)])
      const left = pages(9)
      for await (const page of left) break
      await pages(1).next()
    `,
  })
  expect(text).toMatchInlineSnapshot(`
    "read  0.0–2.0
      pages  0.0–2.0
        1.0 info makes 1
        2.0 info makes 2
      1.0 info Ada reads 1
      2.0 info Ada reads 2
    count  0.0–2.0
      2.0 info counted 0
      2.0 info counted 1
    pages  2.0–3.0
      3.0 info makes 1
    pages  3.0–never ended
      4.0 info makes 1
    4.0 notice “pages” was never ended."
  `)
})
