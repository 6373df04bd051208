import * as esbuild from 'esbuild-wasm'
import { beforeAll, describe, expect, test } from 'vitest'
import { driveCoroutines } from './async-helpers.ts'

/** What esbuild makes of code before its helpers are changed. */
async function lowered(source: string): Promise<string> {
  const { code } = await esbuild.transform(source, {
    target: 'es2024',
    supported: { 'async-await': false, 'async-generator': false, 'for-await': false },
  })
  return code
}

const FUNCTION = 'async function f() { await 1 }'
const GENERATOR = 'async function* g() { yield* g() }'

describe('in the helpers of esbuild', () => {
  test.each([
    ['of an async function', FUNCTION, 1],
    ['of an async generator, too', FUNCTION + GENERATOR, 2],
  ])('%s every generator becomes a coroutine that waits by itself', async (_, source, helpers) => {
    const code = driveCoroutines(await lowered(source))
    expect(code.match(/generator\.apply/g)).toHaveLength(helpers)
    expect(code.match(/new __lab\.Coroutine\(generator\.apply/g)).toHaveLength(helpers)
    expect(code.match(/generator\.wait\(/g)).toHaveLength(helpers)
  })

  test('it is so, too, where esbuild gives the helpers other names because a reader uses theirs', async () => {
    const uses = 'x; y; k; v; yes; no; e; resolve; resume; generator; isAwait; fulfilled; done; obj'
    const source = `${FUNCTION} ${GENERATOR}; ${uses}`
    const renamed = driveCoroutines(await lowered(source))
    expect(renamed.match(/new __lab\.Coroutine\(generator2\.apply/g)).toHaveLength(2)
    expect(renamed.match(/generator2\.wait\(/g)).toHaveLength(2)
    const plain = driveCoroutines(await lowered(FUNCTION + GENERATOR))
    const helpers = (code: string) => code.slice(0, code.indexOf('function f()'))
    expect(
      helpers(renamed)
        .replaceAll(/\b([a-z]+)2\b/gi, '$1')
        .replaceAll('done: done', 'done'),
    ).toBe(helpers(plain))
  })

  test('nothing else changes where a reader writes the same', async () => {
    const texts = [
      'generator = generator.apply(__this, __arguments)',
      'k === "return" ? k : "next"',
    ]
    const source = `const __async = ${JSON.stringify(texts)}; ${FUNCTION} ${GENERATOR}`
    const code = driveCoroutines(await lowered(source))
    expect(code).toContain(texts[0])
    expect(code).toContain('k === "return" ? k : "next"')
  })
})

describe('the compiler stops, and does not make a program that loses its context,', () => {
  let known = ''
  beforeAll(async () => {
    known = await lowered(FUNCTION + GENERATOR)
  })

  test.each([
    ['there is no helper', /var __async = /, 'async functions in an unknown way'],
    ['a helper makes no generator', /generator\.apply\(__this/g, 'async functions in an unknown'],
    ['a function waits otherwise', 'then(fulfilled, rejected)', 'waits in an unknown way'],
    ['a generator waits otherwise', 'isAwait ? v[0] : v', 'waits in an unknown way'],
    ['rejections are caught otherwise', '.catch((e)', 'rejections would come late'],
    ['a generator is passed on otherwise', 'resolve(x);', 'passes generators on in an unknown'],
    ['a generator is closed otherwise', 'k === "return" ? k', 'cleanup could be lost'],
  ])('where %s', (_, text, problem) => {
    expect(known).toMatch(text)
    expect(() => driveCoroutines(known.replace(text, 'other'))).toThrow(problem)
  })
})
