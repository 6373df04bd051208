import { describe, expect, test } from 'vitest'
import { failed, log, runOf, span, spanStart } from '../../tests/made-up-run.ts'
import { type FoldIds, foldOrder, foldRun } from './fold.ts'
import { foldedRowText, foldLesson, foldWords, streamRowText } from './fold-words.ts'
import { timeAxis } from './time-axis.ts'

const SHOP = runOf(
  spanStart('checkout', 0, { service: 'storefront' }),
  log('an \u202eorder', 2, { span: 'checkout', service: 'storefront', level: 'warn' }),
  span('charge', 10, 30, { parent: 'checkout', service: 'bank' }),
  failed('charge'),
)
const AXIS = timeAxis(SHOP.start, SHOP.end)
const FOLD = foldRun(SHOP, undefined, 200)

function rows(ids: FoldIds | 'stream'): string[] {
  return foldOrder(FOLD, ids).map(({ mark, part }) => {
    const words = foldWords(SHOP, mark, AXIS, AXIS.to)
    const isLine = mark.kind === 'line'
    if (ids === 'stream' || ids === 'none' || part !== 'whole') {
      return streamRowText(words, part === 'last' ? 'last' : 'first', isLine)
    }
    return foldedRowText(words, ids, isLine)
  })
}

describe('the rows of a fold say', () => {
  test('what a logger would have written', () => {
    expect(rows('stream')).toEqual([
      '0.0 ms: storefront began checkout',
      '2.0 ms: storefront said “an ⟨U+202E⟩order”',
      '10.0 ms: bank began charge',
      '30.0 ms: bank ended charge: it failed',
    ])
  })

  test('what a tree knows', () => {
    expect(rows('all')).toEqual([
      'storefront: checkout, never ended',
      'storefront: “an ⟨U+202E⟩order”, at 2.0 ms, under checkout',
      'bank: charge, 20 ms, failed, under checkout',
    ])
  })

  test('without parents, under which span a line stands, and nothing of the spans', () => {
    expect(rows('no-parent')).toEqual([
      'storefront: checkout, never ended',
      'storefront: “an ⟨U+202E⟩order”, at 2.0 ms, under checkout',
      'bank: charge, 20 ms, failed',
    ])
  })
})

test('a span that has not ended is drawn until now', () => {
  const [open] = FOLD.marks.map((mark) => foldWords(SHOP, mark, AXIS, 15_000))
  expect(open).toMatchObject({ isOpen: true, from: 0, to: 0.5, endsAt: undefined })
})

test('it is said what can’t be answered any more', () => {
  expect(foldLesson('no-parent', 1)).toContain(
    'nobody can say who called whom or what it waited for',
  )
  expect(foldLesson('no-parent', 2)).toContain('which bars make one request')
  expect(foldLesson('none', 2)).toContain('No end finds its start')
})
