import { expect, test } from 'vitest'
import { log, runOf, written } from '../../tests/made-up-run.ts'
import { isLineWanted } from './line-wanted.ts'
import { NO_FILTER, type RunFilter } from './run-filter.ts'

const STORE = runOf(
  log('a', 0, { service: 'shop', level: 'info' }),
  log('b', 10, { service: 'bank', level: 'error', target: 'bank::money' }),
  written('c', 20),
)

function wanted(filter: RunFilter): number[] {
  return [0, 1, 2].filter(isLineWanted(STORE, filter))
}

test('each part of a filter that speaks of a line alone is heeded', () => {
  expect(wanted(NO_FILTER)).toEqual([0, 1, 2])
  expect(wanted({ services: new Set(['bank']) })).toEqual([1])
  expect(wanted({ levels: new Set(['info', 'console.log']) })).toEqual([0, 2])
  expect(wanted({ targets: new Set(['bank::money']) })).toEqual([1])
  expect(wanted({ from: 10_000, to: 20_000 })).toEqual([1])
})
