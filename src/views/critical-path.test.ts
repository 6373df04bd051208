import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { span, spanStart } from '../../tests/made-up-run.ts'
import type { TelemetryEvent } from '../telemetry/telemetry-event.ts'
import { ColumnStore } from '../trace-data/column-store.ts'
import { criticalPath } from './critical-path.ts'
import { selfTimes } from './self-time.ts'
import { SpanTree } from './span-tree.ts'

/** The path of the first root, in milliseconds: `name from–to`. */
function path(...events: readonly TelemetryEvent[][]): string[] {
  const store = ColumnStore.of(events.flat())
  const { spans } = store.rows
  return criticalPath(new SpanTree(spans), spans, 0, store.end).map(
    ({ row, from, to }) => `${store.spanRecord(row).name} ${from / 1000}–${to / 1000}`,
  )
}

/** Self times in milliseconds, by name. */
function selves(...events: readonly TelemetryEvent[][]): Record<string, number> {
  const store = ColumnStore.of(events.flat())
  const { spans } = store.rows
  const own = selfTimes(new SpanTree(spans), spans, store.end)
  return Object.fromEntries(
    Array.from(own, (time, row) => [store.spanRecord(row).name, time / 1000]),
  )
}

const under = (parent: string) => ({ parent })

describe('the critical path', () => {
  test('of a span without children is that span', () => {
    expect(path(span('a', 2, 7))).toEqual(['a 2–7'])
  })

  test('goes through children that follow each other', () => {
    const spans = [span('a', 0, 10), span('b', 1, 4, under('a')), span('c', 5, 9, under('a'))]
    expect(path(...spans)).toEqual(['a 0–1', 'b 1–4', 'a 4–5', 'c 5–9', 'a 9–10'])
  })

  test('goes through the one of several at once that ended last', () => {
    const spans = [span('a', 0, 10), span('b', 1, 9, under('a')), span('c', 1, 4, under('a'))]
    expect(path(...spans)).toEqual(['a 0–1', 'b 1–9', 'a 9–10'])
  })

  test('leaves out what had not ended when the next one on the path began', () => {
    const spans = [
      span('a', 0, 10),
      span('b', 1, 6, under('a')),
      span('c', 5, 9, under('a')),
      span('d', 1, 3, under('a')),
    ]
    expect(path(...spans)).toEqual(['a 0–1', 'd 1–3', 'a 3–5', 'c 5–9', 'a 9–10'])
  })

  test('goes down to grandchildren', () => {
    const spans = [span('a', 0, 10), span('b', 2, 8, under('a')), span('c', 3, 5, under('b'))]
    expect(path(...spans)).toEqual(['a 0–2', 'b 2–3', 'c 3–5', 'b 5–8', 'a 8–10'])
  })

  test('ends with its root, although a child goes on', () => {
    const spans = [span('a', 0, 10), span('b', 4, 15, under('a')), span('c', 12, 14, under('b'))]
    expect(path(...spans)).toEqual(['a 0–4', 'b 4–10'])
  })

  test('begins with its root, although the clock of a child is early', () => {
    expect(path(span('a', 5, 10), span('b', 1, 7, under('a')))).toEqual(['b 5–7', 'a 7–10'])
  })

  test('takes what never ended for what goes on', () => {
    const spans = [span('a', 0, 10), [spanStart('b', 4, under('a'))]]
    expect(path(...spans)).toEqual(['a 0–4', 'b 4–10'])
  })

  test('can be a hundred thousand spans long', () => {
    const count = 100_000
    const events = Array.from({ length: count }, (_, at) =>
      span(`${at}`, at, 2 * count - at, at === 0 ? {} : under(`${at - 1}`)),
    )
    const store = ColumnStore.of(events.flat())
    const { spans } = store.rows
    expect(criticalPath(new SpanTree(spans), spans, 0, store.end)).toHaveLength(2 * count - 1)
  })
})

describe('self time', () => {
  test('is what children leave of a span', () => {
    const spans = [span('a', 0, 10), span('b', 1, 4, under('a')), span('c', 3, 6, under('a'))]
    expect(selves(...spans)).toEqual({ a: 5, b: 3, c: 3 })
  })

  test('counts no moment twice, in whatever order children come', () => {
    const spans = [
      span('a', 0, 10),
      span('c', 5, 20, under('a')),
      span('b', 1, 6, under('a')),
      span('d', 2, 3, under('a')),
    ]
    expect(selves(...spans)).toMatchObject({ a: 1 })
  })
})

/** Trees of spans with times of any kind: never ended, ended before they began, outside of their parents. */
const anyTrees = fc
  .array(
    fc.record({
      parent: fc.nat(),
      start: fc.integer({ min: 0, max: 30 }),
      end: fc.option(fc.integer({ min: 0, max: 40 }), { nil: undefined }),
    }),
    { minLength: 1, maxLength: 25 },
  )
  .map((spans) =>
    spans.flatMap(({ parent, start, end }, at) => {
      const given = at === 0 ? {} : under(`${parent % at}`)
      return end === undefined
        ? [spanStart(`${at}`, start, given)]
        : span(`${at}`, start, end, given)
    }),
  )

test('a path has no gaps, adds up to the duration of its root, and has each span where it is', () => {
  fc.assert(
    fc.property(anyTrees, (events) => {
      const store = ColumnStore.of(events)
      const { spans } = store.rows
      const tree = new SpanTree(spans)
      const own = selfTimes(tree, spans, store.end)
      const sections = criticalPath(tree, spans, 0, store.end)
      const [start, end] = [spans.start(0), spans.end(0)]
      const duration = Math.max(0, (Number.isNaN(end) ? store.end : end) - start)
      expect(sections.reduce((sum, { from, to }) => sum + to - from, 0)).toBe(duration)
      sections.forEach(({ from }, at) => {
        expect(from).toBe(at === 0 ? start : sections[at - 1]?.to)
      })
      for (const { row, from, to } of sections) {
        const ended = spans.end(row)
        expect(from).toBeGreaterThanOrEqual(spans.start(row))
        expect(to).toBeLessThanOrEqual(Number.isNaN(ended) ? store.end : ended)
      }
      expect(own.every((time) => time >= 0)).toBe(true)
    }),
  )
})
