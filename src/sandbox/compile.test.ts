import * as esbuild from 'esbuild-wasm'
import { describe, expect, test } from 'vitest'
import { positionText } from '../../tests/program-run.ts'
import { Coroutine } from '../telemetry/context/coroutine.ts'
import { type Bundler, compile, lower, type SourceFiles } from './compile.ts'
import { LAB_EXPORTS } from './lab-modules.ts'

const compileCells = (cells: string | SourceFiles, bundler: Bundler = esbuild) =>
  compile(bundler, typeof cells === 'string' ? { 'main.ts': cells } : cells, 'main.ts', LAB_EXPORTS)

/** The compiled code of the cells themselves, without the async helpers that stand before it. */
async function codeOf(cells: string | SourceFiles): Promise<string> {
  const result = await compileCells(cells)
  if (!result.ok) throw new Error(result.errors.map(({ message }) => message).join('\n'))
  const { code } = result.program
  return code.slice(code.indexOf('__lab.program('))
}

/** What is wrong with cells: `main.ts:1:7 Expected ";"…`. */
async function mistakesIn(cells: string | SourceFiles): Promise<string[]> {
  const result = await compileCells(cells)
  if (result.ok) throw new Error('It compiled.')
  return result.errors.map(({ message, position }) =>
    position ? `${positionText(position)} ${message}` : message,
  )
}

test('a cell becomes the body of one function that is handed to the lab', async () => {
  expect(
    await codeOf(`
      import { logger } from '@lab/logger'
      logger('main').info('hello')
    `),
  ).toMatchInlineSnapshot(`
    "__lab.program(() => __async(null, null, function* () {
      const { logger } = __lab.modules["@lab/logger"];
      logger(__lab.atCall(0, "main")).info(__lab.atCall(1, "hello"));
    }));
    "
  `)
})

