import fc from 'fast-check'
import { expect, test } from 'vitest'
import { span, spanStart } from '../../tests/made-up-run.ts'
import { ColumnStore } from '../trace-data/column-store.ts'
import { lengthOf, ownTime } from './own-time.ts'
import { selfTimes } from './self-time.ts'
import { SpanTree } from './span-tree.ts'

const under = { parent: 'a' }

test('a span’s own time is where it has no child', () => {
  const store = ColumnStore.of([
    ...span('a', 0, 100),
    ...span('c', 50, 60, under),
    ...span('b', 10, 30, under),
    ...span('d', 20, 40, under),
    spanStart('e', 90, under),
  ])
  const { spans } = store.rows
  const own = ownTime(new SpanTree(spans), spans, 0, 100_000)
  expect(own.map(({ from, to }) => `${from / 1000}–${to / 1000}`)).toEqual([
    '0–10',
    '40–50',
    '60–90',
  ])
})

test('it is as long as its self time', () => {
  const spans = fc.array(
    fc.record({ parent: fc.nat(), start: fc.nat(50), end: fc.nat(60), ends: fc.boolean() }),
    { minLength: 1, maxLength: 20 },
  )
  fc.assert(
    fc.property(spans, (given) => {
      const store = ColumnStore.of(
        given.flatMap(({ parent, start, end, ends }, at) => {
          const above = at === 0 ? {} : { parent: `${parent % at}` }
          return ends ? span(`${at}`, start, end, above) : [spanStart(`${at}`, start, above)]
        }),
      )
      const { spans: rows } = store.rows
      const tree = new SpanTree(rows)
      const own = selfTimes(tree, rows, store.end)
      for (let place = 0; place < tree.count; place++) {
        const length = lengthOf(ownTime(tree, rows, place, store.end))
        expect(length).toBe(own[tree.row(place)])
      }
    }),
  )
})
