import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { log, spanEnd, spanStart } from '../../tests/made-up-run.ts'
import { batchOf } from '../../tests/sent-events.ts'
import type { TelemetryEvent } from '../telemetry/telemetry-event.ts'
import { countsIn } from '../trace-data/event-batch.ts'
import { EventAllowance } from './event-allowance.ts'
import { KeptEvents } from './kept-events.ts'

const change = (spanId: string): TelemetryEvent => ({ kind: 'rename', spanId, name: 'other' })

const admits = (allowance: EventAllowance, events: readonly TelemetryEvent[]) =>
  allowance.admits(countsIn(batchOf(events).bytes))

describe('too much is', () => {
  test.each<[what: string, events: TelemetryEvent[]]>([
    ['a line more', [log('a'), log('b')]],
    ['a span more', [spanStart('a'), spanStart('b')]],
    ['a change more', [spanStart('a'), change('a'), change('a')]],
    [
      'a second end beside a change',
      [spanStart('a'), change('a'), spanEnd('a', 1), spanEnd('a', 2)],
    ],
  ])('%s', (_, events) => {
    const limits = { records: 1, spans: 1, changes: 1 }
    expect(admits(new EventAllowance(limits), events.slice(0, -1))).toBe(true)
    expect(admits(new EventAllowance(limits), events)).toBe(false)
    const inTwo = new EventAllowance(limits)
    expect(admits(inTwo, events.slice(0, -1))).toBe(true)
    expect(admits(inTwo, events.slice(-1))).toBe(false)
  })
})

test('whatever a program keeps of what it says is admitted, in batches of any size', () => {
  const name = fc.constantFrom('a', 'b', 'c')
  const event = fc.oneof(
    name.map((id) => spanStart(id)),
    name.map((id) => spanEnd(id, 1)),
    name.map(change),
    fc.constant(log('x')),
  )
  const limit = fc.nat(5)
  fc.assert(
    fc.property(
      fc.record({ records: limit, spans: limit, changes: limit }),
      fc.array(fc.tuple(event, fc.boolean()), { size: 'large' }),
      (limits, events) => {
        const [program, broker] = [new KeptEvents(limits), new EventAllowance(limits)]
        let waiting: TelemetryEvent[] = []
        for (const [each, isSent] of events) {
          if (program.judge(each) === 'kept') waiting.push(each)
          if (!isSent || waiting.length === 0) continue
          expect(admits(broker, waiting)).toBe(true)
          waiting = []
        }
      },
    ),
  )
})
