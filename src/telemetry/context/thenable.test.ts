import { describe, expect, test } from 'vitest'
import { active, withContext } from './ambient.ts'
import { Context } from './context.ts'
import { inContext, isPromiseOf } from './thenable.ts'

const NAME = Symbol('name')
const called = (name: string) => Context.ROOT.setValue(NAME, name)
/** The name of the context that is active. */
const here = () => active().getValue(NAME)

const refuse = () => {
  throw new Error('no')
}
/** An object that does not let itself be looked at. */
const sealed = new Proxy({}, { get: refuse, getPrototypeOf: refuse })

describe('in place of a thenable stands one', () => {
  test('whose then runs in the context, wherever it is called', async () => {
    // biome-ignore lint/suspicious/noThenProperty: a thenable is the case
    const query = { then: (done: (value: unknown) => void) => done(here()) }
    const bound = inContext(called('asker'), query)
    expect(await withContext(called('engine'), () => bound)).toBe('asker')
  })

  test('whose then has the same this and arguments, and is looked up once', async () => {
    let lookups = 0
    class Query {
      readonly rows = 3
      // biome-ignore lint/suspicious/noThenProperty: a thenable is the case
      get then() {
        lookups++
        return function (this: Query, done: (value: number) => void) {
          done(this.rows)
        }
      }
    }
    expect(await inContext(called('asker'), new Query())).toBe(3)
    expect(lookups).toBe(1)
  })
})

describe('as it is stays', () => {
  test.each<[what: string, value: unknown]>([
    ['a text', 'text'],
    ['null', null],
    ['an object', {}],
    // biome-ignore lint/suspicious/noThenProperty: what is no thenable is the case
    ['an object whose then is no function', { then: 'soon' }],
    ['a promise', Promise.resolve()],
    ['an object that does not let itself be looked at', sealed],
  ])('%s', (_, value) => {
    expect(Object.is(inContext(called('asker'), value), value)).toBe(true)
  })
})

test('a promise belongs to the class that made it, and to no other', () => {
  class Task<T> extends Promise<T> {}
  expect([isPromiseOf(Promise, Promise.resolve()), isPromiseOf(Task, Task.resolve())]).toEqual([
    true,
    true,
  ])
  expect([isPromiseOf(Task, Promise.resolve()), isPromiseOf(Promise, Task.resolve())]).toEqual([
    false,
    false,
  ])
  expect(isPromiseOf(Promise, sealed)).toBe(false)
})
