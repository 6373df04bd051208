import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { arbitraryEvent } from '../../tests/arbitrary-events.ts'
import { failed, log, span, spanStart } from '../../tests/made-up-run.ts'
import { ColumnStore } from '../trace-data/column-store.ts'
import { FieldNames } from '../trace-data/field-names.ts'
import { numberOrder } from './number-order.ts'
import { sortInSlices } from './sort-in-slices.ts'
import { firstColumns, type TableColumn, type TableKind, tableColumns } from './table-columns.ts'
import { orderGroups, percentile } from './table-groups.ts'
import { answerTable, type TableAnswer, type TableQuestion } from './table-query.ts'
import { groupsText, rowsText } from './table-text.ts'

const store = ColumnStore.of([
  ...span('checkout', 0, 80, { attributes: { order: 10, tier: 'gold' } }),
  ...span('search', 5, 9, { service: 'finder', attributes: { order: 9 } }),
  ...span('checkout', 20, 30, { spanId: 'second', attributes: { order: 'none' } }),
  failed('second'),
  spanStart('wait', 40, {}),
  log('paid', 3, { span: 'checkout', fields: { total: 65.45, note: '=1+1' } }),
  log('lost', 4, { level: 'error', fields: { total: 2 } }),
])

const columnsOf = (kind: TableKind, of = store) => tableColumns(of, new FieldNames(of.rows), kind)

function done<Result>(slices: Generator<void, Result>): Result {
  for (let slice = slices.next(); ; slice = slices.next()) if (slice.done) return slice.value
}

function ask(asked: Partial<TableQuestion> & { kind: TableKind }, of = store): TableAnswer {
  return done(answerTable(of, { filter: {}, ...asked }, 0, () => 1))
}

const column = (kind: TableKind, id: string, of = store) =>
  columnsOf(kind, of).find((one) => one.id === id) as TableColumn

/** The rows as they read: cells with bars between. */
function read(answer: TableAnswer, ids: readonly string[]): string[] {
  const columns = ids.map((id) => column(answer.question.kind, id))
  return Array.from(answer.rows, (row) => columns.map((one) => one.text(row)).join(' | '))
}

test('what all have, and the first fields, are the columns to begin with', () => {
  expect(columnsOf('spans').map(({ title }) => title)).toEqual([
    'starts at',
    'took',
    'name',
    'service',
    'status',
    'kind',
    'trace',
    'order',
    'tier',
  ])
  expect([...firstColumns(columnsOf('lines'))]).toEqual([
    'time',
    'level',
    'service',
    'target',
    'message',
    'field:total',
    'field:note',
  ])
})

describe('rows are put in order', () => {
  test('by numbers, with what is not there at the end both ways', () => {
    const sort = column('spans', 'duration')
    expect(read(ask({ kind: 'spans', sort }), ['name', 'duration'])).toEqual([
      'search | 4 ms',
      'checkout | 10 ms',
      'checkout | 80 ms',
      'wait | not ended',
    ])
    expect(read(ask({ kind: 'spans', sort, isDescending: true }), ['duration'])).toEqual([
      '80 ms',
      '10 ms',
      '4 ms',
      'not ended',
    ])
  })

  test('by texts', () => {
    const sort = column('spans', 'name')
    expect(read(ask({ kind: 'spans', sort, isDescending: true }), ['name', 'time'])).toEqual([
      'wait | 40.0 ms',
      'search | 5.0 ms',
      'checkout | 0.0 ms',
      'checkout | 20.0 ms',
    ])
  })

  test('by a field that is a number here, a text there, and elsewhere missing', () => {
    const sort = column('spans', 'field:order')
    expect(read(ask({ kind: 'spans', sort }), ['field:order'])).toEqual(['9', '10', 'none', ''])
  })

  test('after they were filtered', () => {
    const answer = ask({ kind: 'lines', filter: { text: 'lost' } })
    expect(read(answer, ['level', 'message', 'field:total', 'span'])).toEqual([
      'error | lost | 2 | ',
    ])
  })
})

