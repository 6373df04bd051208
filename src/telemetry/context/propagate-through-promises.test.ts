import { describe, expect, test } from 'vitest'
import { active, withContext } from './ambient.ts'
import { Context } from './context.ts'
import { propagateThroughPromises } from './propagate-through-promises.ts'

const NAME = Symbol('name')
const called = (name: string) => Context.ROOT.setValue(NAME, name)
/** The name of the context that is active. */
const here = () => active().getValue(NAME)

/** Promises of the test's own, so that nobody else's are changed. */
class Tracked<T> extends Promise<T> {}
propagateThroughPromises(Tracked as PromiseConstructor)

describe('promise callbacks', () => {
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

  test('that are missing let a rejection pass', async () => {
    const error = new Error('no')
    await expect(withContext(called('giver'), () => Tracked.reject(error).then())).rejects.toBe(
      error,
    )
  })
})

describe('a thenable is asked in the context', () => {
  // biome-ignore lint/suspicious/noThenProperty: a thenable is the case
  const query = () => ({ then: (done: (value: unknown) => void) => done(here()) })

  test.each<[where: string, give: () => Promise<unknown>]>([
    ['in which resolve was given it', () => Tracked.resolve(query())],
    ['in which all was given it', () => Tracked.all([query()]).then(([seen]) => seen)],
    ['in which race was given it', () => Tracked.race([query()])],
    ['of the callback that returned it', () => Tracked.resolve().then(query)],
  ])('%s', async (_, give) => {
    expect(await withContext(called('giver'), give)).toBe('giver')
  })

  test('and a promise of the same class is handed through', () => {
    const promise = new Tracked(() => {})
    expect(Tracked.resolve(promise)).toBe(promise)
  })
})
