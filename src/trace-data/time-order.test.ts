import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { TimeOrder } from './time-order.ts'

/** Rows that can grow. */
function rowsAt(...times: number[]) {
  return {
    all: times,
    count() {
      return this.all.length
    },
    times() {
      return Float64Array.from(this.all)
    },
  }
}

const order = (rows: ReturnType<typeof rowsAt>, by: TimeOrder) =>
  Array.from({ length: rows.count() }, (_, rank) => by.row(rank))

/** The order that a sort of objects gives, which keeps equals as they are. */
const expected = (times: readonly number[]) =>
  times
    .map((time, row) => ({ time, row }))
    .toSorted((a, b) => a.time - b.time)
    .map(({ row }) => row)

describe('a time order', () => {
  test('is the order in which rows came, if they came in time', () => {
    const rows = rowsAt(1, 2, 2, 5)
    expect(order(rows, new TimeOrder(rows))).toEqual([0, 1, 2, 3])
  })

  test('has late rows where they belong, after those of the same time', () => {
    const rows = rowsAt(1, 5, 3, 5, 1)
    expect(order(rows, new TimeOrder(rows))).toEqual([0, 4, 2, 1, 3])
  })

  test('grows, and is right after each batch', () => {
    const batches = fc.array(fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 12 }), {
      maxLength: 8,
    })
    fc.assert(
      fc.property(batches, (given) => {
        const rows = rowsAt()
        const by = new TimeOrder(rows)
        for (const times of given) {
          rows.all.push(...times)
          expect(order(rows, by)).toEqual(expected(rows.all))
        }
      }),
    )
  })

  test('tells how many rows are earlier than a moment', () => {
    const times = fc.array(fc.integer({ min: 0, max: 30 }))
    fc.assert(
      fc.property(times, fc.integer({ min: -1, max: 31 }), (given, moment) => {
        const by = new TimeOrder(rowsAt(...given))
        expect(by.rankOf(moment)).toBe(given.filter((time) => time < moment).length)
      }),
    )
  })

  test('stands a hundred thousand rows that come backwards', () => {
    const count = 100_000
    const by = new TimeOrder(rowsAt(...Array.from({ length: count }, (_, at) => count - at)))
    expect([by.row(0), by.row(count - 1)]).toEqual([count - 1, 0])
  })
})
