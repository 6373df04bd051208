/** What a flow held is let go when the flow is over, and not before. */

import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import { withContext } from '../../src/telemetry/context/ambient.ts'
import { Context } from '../../src/telemetry/context/context.ts'
import { Coroutine } from '../../src/telemetry/context/coroutine.ts'
import { propagateThroughPromises } from '../../src/telemetry/context/propagate-through-promises.ts'

setFlagsFromString('--expose-gc')
const collectGarbage: () => void = runInNewContext('gc')

/** Promises of the test's own, so that nobody else's are changed. */
class Tracked<T> extends Promise<T> {}
propagateThroughPromises(Tracked as PromiseConstructor)

/** Begins a flow in a context of its own. @returns what can tell whether the flow's parts are still there */
function begin(act: (context: Context) => object): WeakRef<object>[] {
  const context = Context.ROOT.setValue(Symbol('large'), new Array(1_000).fill(0))
  return [context, withContext(context, () => act(context))].map((part) => new WeakRef(part))
}

/** How many are left once all garbage is gone. A weak reference lives to the end of its task. */
async function alive(parts: readonly WeakRef<object>[]): Promise<number> {
  for (let round = 0; round < 3; round++) {
    await new Promise((resolve) => setTimeout(resolve))
    collectGarbage()
  }
  return parts.filter((part) => part.deref() !== undefined).length
}

function* waitOnce(): Generator<unknown, void, unknown> {
  yield 'wait'
}

function pausedCoroutine(): Coroutine {
  const coroutine = new Coroutine(waitOnce())
  coroutine.next(undefined)
  return coroutine
}

test.each<[how: string, end: (coroutine: Coroutine) => void]>([
  ['returned', (coroutine) => coroutine.next(undefined)],
  ['been closed', (coroutine) => coroutine.return(undefined)],
  ['thrown', (coroutine) => expect(() => coroutine.throw(new Error('no'))).toThrow('no')],
])('a coroutine and its context are let go when it has %s', async (_, end) => {
  const parts = begin(() => {
    const coroutine = pausedCoroutine()
    end(coroutine)
    return coroutine
  })
  expect(await alive(parts)).toBe(0)
})

test('a coroutine that waits is kept with its context, so that it can be told where it waits', async () => {
  expect(await alive(begin(pausedCoroutine))).toBe(2)
})

test('a callback and its context are let go when its promise has settled', async () => {
  const { promise, resolve } = Tracked.withResolvers<void>()
  const parts = begin((context) => {
    const callback = () => context
    promise.then(callback)
    return callback
  })
  expect(await alive(parts)).toBe(2)
  resolve()
  expect(await alive(parts)).toBe(0)
})

test('a callback and its context are let go with a promise that nobody can settle any more', async () => {
  const parts = begin((context) => {
    const callback = () => context
    new Tracked(() => {}).then(callback)
    return callback
  })
  expect(await alive(parts)).toBe(0)
})
