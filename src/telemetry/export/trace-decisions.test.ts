import { expect, test } from 'vitest'
import { TraceDecisions } from './trace-decisions.ts'

test('decisions are remembered, also that a trace was not kept', () => {
  const decisions = new TraceDecisions()
  decisions.remember('a', true)
  decisions.remember('b', false)
  expect(['a', 'b', 'c'].map((id) => decisions.of(id))).toEqual([true, false, undefined])
})

test('at least the last fifty thousand, and at most twice as many', () => {
  const decisions = new TraceDecisions()
  for (let id = 0; id < 149_999; id++) decisions.remember(String(id), true)
  expect(decisions.of('100000')).toBe(true)
  expect(decisions.of('49999')).toBeUndefined()
})
