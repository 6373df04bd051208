import { expect, test } from 'vitest'
import { withSpaces } from './console-format.ts'
import { takeSnapshot } from './console-snapshot.ts'
import { consoleText } from './console-text.ts'
import { MAX_TEXT } from './limits.ts'

const circle: Record<string, unknown> = { name: 'circle' }
circle.self = circle
const fail = () => {
  throw new Error('no')
}

const text = (...values: unknown[]) => consoleText(takeSnapshot(withSpaces(values)))

test.each<[text: string, values: unknown[]]>([
  ['', []],
  ['paid 65.45 true', ['paid', 65.45, true]],
  ['undefined null NaN 10', [undefined, null, Number.NaN, 10n]],
  ["a 'quote' ['a \\'quote\\' and a \\\\']", ["a 'quote'", ["a 'quote' and a \\"]]],
  ["['two\\nlines']", [['two\nlines']]],
  ["{ order: 1042, items: ['cup'] }", [{ order: 1042, items: ['cup'] }]],
  ["{ 'http.method': 'GET', größe: 1 }", [{ 'http.method': 'GET', größe: 1 }]],
  ['{} [] { a: 1 } [1]', [{}, [], new Map([['a', 1]]), new Set([1])]],
  ['TypeError: no card', [new TypeError('no card')]],
  ["{ error: { type: 'TypeError', message: 'no' } }", [{ error: new TypeError('no') }]],
  ['1970-01-01T00:00:00.000Z', [new Date(0)]],
  ['[function pay] Symbol(token)', [function pay() {}, Symbol('token')]],
  ["{ name: 'circle', self: [circular] }", [circle]],
  ['[could not be read: no]', [new Proxy({}, { ownKeys: fail })]],
  ['[could not be read: no]', [new Proxy({}, { getPrototypeOf: fail })]],
  ['Error: (…)', [Object.defineProperty(new Error(), 'message', { get: fail })]],
  [
    '{ a: undefined, b: NaN, c: 10n, d: Symbol(x), e: (…) }',
    [
      {
        a: undefined,
        b: Number.NaN,
        c: 10n,
        d: Symbol('x'),
        get e() {
          return fail()
        },
      },
    ],
  ],
  [
    "{ when: '1970-01-01T00:00:00.000Z', how: /te+a/g, pay: [function pay] }",
    [{ when: new Date(0), how: /te+a/g, pay() {} }],
  ],
  ['[empty × 2, 1] 7 [Promise]', [Object.assign([], { 2: 1 }), Object(7), Promise.resolve()]],
  ['{ [{ id: 7 }]: { [Symbol(x)]: 1 } }', [new Map([[{ id: 7 }, { [Symbol('x')]: 1 }]])]],
])('%s', (expected, values) => {
  expect(text(...values)).toBe(expected)
})

test('what is shared is written again, and what is nested too deep is not', () => {
  const shared = { id: 1 }
  expect(text([shared, shared])).toBe('[{ id: 1 }, { id: 1 }]')
  expect(text([[[[[[[7]]]]]]])).toBe('[[[[[[[nested too deep]]]]]]]')
})

test('a long text is cut, and says how much is missing', () => {
  const long = text('x'.repeat(5000))
  expect(long).toMatch(/^x{4060,}… \(9\d\d more characters\)$/)
  expect(long.length).toBeLessThanOrEqual(MAX_TEXT)
  expect(text(Array.from({ length: 256 }, () => 'y'.repeat(100)))).toMatch(
    /y… \(\d+ more characters\)$/,
  )
})

test('objects that are shared on every level end somewhere', () => {
  let all: unknown = 'tea'
  for (let depth = 0; depth < 6; depth++) all = Array.from({ length: 60 }, () => all)
  expect(text(all)).toMatch(/… \(over \d+ more characters\)$/)
})
