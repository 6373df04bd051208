import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { linesFrom } from '../../tests/console-session.ts'
import { log, written } from '../../tests/made-up-run.ts'
import type { TelemetryEvent } from '../telemetry/telemetry-event.ts'
import { BadBatch } from '../trace-data/bad-batch.ts'
import { ColumnStore } from '../trace-data/column-store.ts'
import { EventColumns } from '../trace-data/event-columns.ts'
import { BatchValidator } from '../trace-data/validate-batch.ts'
import { BATCH_LIMITS } from './batch-limits.ts'
import { MAX_SNAPSHOT, MAX_TEXT } from './limits.ts'

/** Sends events over the wire, and reads what arrives. */
function sent(events: readonly TelemetryEvent[]): TelemetryEvent[] {
  const [columns, store] = [new EventColumns(), new ColumnStore()]
  for (const event of events) columns.append(event)
  store.append(new BatchValidator(BATCH_LIMITS).validate(columns.take()).batch)
  return store.events()
}

describe('what the console writes arrives as it was written', () => {
  test('with its groups and its values', () => {
    const lines = linesFrom((console) => {
      console.group('orders', { count: 2 })
      console.table([{ id: 1 }, { id: 2 }])
      console.warn(new Map([['cup', new Error('broken')]]), Number.NaN, -0, '\ud800')
      console.groupEnd()
      console.log('done')
    })
    expect(lines.some(({ depth }) => depth === 1)).toBe(true)
    expect(sent(lines)).toEqual(lines)
  })

  test('whatever it is', () => {
    const things = fc.array(fc.anything({ withBigInt: true, withMap: true, withSet: true }), {
      minLength: 1,
      maxLength: 4,
    })
    fc.assert(
      fc.property(things, (values) => {
        const lines = linesFrom((console) => console.log(...values))
        expect(sent(lines)).toEqual(lines)
      }),
    )
  })
})

describe('refused is', () => {
  test.each<[what: string, event: TelemetryEvent]>([
    ['a text that is longer than one can be', log('x'.repeat(MAX_TEXT + 1))],
    ['more values than a line can have', written('x', 0, { snapshot: snapshotOf(MAX_SNAPSHOT) })],
    ['what is not values', written('x', 0, { snapshot: '{"parts":[{"kind":"fish"}]}' })],
  ])('%s', (_, event) => {
    expect(() => sent([event])).toThrow(BadBatch)
  })

  function snapshotOf(length: number): string {
    return `{"parts":["x"],"objects":[]${' '.repeat(length)}}`
  }
})
