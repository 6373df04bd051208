import { expect, test } from 'vitest'
import { log, runOf, span } from '../../tests/made-up-run.ts'
import { countText, runText } from './run-text.ts'

test('a run is told by what it said and how long it took in its own time', () => {
  const store = runOf(span('a', 0, 5), span('b', 1, 702.5), log('x', 2))
  expect(runText(store, 'virtual')).toBe('1 line · 2 spans · 703 ms of virtual time')
})

test('a run in real time says that it is one, and that no other will be the same', () => {
  expect(runText(runOf(log('x', 0), log('y', 4)), 'real', 5)).toBe(
    '2 lines · 0 spans · 4 ms of real time, not reproducible · ran in 5 ms',
  )
})

test('a run of nothing is told too', () => {
  expect(runText(runOf(), 'virtual')).toBe('0 lines · 0 spans · 0 µs of virtual time')
})

test.each<[realTime: number, part: string]>([
  [12.4, 'ran in 12 ms'],
  [0.2, 'ran in 1 ms'],
  [0, 'ran in 1 ms'],
  [13_423, 'ran in 13.4 s'],
])('a run that took %d ms here %s', (realTime, part) => {
  expect(runText(runOf(), 'virtual', realTime)).toBe(
    `0 lines · 0 spans · 0 µs of virtual time · ${part}`,
  )
})

test.each<[count: number, text: string]>([
  [0, '0 spans'],
  [1, '1 span'],
  [2, '2 spans'],
  [1_234_567, '1,234,567 spans'],
])('%d is %s', (count, text) => {
  expect(countText(count, 'span')).toBe(text)
})
