import { expect, test } from 'vitest'
import { log, span } from '../../tests/made-up-run.ts'
import { storeOf } from '../../tests/made-up-store.ts'
import { filterNotes } from './filter-parts.ts'
import { timeAxis } from './time-axis.ts'

const store = storeOf(span('checkout', 0, 10), log('paid', 5, { span: 'checkout' }))
const axis = timeAxis(0, 10_000)

test('a filter that asks for nothing is no note', () => {
  expect(filterNotes({}, store, axis)).toEqual([])
})

test('all that a filter asks for is told in one sentence', () => {
  const filter = {
    levels: new Set(['warn', 'error'] as const),
    services: new Set(['bank\u202e']),
    targets: new Set(['shop']),
    text: 'no answer',
    trace: 0,
    from: 2_000,
  }
  expect(filterNotes(filter, store, axis)).toEqual([
    'Filtered: level warn or error; service bank⟨U+202E⟩; target shop; “no answer”; trace checkout 0af76519; from 2.0 ms on.',
  ])
})

test('a pattern is told from words', () => {
  expect(filterNotes({ text: 'a.*b', isPattern: true }, store, axis)).toEqual([
    'Filtered: what matches /a.*b/.',
  ])
})
