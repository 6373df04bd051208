import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { failed, span, spanStart } from '../../tests/made-up-run.ts'
import { ColumnStore } from '../trace-data/column-store.ts'
import { type Minimap, minimap } from './minimap.ts'
import { timeAxis } from './time-axis.ts'
import { hasFailed } from './waterfall-row.ts'

/** A letter for each service, `!` over it where something failed. */
function text({ bands, columns, pieces, failed: failures }: Minimap): string {
  const cells = Array.from({ length: bands }, () => Array(columns).fill('.'))
  for (const [service, ofService] of pieces) {
    for (const { band, from, to } of ofService) cells[band]?.fill('abcdef'[service], from, to)
  }
  for (const { band, from, to } of failures) cells[band]?.fill('!', from, to)
  return cells.map((row) => row.join('')).join('\n')
}

const rowsOf = (store: ColumnStore) => Array.from({ length: store.spanCount }, (_, row) => row)

describe('a minimap', () => {
  test('has a row for each of a few spans', () => {
    const store = ColumnStore.of([
      ...span('x', 0, 20),
      ...span('y', 5, 10, { service: 'bank' }),
      failed('y'),
      spanStart('z', 15),
    ])
    expect(
      `\n${text(minimap(store, rowsOf(store), timeAxis(0, 20_000), 20, 9))}\n`,
    ).toMatchInlineSnapshot(`
      "
      aaaaaaaaaaaaaaaaaaaa
      .....!!!!!!.........
      ...............aaaaa
      "
    `)
  })

  test('puts many spans into few rows', () => {
    const spans = Array.from({ length: 1000 }, (_, at) => span(`${at}`, at, at + 30))
    const store = ColumnStore.of(spans.flat())
    expect(
      `\n${text(minimap(store, rowsOf(store), timeAxis(0, 1_030_000), 24, 4))}\n`,
    ).toMatchInlineSnapshot(`
      "
      aaaaaaa.................
      .....aaaaaaaa...........
      ...........aaaaaaaa.....
      .................aaaaaaa
      "
    `)
  })

  test('never hides a span that failed, wherever it is and however small', () => {
    const times = fc.integer({ min: -10, max: 110 })
    const given = fc.array(fc.record({ start: times, end: times, fails: fc.boolean() }), {
      minLength: 1,
      maxLength: 60,
    })
    fc.assert(
      fc.property(
        given,
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 12 }),
        (spans, columns, most) => {
          const store = ColumnStore.of(
            spans.flatMap(({ start, end, fails }, at) => [
              ...span(`${at}`, start, end),
              ...(fails ? [failed(`${at}`)] : []),
            ]),
          )
          const axis = timeAxis(0, 100_000)
          const map = minimap(store, rowsOf(store), axis, columns, most)
          const isMarked = (band: number, column: number) =>
            map.failed.some((p) => p.band === band && p.from <= column && column < p.to)
          let marked = 0
          for (const [row, { start }] of spans.entries()) {
            if (!hasFailed(store, row)) continue
            marked++
            const band = Math.floor((row * map.bands) / spans.length)
            const column = Math.min(Math.max(Math.floor((start / 100) * columns), 0), columns - 1)
            expect(isMarked(band, column)).toBe(true)
          }
          expect(map.failed.length > 0).toBe(marked > 0)
        },
      ),
    )
  })
})
