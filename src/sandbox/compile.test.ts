import * as esbuild from 'esbuild-wasm'
import { describe, expect, test } from 'vitest'
import { positionText } from '../../tests/program-run.ts'
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
    const helpers = (result.ok && result.program.code.match(/generator\.apply/g)) || []
    const coroutines =
      (result.ok && result.program.code.match(/new __lab\.Coroutine\(generator\.apply/g)) || []
    expect(helpers).toHaveLength(2)
    expect(coroutines).toHaveLength(2)
  })
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
        "main.ts:1:16 “node:fs” can't be imported here. What can: @lab/logger, @lab/tracer, @lab/sim, @lab/shop, ./main.ts, ./cart.ts.",
      ],
    ],
    [
      'of an unknown cell tells what can be imported',
      `\n  import { x } from './card.ts'\nx()`,
      [
        "main.ts:2:21 “./card.ts” can't be imported here. What can: @lab/logger, @lab/tracer, @lab/sim, @lab/shop, ./main.ts.",
      ],
    ],
    [
      'of an unknown name of the lab tells which names there are',
      `import { logger, setLevle } from '@lab/logger'\nlogger(setLevle)`,
      ['main.ts:1:1 @lab/logger has no “setLevle”. It has: LEVELS, SEVERITY, logger, setLevel.'],
    ],
    [
      'of the default of the lab tells which names there are',
      `import log from '@lab/logger'\nlog()`,
      ['main.ts:1:1 @lab/logger has no “default”. It has: LEVELS, SEVERITY, logger, setLevel.'],
    ],
    [
      'of an unknown name of a cell says so, in the terms of the lesson',
      { 'main.ts': `import { b } from './cart.ts'\nb()`, 'cart.ts': 'export const a = 1' },
      ['main.ts:1:10 No matching export in "cart.ts" for import "b"'],
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

describe('a bundler that is broken is not the reader’s mistake', () => {
  const code = { code: 'await 1', map: '{"version":3,"sources":[],"names":[],"mappings":""}' }
  const transforming = (text: string): Bundler => ({
    ...esbuild,
    transform: (async () => ({ code: text, map: '', warnings: [] })) as never,
  })

  test('helpers that drive async functions in an unknown way stop the compiler', async () => {
    const unknown = 'var __async = (f) => drive(f.call(null));'
    await expect(lower(transforming(unknown), code)).rejects.toThrow(
      'esbuild drives async functions in an unknown way: context would be lost.',
    )
  })

  test('helpers that are known are patched, each once', async () => {
    const known = 'a(generator.apply(__this, __arguments)); b(generator.apply(__this, __arguments))'
    const { code: patched } = await lower(transforming(known), code)
    expect(patched).toBe(
      'a(new __lab.Coroutine(generator.apply(__this, __arguments))); b(new __lab.Coroutine(generator.apply(__this, __arguments)))',
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
