/** Values that are hard to write down: each stands in the log as something, and the program goes on. */

import type { CaseGroup, HostileCase } from '../hostile-case.ts'

/** A value as a field, on the console, and on a span. */
const written = (name: string, value: string, says: string | RegExp, before = ''): HostileCase => ({
  name: `writes ${name}`,
  code: `import { logger } from '@lab/logger'
import { span } from '@lab/tracer'
${before}
const value: any = ${value}
logger('values').info('field', { value })
logger('values').info(\`hole {value}\`, { value })
console.log('console', value)
span('span', (it) => it.setAttribute('value', value).addEvent('event', { value }))
console.log('after')`,
  expects: { says: [says, 'after'], spans: ['span'] },
})

export const VALUES: CaseGroup = {
  name: 'values',
  cases: [
    written(
      'a cycle',
      'ring',
      '[circular]',
      'const ring: any = { name: "ring" }; ring.self = ring',
    ),
    written(
      'a cycle through a map',
      'ring',
      '[circular]',
      'const ring: any = new Map(); ring.set("self", ring)',
    ),
    written(
      'a getter that throws',
      '{ get trap() { throw new Error("no") } }',
      '[getter threw: no]',
    ),
    written(
      'a getter that throws something that throws',
      '{ get trap() { throw { get message() { throw 1 }, toString() { throw 2 } } } }',
      'field',
    ),
    written(
      'a proxy that throws at everything',
      'trap',
      'field',
      `
const no = () => { throw new Error('no') }
const trap = new Proxy({}, { get: no, has: no, ownKeys: no, getPrototypeOf: no, getOwnPropertyDescriptor: no })`,
    ),
    written(
      'a proxy that has been revoked',
      'gone',
      'field',
      'const { proxy: gone, revoke } = Proxy.revocable({}, {}); revoke()',
    ),
    written(
      'a proxy of a list that has been revoked',
      'gone',
      'field',
      'const { proxy: gone, revoke } = Proxy.revocable([], {}); revoke()',
    ),
    written(
      'an error whose words throw',
      'error',
      'field',
      `
class Mean extends Error { get message(): string { throw new Error('no') } get name(): string { throw new Error('no') } }
const error = new Mean()`,
    ),
    written(
      'an error that is its own cause',
      'error',
      '[circular]',
      'const error: any = new Error("round"); error.cause = error',
    ),
    written('a symbol', 'Symbol("tea")', 'Symbol(tea)'),
    written('a large integer', '2n ** 64n', '18446744073709551616'),
    written(
      'numbers that JSON does not have',
      '[NaN, Infinity, -Infinity, -0]',
      /NaN.*Infinity.*-Infinity.*0/,
    ),
    written('a function', 'function pour() {}', '[function pour]'),
    written(
      'a function whose name is a trap',
      'pour',
      'field',
      'const pour = () => {}; Object.defineProperty(pour, "name", { get() { throw 1 } })',
    ),
    written('nothing', 'undefined', 'undefined'),
    written('a date that is none', 'new Date(NaN)', 'Invalid Date'),
    written(
      'a date whose methods are traps',
      'date',
      'field',
      'const date: any = new Date(0); date.toISOString = () => { throw 1 }',
    ),
    written(
      'ten thousand levels',
      'deep',
      '[nested too deep]',
      'let deep: any = {}; for (let i = 0; i < 10_000; i++) deep = { deep }',
    ),
    written('a list of four thousand million holes', 'new Array(2 ** 32 - 1)', 'field'),
    written(
      'a list with a trap as its length',
      'list',
      'field',
      'const list: any = new Proxy([], { get: (on: any, key) => key === "length" ? 2 ** 40 : on[key] })',
    ),
    written(
      'a hundred thousand members',
      'wide',
      'field',
      'const wide = Object.fromEntries(Array.from({ length: 1e5 }, (_, i) => ["m" + i, i]))',
    ),
    written(
      'an iterator that never ends',
      'endless',
      'field',
      'const endless: any = new Set([1]); endless[Symbol.iterator] = function* () { for (let i = 0; i < 1e6; i++) yield i }',
    ),
    written('a megabyte of bytes', 'new Uint8Array(1e6)', 'field'),
    written(
      'a detached buffer',
      'bytes',
      'field',
      'const bytes = new Uint8Array(8); structuredClone(bytes.buffer, { transfer: [bytes.buffer] } as never)',
    ),
    written(
      'an object without a prototype',
      'Object.create(null, { tea: { value: 1, enumerable: true } })',
      'tea',
    ),
    written(
      'members called __proto__ and constructor',
      `JSON.parse('{"__proto__": {"polluted": 1}, "constructor": 2}')`,
      '__proto__',
    ),
    written(
      'something that says how it wants to be JSON, and throws',
      '{ toJSON() { throw new Error("no") } }',
      'field',
    ),
    written(
      'something that wants to be JSON for ever',
      'again',
      'field',
      'const again: any = { toJSON: () => again }',
    ),
    written('a wrapped text', 'Object("tea")', 'field'),
    written(
      'something that waits to be thenable',
      '{ then(resolve: any) { resolve("tea") } }',
      'field',
    ),
    written(
      'a list that grows while it is read',
      'list',
      'field',
      'const list: any = [0]; Object.defineProperty(list, 0, { enumerable: true, get() { if (list.length < 1e6) list.push(list.length); return 0 } })',
    ),
    {
      name: 'writes a value that changes each time it is read',
      code: `import { logger } from '@lab/logger'
let n = 0
const shy: any = { get tea() { return ++n % 2 ? 'green' : { black: true } } }
logger('values').info('shy {tea}', shy)
console.log('after')`,
      expects: { says: ['shy', 'after'] },
    },
    {
      name: 'gives fields that are no object',
      code: `import { logger } from '@lab/logger'
for (const fields of [null, 1, 'text', Symbol('s'), [1, 2], () => {}, new Proxy({}, { ownKeys() { throw 1 } })]) {
  logger('values').info('odd', fields as never)
}
logger(Symbol('name') as never).info(null as never)
logger({ toString() { throw 1 } } as never).info({ toString() { throw 1 } } as never)
console.log('after')`,
      expects: { says: ['odd', 'after'] },
    },
  ],
}
