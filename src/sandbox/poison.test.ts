/** Source that is made to break a compiler: it ends in a program or a plain word, soon, and the next cell compiles. */

import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { compileInNode, stopCompiler } from '../build/node-compiler.ts'
import type { SourceFiles } from './compile.ts'

const WHOLE = 64 * 1024

/** A source of something many times, as long as a cell may be. */
const many = (count: number, open: string, middle = '', close = '') => {
  const most = Math.floor((WHOLE - 20 - middle.length) / (open.length + close.length))
  const times = Math.min(count, most)
  return `var x = ${open.repeat(times)}${middle}${close.repeat(times)}`
}

const compile = (source: string | SourceFiles) =>
  compileInNode(typeof source === 'string' ? { 'main.ts': source } : source, 'main.ts')

/** `program`, or the first thing that is wrong with the source. */
async function outcome(source: string | SourceFiles): Promise<string> {
  const compiled = await compile(source)
  return compiled.ok ? 'program' : String(compiled.errors[0]?.message)
}

beforeAll(async () => {
  await compile('let x = 1')
}, 60_000)

afterEach(async () => {
  expect(await outcome("import { logger } from '@lab/logger'\nlogger('next').info('fine')")).toBe(
    'program',
  )
}, 60_000)

afterAll(stopCompiler)

const TOO_DEEP = 'The code is nested too deeply for the compiler.'

describe.each([10_000, 100_000])('%d', (count) => {
  test.each<[what: string, source: string]>([
    ['parentheses', many(count, '(', '1', ')')],
    ['lists', many(count, '[', '', ']')],
    ['blocks', many(count, '{', '', '}')],
    ['functions', many(count, '(() => {', '', '})')],
    ['templates', many(count, '`$' + '{', '1', '}`')],
    ['types', `${many(count, 'Array<(', 'x', ')>').replace('var x =', 'type X =')}`],
    ['open brackets', many(count, '(')],
  ])('%s in one another are told to be too deep', async (_, source) => {
    expect(await outcome(source)).toBe(TOO_DEEP)
  })
})

describe('ten thousand of them after one another end in a program or a word about them:', () => {
  test.each<[what: string, source: string]>([
    ['arrow functions', many(10_000, '()=>', '1')],
    ['sums', many(10_000, '1+', '1')],
    ['optional chains', `var x = y${'?.a'.repeat(10_000)}`],
    ['calls', `var x = y${'()'.repeat(10_000)}`],
    ['choices', `if(1);${'else if(1);'.repeat(5_900)}`],
    ['types', many(10_000, '()=>', 'x').replace('var x =', 'type X =')],
    ['imports', "import '@lab/sim';".repeat(3_600)],
    ['exports', Array.from({ length: 3_500 }, (_, n) => `export let a${n}`).join('\n')],
  ])(
    '%s',
    async (_, source) => {
      const compiled = await compileInNode({ 'main.ts': source }, 'main.ts', 5_000)
      expect(compiled.ok || compiled.errors.length > 0).toBe(true)
    },
    60_000,
  )
})

describe('odd source ends in a program or a word about it:', () => {
  test.each<[what: string, source: string | SourceFiles, outcome: RegExp]>([
    ['one long name', `var ${'x'.repeat(WHOLE - 10)}`, /^program$/],
    ['one long text', `var x = '${'x'.repeat(WHOLE - 20)}'`, /^program$/],
    ['one long number', `var x = ${'1'.repeat(WHOLE - 20)}`, /^program$/],
    ['an open text', `var x = 'abc`, /Unterminated string/],
    ['an open template', 'var x = `abc', /Unterminated/],
    ['an open comment', '/* abc', /multi-line comment/],
    ['an open regular expression', 'var x = /abc', /Unterminated regular expression/],
    ['an open class of a regular expression', 'var x = /[abc/', /Unterminated regular expression/],
    ['a regular expression that is none', 'var x = /(/', /nvalid regular expression/i],
    ['an open function', 'function f() {', /Unexpected end of file/],
    ['a name for nothing', 'var x = \u0000', /Unexpected/],
    ['a character that is half', `var x = '\ud800'`, /^program$/],
    ['a name that is half a character', 'var \ud800 = 1', /Syntax error|Expected/],
    ['nothing', '', /^program$/],
    ['a mark of byte order', '\ufeffvar x = 1', /^program$/],
    ['import.meta', 'import.meta.url', /no import\.meta/],
    [
      'import() of a computed name',
      "await import('@lab/' + Math.random())",
      /takes a text in quotes/,
    ],
    ['import() of elsewhere', "await import('https://example.com/a.js')", /can't be imported/],
    ['an import of itself', "import './main.ts'", /import|circle|each other|itself/],
    ['everything of the lab again', "export * from '@lab/sim'", /./],
    ['everything of itself again', "export * from './main.ts'", /./],
    [
      'a map of sources that leads elsewhere',
      '//# sourceMappingURL=http://example.com/x',
      /^program$/,
    ],
    [
      'a map of sources that is a bomb',
      `var x = 1\n//# sourceMappingURL=data:application/json;base64,${'QUFB'.repeat(15_000)}`,
      /^program$/,
    ],
    ['eval', 'eval("1"); new Function("1")', /^program$/],
    ['with', 'with (Math) {}', /[Ww]ith/],
    ['a file that is much too long', 'x'.repeat(10_000_000), /a cell can have 65536/],
    [
      'a file that it imports and that is too deep',
      { 'main.ts': "import './deep.ts'", 'deep.ts': many(10_000, '(', '1', ')') },
      new RegExp(`^${TOO_DEEP}$`),
    ],
    [
      'a file that it does not import and that is too deep',
      { 'main.ts': 'var x = 1', 'deep.ts': many(10_000, '(', '1', ')') },
      /^program$/,
    ],
  ])(
    '%s',
    async (_, source, expected) => {
      expect(await outcome(source)).toMatch(expected)
    },
    60_000,
  )
})

test('ten thousand calls in one line have their places', async () => {
  const calls = `const f = (n = 0) => n\nconst x = [${'f(1),'.repeat(10_000)}]`
  const compiled = await compile(calls)
  expect(compiled.ok && compiled.program.sites.at(-1)).toMatchObject({ line: 2, column: 50_007 })
})

test('a source map in a source leads nowhere', async () => {
  const map = btoa(JSON.stringify({ version: 3, sources: ['evil.ts'], mappings: 'AAAA' }))
  const url = `data:application/json;base64,${map}`
  for (const comment of [`//# sourceMappingURL=${url}`, `/*# sourceMappingURL=${url} */`]) {
    const source = `const f = (n: number) => n; f(1) ${comment}\nf(2)`
    for (const file of [source, `${source}\nexport {}`]) {
      const compiled = await compile(file)
      expect(compiled.ok && compiled.program.sites).toEqual([
        { file: 'main.ts', line: 1, column: 29 },
        { file: 'main.ts', line: 2, column: 1 },
      ])
    }
  }
})

test('what is missing at the end of a file is missed there, whatever is added to it', async () => {
  const source = 'function f() { // sourceMappingURL'
  const compiled = await compile(source)
  expect(!compiled.ok && compiled.errors[0]?.position).toEqual({
    file: 'main.ts',
    line: 1,
    column: source.length + 1,
  })
})
