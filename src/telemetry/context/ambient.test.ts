import { describe, expect, test } from 'vitest'
import { active, bind, callSite, markSite, withContext } from './ambient.ts'
import { Context } from './context.ts'

const NAME = Symbol('name')
const called = (name: string) => Context.ROOT.setValue(NAME, name)
/** The name of the context that is active. */
const here = () => active().getValue(NAME)

describe('a context', () => {
  test('is the root at first', () => {
    expect(active()).toBe(Context.ROOT)
  })

  test('is active while a function runs in it, and no longer', () => {
    const seen = withContext(called('outer'), () => [
      here(),
      withContext(called('inner'), here),
      here(),
    ])
    expect(seen).toEqual(['outer', 'inner', 'outer'])
    expect(active()).toBe(Context.ROOT)
  })

  test('is put back after a throw', () => {
    const fail = () => {
      throw new Error('no')
    }
    expect(() => withContext(called('a'), fail)).toThrow('no')
    expect(active()).toBe(Context.ROOT)
  })
})

describe('a bound function', () => {
  test('runs in its context, wherever it is called', () => {
    const bound = bind(called('bound'), here)
    expect(withContext(called('caller'), () => [bound(), here()])).toEqual(['bound', 'caller'])
  })

  test('hands on this, arguments and result', () => {
    const till = {
      total: 40,
      add: bind(Context.ROOT, function (this: { total: number }, amount: number) {
        return this.total + amount
      }),
    }
    expect(till.add(2)).toBe(42)
  })

  test('hands on a throw, and puts everything back', () => {
    markSite(1, null)
    const bound = bind(called('bound'), () => {
      markSite(2, null)
      throw new Error('no')
    })
    markSite(3, null)
    expect(bound).toThrow('no')
    expect([active(), callSite()]).toEqual([Context.ROOT, 3])
  })

  test('goes on from the call at which it was bound', () => {
    markSite(1, null)
    const bound = bind(Context.ROOT, callSite)
    markSite(2, null)
    expect([bound(), callSite()]).toEqual([1, 2])
  })
})

test('marking a call hands its argument through', () => {
  const order = {}
  expect(markSite(7, order)).toBe(order)
  expect(callSite()).toBe(7)
})
