import { expect, test } from 'vitest'
import { failed, log, span } from '../../tests/made-up-run.ts'
import { storeOf } from '../../tests/made-up-store.ts'
import { differenceText } from './run-difference.ts'

const BEFORE = storeOf(span('checkout', 0, 100), log('done', 100))

test('the difference is all totals that differ, with the later run in mind', () => {
  const after = storeOf(
    span('checkout', 0, 312),
    span('pay', 1, 2),
    span('pay again', 2, 3),
    failed('pay'),
  )
  expect(differenceText(BEFORE, after)).toBe(
    '2 more spans · 1 fewer line · 1 more failed · 212 ms longer',
  )
  expect(differenceText(after, BEFORE)).toBe(
    '2 fewer spans · 1 more line · 1 fewer failed · 212 ms shorter',
  )
})

test('where nothing differs, that is said', () => {
  const after = storeOf(span('refund', 0, 100), log('done', 100))
  expect(differenceText(BEFORE, after)).toBe('as many spans and lines, and as long')
})
