/** Programs that change the language itself: the run still says what it said, and ends. */

import { beforeAll, describe, expect, test } from 'vitest'
import { runProgram } from '../../tests/program-run.ts'
import { nodeProgram } from '../build/node-runner.ts'

beforeAll(async () => {
  await nodeProgram()
}, 60_000)

/** What every program says after it has changed something. Nothing here needs a method, or the iterator, of a list. */
const SAY = `
;log.info('still here', { cup: [1, { two: 'three' }], none: null })
console.log('here', 'too')
const spanned = startSpan('work', { attributes: { a: 1 } })
spanned.setAttribute('b', [2])
spanned.end(undefined)
log.error('the end')`

const SAID = ['info still here', 'console.log here too', 'work', 'error the end']

/** Which of what it should say a program said, whether it ended by itself, and what was wrong. */
async function say(tampering: string) {
  const { text, problems, store } = await runProgram(`${tampering}${SAY}`, {
    limits: { realTime: 3000 },
  })
  const [line] = store.lines()
  const [work] = store.spans()
  return {
    said: SAID.filter((words) => text.includes(words)),
    fields: line?.kind === 'log' && JSON.stringify(line.fields),
    attributes: JSON.stringify(work?.attributes),
    problems: problems.map(({ title }) => title),
  }
}

const ALL = {
  said: SAID,
  fields: '{"cup":[1,{"two":"three"}],"none":null}',
  attributes: '{"a":1,"b":[2]}',
  problems: [],
}

const EVIL = 'const evil: any = () => { throw new Error("evil") };'
const everyMethodOf = (prototype: string) => `${EVIL}
for (const name of Reflect.ownKeys(${prototype})) {
  // Node's own timers need the second one.
  if (name === 'constructor' || name === 'pop') continue
  try { Object.defineProperty(${prototype}, name, { value: evil }) } catch {}
}`

describe('a program that changes the language is still heard:', () => {
  test.each<[what: string, tampering: string]>([
    ['nothing', ''],
    ['toJSON of all objects', `(Object.prototype as any).toJSON = () => 'stolen'`],
    ['toJSON of all lists', `(Array.prototype as any).toJSON = () => 'stolen'`],
    [
      'what all objects inherit, with traps',
      `${EVIL} for (const name of ['time', 'json', 'events', 'message', 'spanId', 'site', 'level', 'start', 'value']) {
  Object.defineProperty(Object.prototype, name, { get: () => 'forged', set: evil, configurable: true })
}`,
    ],
    ['JSON', `JSON.stringify = () => '[]'; JSON.parse = () => []; (globalThis as any).JSON = null`],
    [
      'Reflect',
      `${EVIL} for (const name of Reflect.ownKeys(Reflect)) { try { (Reflect as any)[name] = evil } catch {} }`,
    ],
    ['Reflect itself', `(globalThis as any).Reflect = undefined`],
    ['the methods of lists', everyMethodOf('Array.prototype')],
    ['the iterator of lists', `${EVIL} (Array.prototype as any)[Symbol.iterator] = evil`],
    ['the methods of texts', everyMethodOf('String.prototype')],
    ['the methods of maps', everyMethodOf('Map.prototype')],
    ['the methods of sets', everyMethodOf('Set.prototype')],
    ['the methods of weak maps', everyMethodOf('WeakMap.prototype')],
    ['the methods of promises', everyMethodOf('Promise.prototype')],
    [
      'the methods of functions',
      `${EVIL} Object.assign(Function.prototype, { call: evil, apply: evil, bind: evil })`,
    ],
    [
      'the methods of objects',
      `${EVIL} Object.assign(Object.prototype, { toString: evil, valueOf: evil, hasOwnProperty: evil })`,
    ],
    [
      'what Object can',
      `${EVIL} for (const name of Object.getOwnPropertyNames(Object)) { try { (Object as any)[name] = evil } catch {} }`,
    ],
    [
      'what numbers can',
      `${EVIL} Object.assign(Number, { isSafeInteger: evil, isFinite: evil }); (globalThis as any).Number = evil`,
    ],
    [
      'Math',
      `${EVIL} Object.assign(Math, { min: evil, max: evil, round: evil, floor: evil }); (globalThis as any).Math = null`,
    ],
    [
      'all names of the language',
      `${EVIL} for (const name of Object.getOwnPropertyNames(globalThis)) { if (/^[A-Z]/.test(name)) { try { (globalThis as any)[name] = evil } catch {} } }`,
    ],
    [
      'what objects inherit',
      `Object.assign(Object.prototype, { spanId: 'x', traceId: 7, dropped: {}, get: 1, set: 1, kind: 'party', json: 1 })`,
    ],
  ])('%s', async (_, tampering) => {
    expect(await say(tampering)).toEqual(ALL)
  })
})

describe('a program that breaks what it needs itself comes to an end:', () => {
  test.each<[what: string, source: string, ending: string | undefined]>([
    [
      'promises that never resolve',
      `Promise.prototype.then = () => new Promise(() => {}) as never; await null; await sleep(5)`,
      undefined,
    ],
    [
      'no Promise',
      `(globalThis as any).Promise = undefined; await sleep(5)`,
      expect.any(String) as never,
    ],
    [
      'generators that do nothing',
      `Object.getPrototypeOf(Object.getPrototypeOf((function* () {})())).next = () => ({ done: false }); await sleep(5)`,
      expect.any(String) as never,
    ],
    [
      'timers that are never kept',
      `Array.prototype.push = () => 0; await sleep(5)`,
      expect.any(String) as never,
    ],
    [
      'timers that never leave',
      `Array.prototype.pop = () => undefined; await sleep(5)`,
      expect.any(String) as never,
    ],
    [
      'sets that have everything',
      `Set.prototype.has = () => true; Set.prototype.delete = () => false; await sleep(5)`,
      undefined,
    ],
    [
      'errors that are none',
      `(globalThis as any).Error = class {}; throw new TypeError('no')`,
      'TypeError: no',
    ],
    [
      'an error that cannot be read',
      `throw new Proxy(new Error('no'), { get() { throw 1 }, getPrototypeOf() { throw 1 } })`,
      expect.any(String) as never,
    ],
  ])('%s', async (_, source, ending) => {
    const { problems } = await runProgram(source, { limits: { realTime: 3000 } })
    expect(problems[0]?.title).toEqual(ending)
  })
})
