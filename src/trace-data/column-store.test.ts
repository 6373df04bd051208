import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { arbitraryEvent } from '../../tests/arbitrary-events.ts'
import { failed, log, notice, span, spanEnd, spanStart, written } from '../../tests/made-up-run.ts'
import type { TelemetryEvent } from '../telemetry/telemetry-event.ts'
import { ColumnStore } from './column-store.ts'
import { EventColumns } from './event-columns.ts'
import { RunStore } from './run-store.ts'

/** A store of all that, in the order in which it is given. */
function storeOf(...events: readonly (TelemetryEvent | readonly TelemetryEvent[])[]): ColumnStore {
  return ColumnStore.of(events.flat())
}

/** The same, in several batches. */
function storeInParts(events: readonly TelemetryEvent[], sizes: readonly number[]): ColumnStore {
  const [columns, store] = [new EventColumns(), new ColumnStore()]
  let size = 0
  events.forEach((event, index) => {
    columns.append(event)
    if (columns.count >= (sizes[size % sizes.length] ?? 1) || index === events.length - 1) {
      store.append(columns.take())
      size++
    }
  })
  return store
}

const spansOf = (store: ColumnStore) =>
  Array.from({ length: store.spanCount }, (_, row) => store.spanRecord(row))
const linesIn = (store: ColumnStore) =>
  Array.from({ length: store.lineCount }, (_, row) => store.line(row))
const nameOf = (store: ColumnStore, row: number) => store.spanRecord(row).name
const names = (store: ColumnStore, rows: readonly number[]) => rows.map((row) => nameOf(store, row))

describe('what goes in comes out', () => {
  const events = fc.array(arbitraryEvent, { maxLength: 40 })
  const sizes = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 })

  test('as it was, whatever it is, in whatever batches', () => {
    fc.assert(
      fc.property(events, sizes, (given, parts) => {
        const store = storeInParts(given, parts)
        expect(store.events()).toEqual(given)
        // `toEqual` takes −0 for 0 nowhere, but an absent member for an undefined one.
        expect(store.events().map((event) => Object.keys(event).toSorted())).toEqual(
          given.map((event) => Object.keys(event).toSorted()),
        )
      }),
    )
  })
})

export { failed, log, notice, span, spanEnd, spanStart, written, RunStore, storeOf, spansOf, linesIn, names }