describe('in the output there is', () => {
  test('no type', async () => {
    const code = await codeOf(`
      import { logger, type Level } from '@lab/logger'
      interface Order { id: number }
      type Id = Order['id']
      enum Colour { red, green }
      const pay = <T extends Order>(order: T, level?: Level): Id => order.id as Id
      console.log(pay({ id: 7 } satisfies Order)!, Colour.green)
    `)
    expect(code).not.toMatch(/Order|Level|\bId\b|satisfies|logger/)
  })

  test('no await, no import and no export', async () => {
    const code = await codeOf({
      'main.ts': `
        import { twice } from './twice.ts'
        import * as sim from '@lab/sim'
        for await (const x of [twice(1)]) await sim.sleep(x)
        const later = await import('./twice.ts')
        const lab = await import('@lab/logger')
        export const result = [later, lab]
      `,
      'twice.ts': `
        export async function* never() { yield await 1 }
        export const twice = (x: number) => 2 * x
        export default twice
      `,
    })
    expect(code).not.toMatch(/\bawait\b|\bimport\b|\bexport\b|\basync\b/)
  })

  test('a coroutine around every generator that drives async code', async () => {
    const result = await compileCells(`
      async function* numbers() { yield await 1 }
      for await (const number of numbers()) console.log(number)
    `)
    const { code } = (result as Extract<typeof result, { ok: true }>).program
    expect(code.match(/generator\.apply/g)).toHaveLength(2)
    expect(code.match(/new __lab\.Coroutine\(generator\.apply/g)).toHaveLength(2)
  })
})

test('files may use the types of each other, and import each other when they run', async () => {
  const result = await compileCells({
    'main.ts': `import { pay } from './pay.ts'\nexport type Order = number\nconsole.log(pay)`,
    'pay.ts': `import type { Order } from './main.ts'
      export const pay = (order: Order) => import('./main.ts')`,
  })
  expect(result.ok).toBe(true)
})

test('files in folders import each other by the way from one to the other', async () => {
  const result = await compileCells({
    'main.ts': `import { brew } from './kitchen/brew.ts'\nbrew()`,
    'kitchen/brew.ts': `import '../menu.ts'\nimport './cup.ts'\nexport const brew = () => {}`,
    'kitchen/cup.ts': `console.log('cup')`,
    'menu.ts': `console.log('menu')`,
  })
  expect(result.ok && JSON.parse(result.program.map).sources).toEqual([
    'cell:menu.ts',
    'cell:kitchen/cup.ts',
    'cell:kitchen/brew.ts',
    'cell:main.ts',
  ])
})

test('the source map names the cells', async () => {
  const result = await compileCells({
    'main.ts': `import './other.ts'; console.log(2)`,
    'other.ts': `console.log(1)`,
  })
  expect(result.ok && JSON.parse(result.program.map).sources).toEqual([
    'cell:other.ts',
    'cell:main.ts',
  ])
})

describe('an import', () => {
  test.each<[what: string, cells: SourceFiles | string, mistakes: string[]]>([
    [
      'of an unknown package tells what can be imported',
      { 'main.ts': `import fs from 'node:fs'\nimport './cart.ts'\nfs.read()`, 'cart.ts': '' },
      [
        "main.ts:1:16 “node:fs” can't be imported here. What can: @lab/logger, @lab/tracer, @lab/sim, @lab/shop, ./cart.ts.",
      ],
    ],
    [
      'of an unknown cell tells what can be imported',
      `\n  import { x } from './card.ts'\nx()`,
      [
        "main.ts:2:21 “./card.ts” can't be imported here. What can: @lab/logger, @lab/tracer, @lab/sim, @lab/shop.",
      ],
    ],
    [
      'in a folder tells the ways from there',
      { 'main.ts': `import './a/b.ts'`, 'a/b.ts': `import './main.ts'` },
      [
        "a/b.ts:1:8 “./main.ts” can't be imported here. What can: @lab/logger, @lab/tracer, @lab/sim, @lab/shop, ../main.ts.",
      ],
    ],
    [
      'of an unknown name of the lab tells the one that was probably meant',
      `import { logger, setLevle } from '@lab/logger'\nlogger(setLevle)`,
      ['main.ts:1:1 @lab/logger has no “setLevle”. Did you mean “setLevel”?'],
    ],
    [
      'of the default of the lab tells how to import by name',
      `import log from '@lab/logger'\nlog()`,
      [
        "main.ts:1:1 @lab/logger has no default. Import by name: import { logger } from '@lab/logger'.",
      ],
    ],
    [
      'of an unknown name of a cell says so, in the terms of the lesson',
      { 'main.ts': `import { b } from './cart.ts'\nb()`, 'cart.ts': 'export const a = 1' },
      ['main.ts:1:10 cart.ts does not export “b”. What it exports: a.'],
    ],
    [
      'of a default that a cell lacks says so',
      { 'main.ts': `import b from './cart.ts'\nb()`, 'cart.ts': 'console.log(1)' },
      ['main.ts:1:8 cart.ts has no default export. It exports nothing.'],
    ],
    [
      'of a type as if it were a value says what to write',
      {
        'main.ts': `import { Order } from './cart.ts'\nOrder()`,
        'cart.ts': 'export interface Order { id: number }',
      },
      ['main.ts:1:10 “Order” is a type in cart.ts: import it with “import type”.'],
    ],
    [
      'that closes a circle is told where it stands',
      {
        'main.ts': `import { pay } from './pay.ts'\nexport const x = pay`,
        'pay.ts': `// pays\nexport { refund as pay } from "./refund.ts"`,
        'refund.ts': `import './other.ts'\n  import { x } from './main.ts'\nexport const refund = () => x`,
        'other.ts': `console.log(1)`,
      },
      [
        'refund.ts:2:21 These files import each other in a circle: main.ts → pay.ts → refund.ts → main.ts. Move what they share into a file of its own.',
      ],
    ],
    [
      'of the cell itself is a circle',
      `export const y = 1\nimport { y as x } from './main.ts'\nx`,
      [
        'main.ts:2:24 These files import each other in a circle: main.ts → main.ts. Move what they share into a file of its own.',
      ],
    ],
    [
      'of a name that only the running program knows is refused',
      `const name = './x.ts'\nawait import(name)`,
      ['main.ts:2:7 import() takes a text in quotes here.'],
    ],
  ])('%s', async (_, cells, mistakes) => {
    expect(await mistakesIn(cells)).toEqual(mistakes)
  })
})

describe('a mistake in the code has its place, counted as the editor counts:', () => {
  test.each<[what: string, source: string, mistakes: string[]]>([
    ['the first line', 'let 1 = 2', ['main.ts:1:5 Expected ";" but found "1"']],
    ['a later line', 'let a\nlet b\n  let 1', ['main.ts:3:7 Expected ";" but found "1"']],
    ['after umlauts', "let a = 'Äpfel', 1", ['main.ts:1:18 Expected identifier but found "1"']],
    ['after Kanji', "let a = '東京', 1", ['main.ts:1:15 Expected identifier but found "1"']],
    [
      'after an emoji, which is two units',
      "let a = '🫖', 1",
      ['main.ts:1:15 Expected identifier but found "1"'],
    ],
    ['an unfinished text', "log('", ['main.ts:1:6 Unterminated string literal']],
    ['an unfinished block', 'if (true) {', ['main.ts:1:12 Unexpected end of file']],
    [
      'a regular expression that is none',
      'const a = 1\nconsole.log(/(/)',
      ['main.ts:2:13 Invalid regular expression: /(/: Unterminated group'],
    ],
    [
      'import.meta',
      'const a = 1\nconsole.log(import.meta.url)',
      ['main.ts:2:13 A cell has no import.meta.'],
    ],
  ])('%s', async (_, source, mistakes) => {
    expect(await mistakesIn(source)).toEqual(mistakes)
  })

  test('in an imported cell', async () => {
    const cells = { 'main.ts': `import './cart.ts'`, 'cart.ts': '\nlet 1' }
    expect(await mistakesIn(cells)).toEqual(['cart.ts:2:5 Expected ";" but found "1"'])
  })

  test('of several mistakes all are told', async () => {
    const source = `import { a } from '@lab/logger'\nimport { b } from '@lab/tracer'\na(b)`
    expect(await mistakesIn(source)).toHaveLength(2)
  })
})

describe('a cell of more than 64 KiB', () => {
  const MAX_SOURCE = 64 * 1024

  test('is not compiled', async () => {
    const big = `/*${'x'.repeat(MAX_SOURCE)}*/`
    expect(await mistakesIn({ 'main.ts': `import './big.ts'`, 'big.ts': big })).toEqual([
      'big.ts has 65540 characters; a cell can have 65536.',
    ])
  })

  test('of 64 KiB is', async () => {
    expect(await codeOf(`/*${'x'.repeat(MAX_SOURCE - 4)}*/`)).toMatch('__lab.program')
  })
})

describe('a compiled cell does what the cell says:', () => {
  type Say = (value: unknown) => void
  // biome-ignore lint/complexity/useArrowFunction: only an async function has this constructor
  const AsyncFunction = async function () {}.constructor as new (
    ...source: string[]
  ) => (say: Say) => Promise<void>

  /** What a cell says and how it ends, run as it is, by this very engine. */
  async function said(run: (say: Say) => Promise<void>): Promise<string[]> {
    const words: string[] = []
    try {
      await run((word) => words.push(String(word)))
    } catch (error) {
      words.push(`thrown: ${error}`)
    }
    return words
  }

  /** A compiled cell with hooks that do nothing. */
  async function compiled(source: string): Promise<(say: Say) => Promise<void>> {
    const result = await compileCells(source)
    if (!result.ok) throw new Error(result.errors.map(({ message }) => message).join('\n'))
    let main = () => Promise.resolve()
    const hooks = {
      atCall: (_: number, value: unknown) => value,
      atAwait: (_: number, value: unknown) => value,
      atLoop: () => {},
      caught: () => {},
      Coroutine,
      program: (given: typeof main) => {
        main = given
      },
    }
    return (say) => {
      new Function('__lab', 'say', result.program.code)(hooks, say)
      return main()
    }
  }

  const cells: Record<string, string> = {
    'awaits take their turns': `
      const flow = async (name) => {
        for (const turn of [1, 2, 3]) { say(name + turn); await null }
        return name
      }
      const all = [flow('a'), flow('b')]
      queueMicrotask(() => say('microtask'))
      say(await Promise.race(all)); say((await Promise.all(all)).join())`,
    'promises that are returned, thrown and nested': `
      const deep = async (n) => n === 0 ? 'end' : deep(n - 1)
      say(await deep(3))
      const fails = async () => { throw new RangeError('no') }
      say(await fails().catch((error) => error.name))
      try { await Promise.all([deep(1), fails()]) } catch (error) { say(error.message) }
      say((await Promise.allSettled([fails(), deep(0)])).map(({ status }) => status))`,
    'try, catch and finally': `
      const walk = async (how) => {
        try {
          say('try'); await null
          if (how === 'throw') throw new Error('thrown')
          if (how === 'return') return 'returned'
          return await Promise.reject(new Error('rejected'))
        } catch (error) { say(error.message); return 'caught' }
        finally { await null; say('finally') }
      }
      for (const how of ['throw', 'return', 'reject']) say(await walk(how))`,
    'this, arguments, super and private methods': `
      class Shop {
        #open = true
        static async make(...args) { await null; return new this(...args) }
        constructor(name) { this.name = name }
        async #ask() { await null; return this.#open }
        async hello() { return (await this.#ask()) ? this.name + arguments.length : 'closed' }
        later = async () => (await null, this.name)
      }
      class Bank extends Shop {
        async hello(...all) { return 'bank ' + (await super.hello(...all)) }
      }
      const bank = await Bank.make('b')
      say(await bank.hello(1, 2)); say(await bank.later.call(null))
      const { hello } = { async hello({ a } = { a: 1 }, ...rest) { return a + rest.length } }
      say(await hello()); say(await hello({ a: 2 }, 1, 1)); say(await hello(null).catch((e) => e.name))`,
    'async generators, step by step': `
      async function* talk() {
        try {
          const got = yield 'give'
          say('got ' + got)
          try { yield 'throw' } catch (error) { say('caught ' + error); yield 'recovered' }
          yield Promise.resolve('awaited')
        } finally { say('cleaning'); await null; say('clean') }
        return 'not reached'
      }
      const step = async (promise) => say(JSON.stringify(await promise))
      const one = talk()
      await step(one.next('ignored')); await step(one.next('it')); await step(one.throw('this'))
      await step(one.next()); await step(one.return('left')); await step(one.next())
      const other = talk()
      await step(other.return('before')); await step(other.next())
      const third = talk(); await third.next()
      say(await third.throw(new Error('out')).catch((error) => error.message))`,
    'async generators that are left early': `
      async function* count(name) {
        try { for (let n = 1; ; n++) { await null; yield n } }
        finally { await null; say(name + ' closes'); await null; say(name + ' closed') }
      }
      for await (const n of count('break')) if (n === 2) break; else say(n)
      const find = async () => { for await (const n of count('return')) if (n === 3) return n }
      say(await find())
      try { for await (const n of count('throw')) throw new Error('at ' + n) } catch (e) { say(e.message) }
      outer: for (const x of [1, 2]) for await (const n of count('continue')) { say(x); continue outer }`,
    'yield* to others': `
      async function* inner() {
        try { say('inner got ' + (yield 1)); yield 2; return 'result' }
        finally { await null; say('inner closed') }
      }
      async function* outer() {
        try { say(yield* inner()); yield* [3, Promise.resolve(4)] }
        finally { await null; say('outer closed') }
      }
      for await (const n of outer()) say(n)
      const it = outer(); await it.next(); await it.next('x')
      say(JSON.stringify(await it.return('early')))
      const other = outer(); await other.next()
      say(await other.throw(new Error('in')).catch((error) => error.message))`,
    'for await over what is not async': `
      for await (const x of [1, Promise.resolve(2), Promise.resolve().then(() => 3)]) say(x)
      try { for await (const x of [Promise.reject(new Error('no'))]) say(x) } catch (e) { say(e.message) }
      try { for await (const x of 7) say(x) } catch (e) { say(e.name) }
      const from = { async *[Symbol.asyncIterator]() { yield* 'ab' } }
      for await (const x of from) say(x)`,
    'using and await using': `
      const resource = (name) => ({
        [Symbol.dispose]() { say('dispose ' + name) },
        async [Symbol.asyncDispose]() { await null; say('async dispose ' + name) },
      })
      { await using a = resource('a'); using b = resource('b'); say('body') }
      const use = async () => { await using c = resource('c'); throw new Error('in use') }
      say(await use().catch((error) => error.message))`,
  }

  test.each(Object.entries(cells))('%s', async (_, cell) => {
    const native = await said(new AsyncFunction('say', cell))
    expect(native.length).toBeGreaterThan(2)
    expect(await said(await compiled(cell))).toEqual(native)
  })
})

describe('a bundler that is broken is not the reader’s mistake', () => {
  const code = { code: 'await 1', map: '{"version":3,"sources":[],"names":[],"mappings":""}' }
  const transforming = (text: string): Bundler => ({
    ...esbuild,
    transform: (async () => ({ code: text, map: '', warnings: [] })) as never,
  })

  test('async helpers that are not known stop the compiler', async () => {
    const unknown = 'var __async = (f) => drive(f.call(null));'
    await expect(lower(transforming(unknown), code)).rejects.toThrow(
      'esbuild drives async functions in an unknown way: context would be lost.',
    )
  })

  test('a crash of the bundler comes out as it is', async () => {
    const crash = new Error('The service was stopped')
    const crashing: Bundler = { ...esbuild, build: () => Promise.reject(crash) }
    await expect(compileCells('export {}', crashing)).rejects.toBe(crash)
  })

  test('a bundler without output says so', async () => {
    const silent = { ...esbuild, build: async () => ({ outputFiles: [] }) } as unknown as Bundler
    await expect(compileCells('export {}', silent)).rejects.toThrow('The bundler made no output.')
  })
})
