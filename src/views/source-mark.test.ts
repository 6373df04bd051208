import { expect, test } from 'vitest'
import { failed, log, notice, runOf, span, written } from '../../tests/made-up-run.ts'
import type { SiteLookup } from '../telemetry/source-position.ts'
import { markSource, sourceMarkText } from './source-mark.ts'

/** Sites up to 99 stand in main.ts, in the line of that number; others in the shop. */
const siteOf: SiteLookup = (site) =>
  site < 0
    ? undefined
    : { file: site < 100 ? 'main.ts' : '@lab/shop/bank.ts', line: site % 100, column: 1 }

const at = (site: number) => ({ site })

const STORE = runOf(
  span('a', 0, 1, at(3)),
  span('b', 0, 1, at(3)),
  log('x', 0, at(3)),
  span('fails', 0, 1, at(5)),
  failed('fails'),
  log('x', 0, at(7)),
  log('x', 0, { site: 7, level: 'error' }),
  log('x', 0, at(7)),
  log('x', 0, { site: 8, level: 'warn' }),
  { ...written('x'), site: 9 },
  { ...notice('x'), site: 9 },
  log('in the shop', 0, at(103)),
  log('nowhere'),
)

/** The margin of a file: `3: 1 line and 2 spans`. */
const margin = (file: string) =>
  [...markSource(STORE, siteOf, file).values()].map(
    (mark) => `${mark.row}: ${sourceMarkText(mark)}${mark.hasFailed ? ' ✗' : ''}`,
  )

test('each row of a file that made something has a mark', () => {
  expect(margin('main.ts').toSorted()).toEqual([
    '3: 1 line and 2 spans',
    '5: 1 span ✗',
    '7: 3 lines ✗',
    '8: 1 line',
    '9: 2 lines',
  ])
})

test('other files have marks of their own', () => {
  expect(margin('@lab/shop/bank.ts')).toEqual(['3: 1 line'])
  expect(margin('other.ts')).toEqual([])
})

test('marks are found by their rows', () => {
  const marks = markSource(STORE, siteOf, 'main.ts')
  expect(marks.get(3)).toEqual({ row: 3, lines: 1, spans: 2, hasFailed: false })
  expect(marks.get(4)).toBeUndefined()
})
