import { expect, test } from 'vitest'
import { consoleText } from './console-text.ts'

const circle: Record<string, unknown> = { name: 'circle' }
circle.self = circle
const fail = () => {
  throw new Error('no')
}

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
  ["{ name: 'circle', self: '[circular]' }", [circle]],
  ['[could not be read: no]', [new Proxy({}, { ownKeys: fail })]],
  ['[could not be read: no]', [new Proxy({}, { getPrototypeOf: fail })]],
  ['[could not be read: no]', [Object.defineProperty(new Error(), 'message', { get: fail })]],
])('%s', (text, values) => {
  expect(consoleText(values)).toBe(text)
})
