/** Mistakes of every kind: each is told in words, at the line where it lies. */

import type { CaseGroup, HostileCase } from '../hostile-case.ts'

/** @param line where it lies; `undefined` where nobody can know */
const fails = (
  name: string,
  code: string,
  problem: string | RegExp,
  line: number | undefined,
): HostileCase => ({
  name,
  code,
  expects: { phase: 'failed', problem, ...(line !== undefined && { line }) },
})

export const ERRORS: CaseGroup = {
  name: 'errors',
  cases: [
    fails('throws at once', `\n\nthrow new TypeError('no tea')`, 'TypeError: no tea', 3),
    fails(
      'throws in a function',
      `function pour() {\n  throw new Error('hot')\n}\n\npour()`,
      'Error: hot',
      2,
    ),
    fails(
      'throws in a timer',
      `setTimeout(() => {\n  throw new Error('late')\n}, 5)`,
      'Error: late',
      2,
    ),
    fails(
      'throws in an interval',
      `let n = 0\nsetInterval(() => {\n  if (++n === 3) throw new Error('third')\n}, 5)`,
      'Error: third',
      3,
    ),
    fails(
      'throws in a microtask',
      `queueMicrotask(() => {\n  throw new Error('micro')\n})`,
      'Error: micro',
      2,
    ),
    fails(
      'throws after an await',
      `const pour = async () => {\n  await null\n  throw new Error('cold')\n}\nawait pour()`,
      'Error: cold',
      3,
    ),
    fails(
      'throws in a span',
      `import { span } from '@lab/tracer'\nawait span('pour', async () => {\n  throw new Error('spilt')\n})`,
      'Error: spilt',
      3,
    ),
    fails(
      'throws in a getter',
      `const cup = {\n  get tea() {\n    throw new Error('empty')\n  },\n}\ncup.tea`,
      'Error: empty',
      3,
    ),
    fails(
      'throws in a setter',
      `const cup = {\n  set tea(value: number) {\n    throw new Error('full')\n  },\n}\ncup.tea = 1`,
      'Error: full',
      3,
    ),
    fails(
      'throws in a constructor',
      `class Cup {\n  size = this.measure()\n  measure(): number {\n    throw new Error('broken')\n  }\n}\nnew Cup()`,
      'Error: broken',
      4,
    ),
    fails(
      'throws in a static block',
      `class Cup {\n  static {\n    throw new Error('static')\n  }\n}`,
      'Error: static',
      3,
    ),
    fails(
      'throws in a generator',
      `function* cups() {\n  yield 1\n  throw new Error('no more')\n}\nfor (const cup of cups()) void cup`,
      'Error: no more',
      3,
    ),
    fails(
      'throws in an asynchronous generator',
      `async function* cups() {\n  yield 1\n  throw new Error('no more')\n}\nfor await (const cup of cups()) void cup`,
      'Error: no more',
      3,
    ),
    fails(
      'throws in a callback of a list',
      `[1, 2].map((cup) => {\n  if (cup === 2) throw new Error('second')\n})`,
      'Error: second',
      2,
    ),
    fails(
      'throws in a sort',
      `[2, 1].sort(() => {\n  throw new Error('no order')\n})`,
      'Error: no order',
      2,
    ),
    fails(
      'throws in a proxy',
      `const cup: any = new Proxy({}, {\n  get() {\n    throw new Error('trap')\n  },\n})\ncup.tea`,
      'Error: trap',
      3,
    ),
    fails(
      'throws in a tagged template',
      `const tag = () => {\n  throw new Error('tagged')\n}\ntag\`tea\``,
      'Error: tagged',
      2,
    ),
    fails(
      'throws in a default value',
      `const pour = (\n  cup = (() => { throw new Error('default') })(),\n) => cup\npour()`,
      'Error: default',
      2,
    ),
    fails(
      'throws in what it catches',
      `try {\n  throw new Error('first')\n} catch {\n  throw new Error('second')\n}`,
      'Error: second',
      4,
    ),
    fails('rejects and nobody listens', `\nPromise.reject(new Error('lost'))`, 'Error: lost', 2),
    fails(
      'throws out of many promises at once',
      `const fail = async (n: number) => {\n  throw new Error('no ' + n)\n}\nawait Promise.all([1, 2, 3].map(fail))`,
      'Error: no 1',
      2,
    ),
    fails(
      'throws an error of several errors',
      `\nthrow new AggregateError([new Error('a'), new Error('b')], 'both')`,
      'AggregateError: both',
      2,
    ),
    fails(
      'throws an error with causes',
      `const deep = new Error('deep')\nthrow new Error('top', { cause: new Error('mid', { cause: deep }) })`,
      'Error: top',
      2,
    ),
    fails(
      'throws an error of its own kind',
      `class TeaError extends Error {\n  override name = 'TeaError'\n}\nthrow new TeaError('weak')`,
      'TeaError: weak',
      4,
    ),
    fails(
      'reads a property of nothing',
      `const cup: any = undefined\n\ncup.tea.leaf`,
      "Cannot read properties of undefined (reading 'tea')",
      3,
    ),
    fails(
      'calls what is no function',
      `const cup: any = {}\ncup\n  .pour()`,
      'pour is not a function',
      3,
    ),
    fails(
      'uses a name too early',
      `\ntea()\nconst tea = () => 1`,
      /before initialization|uninitialized/,
      2,
    ),
    fails(
      'changes a constant',
      `const tea = 1\n;(tea as any)++`,
      /Assignment to constant|readonly|invalid assignment/,
      2,
    ),
    fails('uses a name that nobody knows', `console.log('a')\npour()`, 'pour is not defined', 2),
    fails('parses what is no JSON', `\n\nJSON.parse('{tea}')`, 'SyntaxError', 3),
    fails(
      'gives the lab what it can’t take',
      `import { sleep } from '@lab/sim'\n\nawait sleep(-1)`,
      'RangeError: sleep() takes',
      3,
    ),
    fails('throws a text', `\nthrow 'tea'`, 'tea', undefined),
    fails('throws nothing', `throw undefined`, 'Thrown value: undefined', undefined),
    fails('throws an object', `throw { tea: 'green' }`, "{ tea: 'green' }", undefined),
    fails('throws a symbol', `throw Symbol('tea')`, 'Symbol(tea)', undefined),
    fails(
      'throws a frozen error',
      `\nthrow Object.freeze(new Error('frozen'))`,
      'Error: frozen',
      2,
    ),
    fails(
      'throws an error whose words can’t be read',
      `const error = new Error('x')\nObject.defineProperty(error, 'message', { get() { throw 1 } })\nthrow error`,
      'could not be read',
      undefined,
    ),
    fails(
      'throws a proxy that throws',
      `throw new Proxy({}, { get() { throw 1 }, getPrototypeOf() { throw 2 }, ownKeys() { throw 3 } })`,
      /./,
      undefined,
    ),
    fails(
      'throws an error with a million characters',
      `\nthrow new Error('x'.repeat(1e6))`,
      'more characters',
      2,
    ),
    fails(
      'throws an error of a thousand lines that look like a stack',
      `\nthrow new Error('    at lab-program.js:9:9\\n'.repeat(1000))`,
      'Error',
      2,
    ),
    fails(
      'throws from another thrower’s line',
      `const thrown: unknown[] = []\ntry {\n  throw new Error('old')\n} catch (error) {\n  thrown.push(error)\n}\nthrow thrown[0]`,
      'Error: old',
      3,
    ),
    fails(
      'throws a copy of an error',
      `\nthrow structuredClone(new RangeError('copied'))`,
      'RangeError: copied',
      undefined,
    ),
  ],
}
