/** Malformed telemetry is kept, marked and explained, and no lens fails because of it. */

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { TelemetryEvent } from '../../src/telemetry/telemetry-event.ts'
import { ColumnStore } from '../../src/trace-data/column-store.ts'
import { SPAN_PROBLEMS } from '../../src/trace-data/span-problems.ts'
import { detailOf } from '../../src/views/detail.ts'
import type { RunFilter } from '../../src/views/run-filter.ts'
import { timeAxis } from '../../src/views/time-axis.ts'
import { visibleText } from '../../src/views/visible-text.ts'
import { WaterfallRows } from '../../src/views/waterfall-rows.ts'
import { waterfallText } from '../../src/views/waterfall-text.ts'
import { arbitraryEvent } from '../arbitrary-events.ts'
import { log, span, spanEnd, spanStart } from '../made-up-run.ts'
import { runProgram } from '../program-run.ts'
import { everyView, tableOf } from './every-view.ts'
import { MALFORMED_RUNS } from './malformed-runs.ts'

const FILTERS: readonly RunFilter[] = [
  { levels: new Set(['info']) },
  { services: new Set(['bank', '']) },
  { targets: new Set(['shop']) },
  { text: 'e' },
  { text: '.*x', isPattern: true },
  { from: 2_000, to: 6_000 },
  { trace: 0 },
  { field: { name: 'list', value: '5' } },
]

describe.each(MALFORMED_RUNS)('$kind', (run) => {
  const { events, kept, odd = kept[0], problems, mark, sentence, isGrowing = false } = run
  const store = ColumnStore.of([...events])
  const names = Array.from({ length: store.spanCount }, (_, row) => store.spanRecord(row).name)
  const row = names.indexOf(odd as string)
  const axis = timeAxis(store.start, store.end, isGrowing)

  test('is kept, as it was told', () => {
    expect(names).toEqual(kept)
    expect(store.events()).toEqual(expect.arrayContaining([...events]))
    expect(store.problemsOf(row)).toEqual(problems)
  })

  test('is marked in the waterfall', () => {
    const rows = new WaterfallRows(store)
    expect(rows.count).toBe(kept.length)
    const text = waterfallText(store, rows, axis)
    expect(text).toContain(mark)
  })

  test('is explained in a sentence', () => {
    const detail = detailOf(store, () => undefined, axis, { kind: 'span', row })
    expect(detail?.entries.map(({ text }) => text).join('\n')).toContain(sentence)
  })

  test('stops no lens, and is in each that shows spans', () => {
    const views = everyView(store, isGrowing)
    const shown = visibleText(odd as string).slice(0, 20)
    for (const view of ['trace', 'flame', 'metrics', 'table', 'text']) {
      expect(views[view], view).toContain(shown)
    }
    for (const text of Object.values(views)) expect(text).not.toMatch(/\bNaN\b|undefined|Infinity/)
  })

  test.each(FILTERS)('stops no filter: %o', (filter) => {
    expect(tableOf(store, filter)).toBeTypeOf('string')
  })
})

test('there is a malformed run for each problem that a span can have', () => {
  const seen = new Set(MALFORMED_RUNS.flatMap(({ problems }) => problems))
  expect([...seen].sort()).toEqual([...SPAN_PROBLEMS].sort())
})

test('an end without a beginning is kept among the events, and is no span', () => {
  const events = [spanEnd('nobody', 5), log('after', 6)]
  const store = ColumnStore.of(events)
  expect(store.spanCount).toBe(0)
  expect(store.events()).toEqual(events)
  everyView(store)
})

test('an empty run stops no lens', () => {
  everyView(ColumnStore.of([]))
})

test.each(['NaN', 'Infinity', '-Infinity', '2 ** 60', '"12"', 'null', '{}'])(
  'a span that begins and ends at %s is kept with times that are times, and told of',
  async (time) => {
    const { store } = await runProgram(
      `startSpan('odd', { startTime: ${time} as never }).addEvent('event', {}, ${time} as never).end(${time} as never)`,
    )
    expect(store.spanCount).toBe(1)
    const { start, end } = store.spanRecord(0)
    expect([start, end].every(Number.isSafeInteger)).toBe(true)
    const { trace, ...others } = everyView(store)
    expect(trace).toContain('as a time. A time is a number of microseconds since 1970')
    expect(others.metrics).toContain('program odd: 1 call, p50 0 µs')
  },
)

test('a span that begins before 1970, or between two microseconds, is kept', async () => {
  const { store } = await runProgram(
    `startSpan('early', { startTime: -1 }).end(-1)\nstartSpan('between', { startTime: 0.5 }).end(1.5)`,
  )
  const times = store.spans().flatMap(({ start, end }) => [start, end])
  expect(times.map(Number.isSafeInteger)).toEqual([true, true, true, true])
  expect(everyView(store).metrics).toContain('program between: 1 call')
})

describe('in great numbers', () => {
  const chain = (count: number, close: boolean): TelemetryEvent[] =>
    Array.from({ length: count }, (_, index) =>
      span(`s${index}`, index / 1000, count - index / 1000, {
        ...(index > 0 ? { parent: `s${index - 1}` } : close && { parent: `s${count - 1}` }),
      }),
    ).flat()

  test('a hundred thousand spans, each in the one before, overflow nothing', () => {
    const store = ColumnStore.of(chain(100_000, false))
    expect(store.spanCount).toBe(100_000)
    expect(new WaterfallRows(store).tree.deepest).toBe(99_999)
    expect(everyView(store).trace).toContain('s0')
  })

  test('a circle of a hundred thousand spans is cut open once', () => {
    const store = ColumnStore.of(chain(100_000, true))
    expect(store.problemCounts['in-circle']).toBe(100_000)
    expect(new WaterfallRows(store).tree.rootCount).toBe(1)
    expect(everyView(store).trace).toContain('parent in a circle')
  })

  test('ten thousand roots stand side by side', () => {
    const roots = Array.from({ length: 10_000 }, (_, index) =>
      spanStart(`r${index}`, index, { traceId: `t${index}` }),
    )
    const store = ColumnStore.of(roots)
    expect(new WaterfallRows(store).count).toBe(10_000)
    expect(everyView(store).trace).toContain('never ended')
  })
})

test('whatever a program tells, no lens fails', () => {
  fc.assert(
    fc.property(fc.array(arbitraryEvent), fc.boolean(), (events, isGrowing) => {
      everyView(ColumnStore.of([...events]), isGrowing)
    }),
    { numRuns: 60 },
  )
})
