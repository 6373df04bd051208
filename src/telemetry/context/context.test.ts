import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Context } from './context.ts'

const USER = Symbol('user')
const TENANT = Symbol('tenant')

test('the root context holds nothing', () => {
  expect(Context.ROOT.getValue(USER)).toBeUndefined()
})

test('a value is found under its own key only', () => {
  const context = Context.ROOT.setValue(USER, 'Ada')
  expect(context.getValue(USER)).toBe('Ada')
  expect(context.getValue(TENANT)).toBeUndefined()
  expect(context.getValue(Symbol('user'))).toBeUndefined()
})

test('setting a value leaves the context as it was', () => {
  const outer = Context.ROOT.setValue(USER, 'Ada')
  const inner = outer.setValue(USER, 'Grace').setValue(TENANT, 'navy')
  expect([outer.getValue(USER), outer.getValue(TENANT)]).toEqual(['Ada', undefined])
  expect([inner.getValue(USER), inner.getValue(TENANT)]).toEqual(['Grace', 'navy'])
})

test('a value can be hidden by undefined', () => {
  const context = Context.ROOT.setValue(USER, 'Ada').setValue(USER, undefined)
  expect(context.getValue(USER)).toBeUndefined()
})

test('a context knows what a map would know that was written in the same order', () => {
  const keys = Array.from({ length: 4 }, (_, index) => Symbol(index))
  const write = fc.tuple(fc.constantFrom(...keys), fc.integer())
  fc.assert(
    fc.property(fc.array(write), (writes) => {
      const context = writes.reduce(
        (outer, [key, value]) => outer.setValue(key, value),
        Context.ROOT,
      )
      const map = new Map(writes)
      for (const key of keys) expect(context.getValue(key)).toBe(map.get(key))
    }),
  )
})
