/** Programs that make new programs out of text, or look for what their world has left over: doors that nobody thought of. */

import type { CaseGroup, HostileCase } from '../hostile-case.ts'
import { inFrame, inWorker } from './attempt.ts'

const TEXT = `return globalThis.fetch || 'reached'`

/** Each of them makes code from text, if it can. */
const WAYS: readonly (readonly [name: string, expression: string])[] = [
  ['eval', `eval('1 + 1')`],
  ['eval under another name', `(0, eval)('1 + 1')`],
  ['the constructor of functions', `new Function("${TEXT}")()`],
  ['the constructor of any function', `(() => {}).constructor("${TEXT}")()`],
  ['the constructor of a built-in', `console.log.constructor("${TEXT}")()`],
  ['the constructor of generators', `(function* () {}).constructor("${TEXT}")().next()`],
  ['the constructor of async functions', `(async () => {}).constructor("${TEXT}")()`],
  [
    'the constructor of async generators',
    `(async function* () {}).constructor("${TEXT}")().next()`,
  ],
  ['a class that extends Function', `new (class extends Function {})("${TEXT}")()`],
  ['Reflect.construct', `Reflect.construct(Function, ["${TEXT}"])()`],
  ['a bound constructor', `Function.bind(null, "${TEXT}")()()`],
]

const makeCode = ([name, expression]: (typeof WAYS)[number]): HostileCase => ({
  name: `makes code by ${name}`,
  code: `console.log('before')\nconst made = await (${expression})\nconsole.log('reached', made)`,
  expects: {
    phase: 'failed',
    problem: /EvalError|not a constructor/,
    line: 2,
    says: ['before'],
    neverSays: 'reached',
  },
})

/** Walks from the global object and the lab through everything that it can reach, and reports what it should not find. */
const WALK = `
import * as logger from '@lab/logger'
import * as shop from '@lab/shop'
import * as sim from '@lab/sim'
import * as tracer from '@lab/tracer'
const WANTED = new Set(\`fetch XMLHttpRequest WebSocket EventSource Worker SharedWorker importScripts postMessage
  MessagePort MessageChannel BroadcastChannel indexedDB IDBFactory caches CacheStorage WebAssembly navigator
  WorkerNavigator location WorkerLocation DedicatedWorkerGlobalScope WorkerGlobalScope createObjectURL Blob Response
  Request FileReaderSync WebTransport Atomics SharedArrayBuffer Notification OffscreenCanvas\`.split(/\\s+/))
const seen = new Set<unknown>()
const found = new Set<string>()
const waiting: unknown[] = [globalThis, logger, shop, sim, tracer, new Error('x'), (async () => {})(), (function* () {})()]
try { (globalThis as any).nothing.cup } catch (error) { waiting.push(error) }
try { structuredClone(() => {}) } catch (error) { waiting.push(error) }
while (waiting.length > 0) {
  const thing: any = waiting.pop()
  if ((typeof thing !== 'object' && typeof thing !== 'function') || thing === null || seen.has(thing)) continue
  seen.add(thing)
  if (typeof thing === 'function' && WANTED.has(thing.name)) found.add(thing.name)
  waiting.push(Object.getPrototypeOf(thing))
  for (const key of Reflect.ownKeys(thing)) {
    if (WANTED.has(String(key))) found.add(String(key))
    const { value, get, set } = Object.getOwnPropertyDescriptor(thing, key) ?? {}
    waiting.push(value, get, set)
    try { waiting.push(thing[key]) } catch {}
  }
}
console.log(seen.size > 1000 ? 'walked far' : 'walked nowhere')
console.log(found.size === 0 ? 'found nothing' : 'found ' + [...found].join(' '))`

export const CODE_FROM_TEXT: CaseGroup = {
  name: 'code from text',
  cases: [
    ...WAYS.map(makeCode),
    {
      name: 'gives a timer a text',
      code: `setTimeout("console.log('reached')" as never, 1)\nawait new Promise((resolve) => setTimeout(resolve, 5))`,
      expects: { phase: 'failed', problem: /TypeError|RangeError/, neverSays: 'reached' },
    },
    {
      name: 'walks through everything that it can reach',
      code: WALK,
      expects: { says: ['walked far', 'found nothing'], neverSays: /^found (?!nothing)/ },
    },
    {
      name: 'compiles WebAssembly',
      code: `console.log('before')\nnew WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]))`,
      expects: { phase: 'failed', problem: 'is not defined', line: 2, says: ['before'] },
    },
    {
      name: 'looks for the scope in which sloppy functions stand',
      code: `const scope: any = (function (this: unknown) { return this })()
console.log(scope === undefined || !('fetch' in scope) ? 'nothing there' : 'reached')`,
      expects: { says: ['nothing there'] },
    },
    {
      name: 'asks a class that is left for an address of an object',
      code: `console.log(typeof (URL as any).createObjectURL)`,
      expects: { says: ['undefined'] },
    },
    inWorker('makes code by eval', `return eval('1 + 1')`),
    inWorker('makes code by the constructor of functions', `return new Function('return 1')()`),
    inWorker(
      'gives a timer a text',
      `setTimeout('self.ran = true')
await tried()
if (!self.ran) throw new Error('not run')
return 'ran'`,
    ),
    inWorker(
      'imports a module made of a data address',
      `return (await import('data:text/javascript,export default 1')).default`,
    ),
    inWorker(
      'compiles WebAssembly',
      `return String(new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])))`,
    ),
    inFrame('makes code by eval in the frame', `return eval('1 + 1')`),
    inFrame(
      'adds a script made of a data address',
      `const script = document.createElement('script')
script.src = 'data:text/javascript,self.ran=true'
document.head.append(script)
return event(script, 'load')`,
    ),
  ],
}
