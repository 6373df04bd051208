import fc from 'fast-check'
import { expect, test } from 'vitest'
import { log, notice, runOf, spanStart, written } from '../../tests/made-up-run.ts'
import type { TelemetryEvent } from '../telemetry/telemetry-event.ts'
import type { ColumnStore } from './column-store.ts'
import { linesMadeAt, spansMadeAt } from './site-index.ts'

const site = fc.integer({ min: -1, max: 3 })
const word = <W extends string>(...words: readonly W[]) => fc.constantFrom(...words)
const event: fc.Arbitrary<TelemetryEvent> = fc.oneof(
  fc.record({ level: word('info', 'error', 'fatal'), site }).map((given) => log('x', 0, given)),
  fc
    .record({ method: word('log', 'error', 'assert', 'warn'), site })
    .map((given) => written('x', 0, given)),
  site.map((at) => ({ ...notice('x'), site: at })),
  fc.tuple(fc.nat(3), site).map(([id, at]) => spanStart(`s${id}`, 0, { site: at })),
  fc
    .tuple(fc.nat(3), word('ok', 'error', 'unset'))
    .map(([id, code]) => ({ kind: 'status' as const, spanId: `s${id}`, status: { code } })),
)

test('what each place has made is known without looking at every row', () => {
  fc.assert(
    fc.property(fc.array(event, { maxLength: 40 }), (events) => {
      const store = runOf(events)
      const made = [...store.lines(), ...store.spans()]
      expect([...store.sites.keys()].toSorted()).toEqual(
        [...new Set(made.map((one) => one.site))].toSorted(),
      )
      for (const [number, { lines, spans, failures }] of store.sites) {
        const [itsLines, itsSpans] = rowsMadeAt(store, number)
        expect([lines, spans]).toEqual([itsLines.length, itsSpans.length])
        expect(failures).toBe(failedOf(store, itsLines, itsSpans))
        expect([...linesMadeAt(store.rows, new Set([number]))]).toEqual(itsLines)
        expect([...spansMadeAt(store.rows, new Set([number]))]).toEqual(itsSpans)
      }
    }),
  )
})

function rowsMadeAt(store: ColumnStore, number: number): [lines: number[], spans: number[]] {
  const rowsOf = (made: readonly { readonly site: number }[]) =>
    made.flatMap((one, row) => (one.site === number ? [row] : []))
  return [rowsOf(store.lines()), rowsOf(store.spans())]
}

function failedOf(store: ColumnStore, lines: readonly number[], spans: readonly number[]): number {
  const lineFails = (row: number) => {
    const line = store.line(row)
    if (line.kind === 'log') return /error|fatal/.test(line.level)
    return line.kind === 'console' && /error|assert/.test(line.method)
  }
  const spanFails = (row: number) => store.spanRecord(row).status.code === 'error'
  return lines.filter(lineFails).length + spans.filter(spanFails).length
}

test('several places are asked for at once, and rows that are not here belong to none', () => {
  const store = runOf(log('a', 0, { site: 1 }), log('b', 0, { site: 2 }), log('c', 0, { site: 3 }))
  const lines = linesMadeAt(store.rows, new Set([1, 3, 9]))
  expect([...lines]).toEqual([0, 2])
  expect(lines.size).toBe(2)
  expect([0, 1, 2, 3, 99].filter((row) => lines.has(row))).toEqual([0, 2])
  expect([...spansMadeAt(store.rows, new Set([1]))]).toEqual([])
})
