import { expect, test } from 'vitest'
import { withContext } from './ambient.ts'
import { Context } from './context.ts'
import { activeService, withService } from './resource.ts'

test('a program that has not said what it is, is called program', () => {
  expect(activeService()).toBe('program')
})

test('the service travels in the context', () => {
  const shop = withService(Context.ROOT, 'shop')
  const bank = withService(shop, 'bank')
  expect(withContext(shop, activeService)).toBe('shop')
  expect(withContext(bank, activeService)).toBe('bank')
})
