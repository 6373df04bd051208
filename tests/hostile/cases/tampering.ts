/** Programs that change what the lab stands on: after that it tells the truth, or says that it can't. */

import type { CaseGroup, HostileCase } from '../hostile-case.ts'

/** Patches something, and then says something: that has to arrive as it was said. */
const patch = (name: string, code: string): HostileCase => ({
  name,
  code: `import { logger } from '@lab/logger'
import { span } from '@lab/tracer'
import { sleep } from '@lab/sim'
console.log('before')
;${code}
;await span('patched', async (it) => {
  it.setAttribute('tea', 1)
  logger('tampering').info('still {true}', { true: 'true' })
  await sleep(5)
})
console.log('after')`,
  expects: {
    says: ['before', 'still true', 'after'],
    neverSays: 'forged',
    spans: ['patched'],
    spanCount: 1,
    lineCount: 3,
  },
})

/** Patches what the lab's own code needs: the run may fail, but says so, and what it said before stays. */
const wreck = (name: string, code: string): HostileCase => ({
  ...patch(name, code),
  limits: { realTime: 1000 },
  expects: { phase: /done|failed|stopped/, problem: /^|./, says: ['before'] },
})

/** Patches what can't be patched. */
const refused = (name: string, code: string): HostileCase => ({
  ...patch(name, code),
  expects: { phase: 'failed', problem: 'TypeError', line: 5, says: ['before'] },
})

const LIE = `() => { throw new Error('forged') }`

export const TAMPERING: CaseGroup = {
  name: 'tampering',
  cases: [
    patch('gives all objects a toJSON', `(Object.prototype as any).toJSON = () => 'forged'`),
    patch('gives all lists a toJSON', `(Array.prototype as any).toJSON = () => ['forged']`),
    patch('gives all texts a toJSON', `(String.prototype as any).toJSON = () => 'forged'`),
    patch(
      'replaces JSON',
      `JSON.stringify = () => 'forged'; JSON.parse = ${LIE}; (globalThis as any).JSON = null`,
    ),
    wreck(
      'replaces the methods of lists',
      `for (const name of ['push', 'pop', 'shift', 'splice', 'slice', 'map', 'filter', 'forEach', 'join', 'includes']) (Array.prototype as any)[name] = ${LIE}`,
    ),
    wreck('replaces the iterator of lists', `Array.prototype[Symbol.iterator] = ${LIE}`),
    wreck(
      'replaces the methods of maps and sets',
      `for (const kind of [Map, Set, WeakMap]) for (const name of ['get', 'set', 'has', 'add', 'delete']) if (name in kind.prototype) (kind.prototype as any)[name] = ${LIE}`,
    ),
    wreck(
      'replaces the methods of functions',
      `for (const name of ['call', 'apply', 'bind']) (Function.prototype as any)[name] = ${LIE}`,
    ),
    wreck(
      'replaces the methods of promises',
      `(Promise.prototype as any).then = ${LIE}; (Promise as any).resolve = ${LIE}`,
    ),
    wreck('replaces Promise itself', `(globalThis as any).Promise = ${LIE}`),
    wreck(
      'replaces the methods of Object',
      `for (const name of ['keys', 'entries', 'assign', 'create', 'freeze', 'defineProperty', 'getPrototypeOf', 'fromEntries', 'hasOwn']) (Object as any)[name] = ${LIE}`,
    ),
    patch(
      'replaces Reflect and Proxy',
      `for (const name of Reflect.ownKeys(Reflect)) try { (Reflect as any)[name] = ${LIE} } catch {}; (globalThis as any).Proxy = null`,
    ),
    wreck(
      'replaces the methods of texts',
      `for (const name of ['replace', 'split', 'slice', 'startsWith', 'charCodeAt', 'padStart']) (String.prototype as any)[name] = ${LIE}`,
    ),
    wreck(
      'replaces the methods of regular expressions',
      `RegExp.prototype.exec = ${LIE}; RegExp.prototype.test = ${LIE}; (RegExp.prototype as any)[Symbol.replace] = ${LIE}`,
    ),
    wreck(
      'replaces the methods of numbers and of Math',
      `Number.isSafeInteger = ${LIE}; Number.prototype.toString = ${LIE}; Math.min = ${LIE}; Math.max = ${LIE}; Math.floor = ${LIE}`,
    ),
    patch(
      'sets traps on all objects',
      `for (const name of ['time', 'json', 'events', 'message', 'spanId', 'site', 'level'])
  Object.defineProperty(Object.prototype, name, { get: () => 'forged', set: ${LIE}, configurable: true })`,
    ),
    patch(
      'freezes what everything inherits from',
      `Object.freeze(Object.prototype); Object.freeze(Array.prototype); Object.freeze(Promise.prototype); Object.freeze(Function.prototype)`,
    ),
    refused(
      'replaces the way to the console',
      `(globalThis as any).__lab = { forged: true }; Object.defineProperty(globalThis, '__lab2', { value: 1 })`,
    ),
    refused(
      'asks for stacks in its own way',
      `(Error as any).prepareStackTrace = ${LIE}; (Error as any).stackTraceLimit = 0; Error.captureStackTrace = ${LIE}`,
    ),
    wreck(
      'replaces Symbol and its iterators',
      `const { prototype } = Object.getPrototypeOf(function* (): unknown {}); prototype.next = ${LIE}`,
    ),
    refused(
      'replaces how instances are told',
      `Object.defineProperty(Function.prototype, Symbol.hasInstance, { value: () => true }); Object.defineProperty(Error, Symbol.hasInstance, { value: () => true })`,
    ),
    wreck(
      'takes away all globals',
      `const { console: mine } = globalThis
for (const name of Object.getOwnPropertyNames(globalThis)) try { delete (globalThis as any)[name] } catch {}
globalThis.console = mine`,
    ),
    {
      name: 'replaces the console with a liar',
      code: `const { log } = console
;(globalThis as any).console = { log: (text: string) => log('forged ' + text) }
console.log('by its own will')`,
      expects: { says: ['forged by its own will'] },
    },
    {
      name: 'makes the error that it throws a liar',
      code: `const error = new Error('true')
Object.defineProperties(error, { name: { get() { return {} } }, stack: { get() { throw 1 } } })
throw error`,
      expects: { phase: 'failed', problem: /./ },
    },
    {
      name: 'catches what ends it, and goes on',
      code: `process: try {
  Promise.reject(new Error('unheard'))
  await null
} finally {
  console.log('after')
}`,
      expects: { phase: 'failed', problem: 'Error: unheard', line: 2, says: ['after'] },
    },
    {
      name: 'replaces the way to its parent in a world that nobody has closed',
      place: 'worker',
      code: `self.postMessage = () => {}
MessagePort.prototype.postMessage = () => {}
say('after')
end()`,
      expects: { says: ['after'] },
    },
  ],
}