describe('rows are grouped', () => {
  const by = column('spans', 'name')
  const measure = column('spans', 'duration')

  test('with their count and percentiles', () => {
    const { groups = [] } = ask({ kind: 'spans', by, measure })
    expect(groupsText(orderGroups(groups, 'count', true), by, measure).split('\n')).toEqual([
      'name\tcount\tp50 of took\tp90 of took\tp99 of took',
      'checkout\t2\t10 ms\t80 ms\t80 ms',
      'search\t1\t4 ms\t4 ms\t4 ms',
      'wait\t1\t\t\t',
      '',
    ])
  })

  test('and groups are put in order by any of these', () => {
    const names = (...given: [Parameters<typeof orderGroups>[1], boolean]) => {
      const { groups = [] } = ask({ kind: 'spans', by, measure })
      return orderGroups(groups, ...given).map(({ key }) => key)
    }
    expect(names('key', false)).toEqual(['checkout', 'search', 'wait'])
    expect(names(50, false)).toEqual(['search', 'checkout', 'wait'])
    expect(names(99, true)).toEqual(['checkout', 'search', 'wait'])
  })

  test('and keys that are numbers are put in order as such', () => {
    const { groups = [] } = ask({ kind: 'spans', by: column('spans', 'field:order') })
    const keys = (isDescending: boolean) =>
      orderGroups(groups, 'key', isDescending).map(({ key }) => key)
    expect(keys(false)).toEqual(['9', '10', 'none', undefined])
    expect(keys(true)).toEqual(['none', '10', '9', undefined])
  })

  test('and the filter of a group leaves its rows', () => {
    for (const kind of ['lines', 'spans'] as const) {
      for (const by of columnsOf(kind)) {
        if (!by.only) continue
        for (const { key, count } of ask({ kind, by }).groups ?? []) {
          if (key === undefined) continue
          expect(ask({ kind, filter: by.only(key) }).rows).toHaveLength(count)
        }
      }
    }
  })
})

test('a percentile is one of the values: the least that is not below so many percent of them', () => {
  const values = Float64Array.from({ length: 10 }, (_, index) => index + 1)
  expect([50, 90, 99].map((percent) => percentile(values, percent))).toEqual([5, 9, 10])
  expect(percentile(new Float64Array(), 50)).toBeNaN()
})

test('what a spreadsheet would take for a formula is text in it', () => {
  const columns = ['field:total', 'field:note'].map((id) => column('lines', id))
  const text = done(rowsText(ask({ kind: 'lines' }).rows, columns, 0, () => 1)).join('')
  expect(text.split('\n')).toEqual(['total\tnote', "65.45\t'=1+1", '2\t', ''])
})

const number = fc.double({ noNaN: true })

test('numbers are in order, and equal ones as they were', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(number, fc.integer({ min: -3, max: 3 }))),
      fc.boolean(),
      (numbers, isDescending) => {
        const order = done(numberOrder(Float64Array.from(numbers), isDescending))
        const direction = isDescending ? -1 : 1
        const expected = numbers
          .map((value, index) => ({ value, index }))
          .sort((a, b) => (a.value < b.value ? -direction : a.value > b.value ? direction : 0))
        expect([...order]).toEqual(expected.map(({ index }) => index))
      },
    ),
  )
})

test('items are in order, and equal ones as they were, however often it pauses', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 9 })), (values) => {
      const indices = Uint32Array.from(values, (_, index) => index)
      const compare = (a: number, b: number) => (values[a] as number) - (values[b] as number)
      const sorted = done(sortInSlices(indices, compare, 0, () => 1))
      expect([...sorted]).toEqual([...indices].sort(compare))
    }),
  )
})

test('groups are a partition of the rows, and an order loses none, whatever comes', () => {
  fc.assert(
    fc.property(fc.array(arbitraryEvent, { maxLength: 40 }), (events) => {
      const any = ColumnStore.of(events)
      for (const kind of ['lines', 'spans'] as const) {
        const all = kind === 'lines' ? any.lineCount : any.spanCount
        for (const by of columnsOf(kind, any)) {
          const { groups = [] } = ask({ kind, by, measure: by }, any)
          expect(groups.reduce((sum, { count }) => sum + count, 0)).toBe(all)
          const { rows } = ask({ kind, sort: by, isDescending: true }, any)
          expect(new Set(rows).size).toBe(all)
        }
      }
    }),
    { numRuns: 40 },
  )
})
