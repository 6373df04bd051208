/** What a program sees of the machine: in a worker of its own, because the world of a test would stay closed. */

import { beforeAll, describe, expect, test } from 'vitest'
import { runProgram } from '../../../tests/program-run.ts'
import { nodeProgram } from '../../build/node-runner.ts'
import { GLOBAL_TYPES } from '../../lesson/cell-types.ts'
import { WORLD_GLOBALS } from './known-globals.ts'

beforeAll(async () => {
  await nodeProgram()
}, 60_000)

/** An expression of a program, and the text that it gives. */
type Row = readonly [expression: string, text: string]

/** Runs all expressions in one program, and makes a test of each. */
function rows(about: string, all: readonly Row[]): void {
  describe(about, () => {
    let said: readonly string[] = []
    beforeAll(async () => {
      const statements = all.map(
        ([expression]) => `try { say(${expression}) } catch (error) { say(String(error)) }`,
      )
      const { store, problems } = await runProgram(
        `const say = (value: unknown) => console.log(String(value))\n${statements.join('\n')}`,
      )
      expect(problems).toEqual([])
      said = store.lines().flatMap((line) => (line.kind === 'console' ? [line.text] : []))
    })
    test.each(all.map((row, index) => [...row, index] as const))('%s is %s', (_, text, index) => {
      expect(said[index]).toBe(text)
    })
  })
}

rows('everybody lives in UTC:', [
  ['new Date()', 'Wed Feb 26 2025 10:04:00 GMT+0000 (Coordinated Universal Time)'],
  ['Date()', 'Wed Feb 26 2025 10:04:00 GMT+0000 (Coordinated Universal Time)'],
  ['new Date().toDateString()', 'Wed Feb 26 2025'],
  ['new Date().toTimeString()', '10:04:00 GMT+0000 (Coordinated Universal Time)'],
  ['new Date(NaN)', 'Invalid Date'],
  ['new Date(NaN).toTimeString()', 'Invalid Date'],
  ['new Date(-62198755200000)', 'Fri Jan 01 -0001 00:00:00 GMT+0000 (Coordinated Universal Time)'],
  ['new Date(2025, 6, 14, 12, 30).toISOString()', '2025-07-14T12:30:00.000Z'],
  ['new Date(99, 0).getFullYear()', '1999'],
  ['new Date("2025-07-14T12:30").toISOString()', '2025-07-14T12:30:00.000Z'],
  ['new Date("2025-07-14").toISOString()', '2025-07-14T00:00:00.000Z'],
  ['new Date("2025-07-14T12:30:00+02:00").toISOString()', '2025-07-14T10:30:00.000Z'],
  ['new Date("2025-07-14T12:30:00.123456Z").toISOString()', '2025-07-14T12:30:00.123Z'],
  ['new Date("2025-02-30")', 'Invalid Date'],
  ['new Date("2024-02-29T23:00-02:00").toISOString()', '2024-03-01T01:00:00.000Z'],
  ['new Date("2025-13-01")', 'Invalid Date'],
  ['new Date("+012025-01-01T00:00").getFullYear()', '12025'],
  ['new Date("2025").toISOString()', '2025-01-01T00:00:00.000Z'],
  ['new Date(String(new Date())).getTime() === Date.now()', 'true'],
  ['new Date(new Date().toUTCString()).getTime() === Date.now()', 'true'],
  ['new Date(new Date(5)).getTime()', '5'],
  ['new Date().getTimezoneOffset()', '0'],
  ['new Date(NaN).getTimezoneOffset()', 'NaN'],
  ['new Date(0).setHours(5)', '18000000'],
  ['[new Date().getHours(), new Date().getDay()]', '10,3'],
  ['new Intl.DateTimeFormat().resolvedOptions().timeZone', 'UTC'],
  ['Date.name + Date.length', 'Date7'],
])

rows('everybody speaks British English:', [
  ['new Date().toLocaleString()', '26/02/2025, 10:04:00'],
  ['new Date().toLocaleTimeString("de", { timeZone: "Asia/Tokyo" })', '19:04:00'],
  ['new Date().toLocaleDateString(undefined, { month: "long", timeZone: undefined })', 'February'],
  ['(1234567.891).toLocaleString()', '1,234,567.891'],
  ['(1234567.891).toLocaleString("de-DE")', '1.234.567,891'],
  ['(1234567.891).toLocaleString("xx")', '1,234,567.891'],
  ['(12345n).toLocaleString()', '12,345'],
  ['[1234.5, 9999].toLocaleString()', '1,234.5,9,999'],
  ['"i".toLocaleUpperCase()', 'I'],
  ['"i".toLocaleUpperCase("tr")', 'İ'],
  ['"ä".localeCompare("z")', '-1'],
  ['new Intl.NumberFormat().resolvedOptions().locale', 'en-GB'],
  ['Intl.NumberFormat().format(1234)', '1,234'],
  ['new Intl.DateTimeFormat("xx").resolvedOptions().locale', 'en-GB'],
  ['new (new Intl.DateTimeFormat().constructor as any)().resolvedOptions().locale', 'en-GB'],
  ['new Intl.NumberFormat() instanceof Intl.NumberFormat', 'true'],
])

