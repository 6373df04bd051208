import { expect, test } from 'vitest'
import { linesFrom } from '../../tests/console-session.ts'
import { snapshotOf } from '../telemetry/console-line.ts'
import { consoleWords, plainWords, propertyName, quotedText } from './console-words.ts'

/** How the value reads in one line. */
function read(value: unknown, room?: Parameters<typeof consoleWords>[2]): string {
  const [line] = linesFrom(({ log }) => log('', value))
  const { parts = [], objects = [] } = (line && snapshotOf(line)) ?? {}
  return plainWords(consoleWords(parts.at(-1) ?? null, objects, room))
}

class Cart {
  items = ['cup']
}

test.each<[text: string, value: unknown]>([
  ['7', 7],
  ['undefined', undefined],
  ['10n', 10n],
  ['Symbol(id)', Symbol('id')],
  ["{ order: 1042, 'http.method': 'GET' }", { order: 1042, 'http.method': 'GET' }],
  ["Cart { items: ['cup'] }", new Cart()],
  ['null prototype {}', Object.create(null)],
  ['{}', {}],
  ['[]', []],
  ['Map(0)', new Map()],
  ["Map(1) { 'a' => 1 }", new Map([['a', 1]])],
  ['Set(2) { 1, { id: 7 } }', new Set([1, { id: 7 }])],
  ['Uint8Array(2) [1, 2]', new Uint8Array([1, 2])],
  ['ArrayBuffer(1) { 0 }', new ArrayBuffer(1)],
  ['TypeError: no card', new TypeError('no card')],
  ['1970-01-01T00:00:00.000Z', new Date(0)],
  ['/te+a/g', /te+a/g],
  ['function pay', function pay() {}],
  ['class Cart', Cart],
  ['function (anonymous)', () => {}],
  ['Promise', Promise.resolve()],
  ['Number { value: 7 }', Object(7)],
  ['URL https://shop.example/', new URL('https://shop.example')],
  ['[empty × 2, 1]', Object.assign([], { 2: 1 })],
  [
    '{ price: (…), [Symbol(id)]: 1 }',
    {
      get price() {
        return 1
      },
      [Symbol('id')]: 1,
    },
  ],
  ['{ a: { b: { c: {…} } } }', { a: { b: { c: { d: 1 } } } }],
  ["{ text: '⟨U+202E⟩' }", { text: '\u202e' }],
])('%s', (text, value) => {
  expect(read(value)).toBe(text)
})

test('what there is no room for is counted, and brackets are closed', () => {
  const numbers = Array.from({ length: 256 }, (_, i) => i)
  expect(read(numbers, { characters: 10, depth: 2 })).toBe('[0, 1, 2, 3, … 252 more]')
  expect(read([numbers, 1], { characters: 4, depth: 2 })).toBe('[[0, 1, … 254 more], … 1 more]')
  expect(read('x'.repeat(5000), { characters: 20, depth: 2 })).toMatch(
    /^'x{10,}… … 904 more characters$/,
  )
})

test('a circle is not gone round', () => {
  const circle: Record<string, unknown> = { name: 'circle' }
  circle.self = circle
  expect(read([circle, circle])).toBe("[{ name: 'circle', self: ↩ }, { name: 'circle', self: ↩ }]")
})

test('words say what they are', () => {
  const [line] = linesFrom(({ log }) => log({ a: 'x', b: 1, c: new Map() }))
  const { parts = [], objects = [] } = (line && snapshotOf(line)) ?? {}
  const words = consoleWords(parts[0] ?? null, objects)
  expect(words.filter(({ kind }) => kind).map(({ kind, text }) => `${kind} ${text}`)).toEqual([
    "string 'x'",
    'number 1',
    'type Map(0)',
  ])
})

test('texts and names are written as the code has them', () => {
  expect(quotedText("it's\n\ta \\")).toBe("'it\\'s\\n\\ta \\\\'")
  expect([propertyName('größe'), propertyName('0'), propertyName('')]).toEqual([
    'größe',
    "'0'",
    "''",
  ])
})
