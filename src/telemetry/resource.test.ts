import { expect, test } from 'vitest'
import { Context } from './context/context.ts'
import { resourceOf, withService } from './resource.ts'

test('a context has no resource of its own until it is given one', () => {
  expect(resourceOf(Context.ROOT)).toBeUndefined()
})

test('the service travels in the context', () => {
  const shop = withService(Context.ROOT, 'shop')
  const bank = withService(shop, 'bank')
  expect(resourceOf(shop)?.service).toBe('shop')
  expect(resourceOf(bank)?.service).toBe('bank')
})

test('one service has one resource, however often it is named', () => {
  expect(resourceOf(withService(Context.ROOT, 'shop'))).toBe(
    resourceOf(withService(Context.ROOT, 'shop')),
  )
})