rows('nothing is left to the engine:', [
  ['new Error("no").stack', 'Error: no'],
  ['(() => { try { null.x } catch (error) { return error.stack.includes("\\n") } })()', 'false'],
  ['structuredClone(new Error("no")).stack', 'Error: no'],
  [
    '(() => { try { structuredClone(say) } catch (error) { return error.stack.includes("\\n") } })()',
    'false',
  ],
  [
    '(() => { const o: any = {}; (Error as any).captureStackTrace(o); return o.stack })()',
    '[object Object]',
  ],
  [
    'eval("1 + 1")',
    'EvalError: A run makes no code from text: `eval` and `new Function` are not there.',
  ],
  [
    'new Function("return 1")()',
    'EvalError: A run makes no code from text: `eval` and `new Function` are not there.',
  ],
  [
    '(() => 1).constructor("return 1")',
    'EvalError: A run makes no code from text: `eval` and `new Function` are not there.',
  ],
  [
    '(function* () {}).constructor("yield 1")',
    'EvalError: A run makes no code from text: `eval` and `new Function` are not there.',
  ],
  ['say instanceof Function', 'true'],
  ['new WeakRef([1]).deref()', '1'],
  ['new FinalizationRegistry(() => {}).unregister({})', 'false'],
  ['globalThis', '[object global]'],
  [
    '[WeakRef, setTimeout, queueMicrotask, Math.sin, Date].map((own) => own.name)',
    'WeakRef,setTimeout,queueMicrotask,sin,Date',
  ],
])

rows('what draws, draws from the seed:', [
  ['Math.random()', '0.04519767798219043'],
  ['crypto.randomUUID()', 'e678b45c-ddbc-4500-97b7-9e9de650f0af'],
  ['crypto.getRandomValues(new Uint16Array(3))', '36169,53243,53822'],
  [
    'crypto.getRandomValues(new Uint8Array(65_537))',
    'RangeError: crypto.getRandomValues() fills at most 65536 bytes at once.',
  ],
  [
    'crypto.getRandomValues([1] as never)',
    'TypeError: crypto.getRandomValues() fills a typed array, such as a Uint8Array.',
  ],
  [
    'crypto.subtle',
    'TypeError: crypto.subtle is not there in a run: it would answer in real time.',
  ],
])

test('a date that engines read in ways of their own is invalid, and the program is told', async () => {
  const { text } = await runProgram(`console.log(String(new Date('Feb 26, 2025')))`)
  expect(text).toBe(
    '0.0 notice “Feb 26, 2025” is not a date that every engine reads alike, so it is an invalid date here. Write it as 2025-02-26T10:04:00Z.\n0.0 console.log Invalid Date',
  )
})

test('the globals are those of the language and those that cells declare, and no others', async () => {
  const { store } = await runProgram(`
    const names = Object.getOwnPropertyNames(globalThis)
    for (let o = Object.getPrototypeOf(globalThis); o && o !== Object.prototype; o = Object.getPrototypeOf(o)) {
      names.push(...Object.getOwnPropertyNames(o))
    }
    console.log(names.sort().join(' '), Object.keys(globalThis).length)`)
  const [line] = store.lines()
  expect(line?.kind === 'console' && line.text).toMatchInlineSnapshot(
    `"AggregateError Array ArrayBuffer AsyncDisposableStack BigInt BigInt64Array BigUint64Array Boolean DataView Date DisposableStack Error EvalError FinalizationRegistry Float32Array Float64Array Function Headers Infinity Int16Array Int32Array Int8Array Intl JSON Map Math NaN Number Object Promise Proxy RangeError ReferenceError Reflect RegExp Set String SuppressedError Symbol SyntaxError TextDecoder TextEncoder TypeError URIError URL URLSearchParams Uint16Array Uint32Array Uint8Array Uint8ClampedArray WeakMap WeakRef WeakSet __async __lab clearImmediate clearInterval clearTimeout console crypto decodeURI decodeURIComponent encodeURI encodeURIComponent escape eval globalThis isFinite isNaN parseFloat parseInt performance queueMicrotask setImmediate setInterval setTimeout structuredClone undefined unescape 1"`,
  )
  const declared = [...GLOBAL_TYPES.matchAll(/^declare (?:const|function|class) (\w+)/gm)]
  expect([...new Set(declared.map(([, name]) => name))].toSorted()).toEqual(
    [...WORLD_GLOBALS].toSorted(),
  )
})

rows('known classes lead nowhere else:', [
  ["'createObjectURL' in URL", 'false'],
  ["'revokeObjectURL' in URL", 'false'],
  ["URL.canParse('https://shop.example')", 'true'],
])
