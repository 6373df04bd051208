import { describe, expect, test } from 'vitest'
import { active, withContext } from './ambient.ts'
import { Context } from './context.ts'
import { propagateThroughPromises } from './propagate-through-promises.ts'

const NAME = Symbol('name')
const called = (name: string) => Context.ROOT.setValue(NAME, name)
/** The name of the context that is active. */
const here = () => active().getValue(NAME)

describe('promise callbacks', () => {
  /** Promises of the test's own, so that nobody else's are changed. */
  class Tracked<T> extends Promise<T> {}
  propagateThroughPromises(Tracked as PromiseConstructor)
  const fail = () => {
    throw new Error('no')
  }

  test.each<[what: string, attach: (promise: Promise<unknown>) => Promise<unknown>]>([
    ['then', (promise) => promise.then(here)],
    ['then, later', (promise) => promise.then(() => {}).then(here)],
    ['then, after a rejection', (promise) => promise.then(fail).then(null, here)],
    ['catch', (promise) => promise.then(fail).catch(here)],
    ['all', (promise) => Tracked.all([promise]).then(here)],
  ])('%s: run in the context in which they were given', async (_, attach) => {
    const seen = withContext(called('giver'), () => attach(Tracked.resolve()))
    expect(await seen).toBe('giver')
  })

  test('finally: runs in the context in which it was given', async () => {
    const seen: unknown[] = []
    await withContext(called('giver'), () => Tracked.resolve().finally(() => seen.push(here())))
    expect(seen).toEqual(['giver'])
  })

  test('do not run in the context in which the promise was kept', async () => {
    const { promise, resolve } = Tracked.withResolvers<void>()
    const seen = withContext(called('giver'), () => promise.then(here))
    withContext(called('keeper'), resolve)
    expect(await seen).toBe('giver')
  })

  test('in different contexts do not mix', async () => {
    const names = Array.from({ length: 100 }, (_, index) => `flow ${index}`)
    const flows = names.map((name, index) =>
      withContext(called(name), async () => {
        let promise: Promise<unknown> = Tracked.resolve()
        for (let hop = 0; hop <= index % 7; hop++) promise = promise.then(here)
        return promise
      }),
    )
    expect(await Promise.all(flows)).toEqual(names)
  })

  test('that are missing let the value pass', async () => {
    const pass = withContext(called('giver'), () => Tracked.resolve('value').then())
    expect(await pass).toBe('value')
  })
})
