/** A run reading is what prose can say about a run: its numbers come from the run, so they cannot drift. */

import { builtStore, type LessonData } from '../notebook/lesson-data.ts'
import type { SpanRecord } from '../telemetry/tracing/span-record.ts'
import type { ColumnStore } from '../trace-data/column-store.ts'
import { durationText, offsetText } from '../views/duration-text.ts'

export interface RunReading {
  /** How many lines the run wrote. */
  readonly lines: number
  /** How many spans it made. */
  readonly spans: number
  /** How many services spoke. */
  readonly services: number
  /** From the first event to the last. */
  readonly duration: string
  /** What all lines, and all spans, come to when each is written as one JSON object. */
  readonly bytesOfLines: string
  readonly bytesOfSpans: string
  /** When the first line was written that contains these words. */
  lineAt(words: string): string
  /**
   * Which of the lines with these words was written in a trace: `first`, `second` and so on.
   * @param trace which trace, from 1, in the order of their start
   */
  whichLine(words: string, trace: number): string
  /**
   * When a span began, ended, and how long it took.
   * @param name its name
   * @param which where several have this name: which of them, from 1, in the order of their start
   */
  beganAt(name: string, which?: number): string
  endedAt(name: string, which?: number): string
  took(name: string, which?: number): string
}

const ORDINALS = ['first', 'second', 'third', 'fourth', 'fifth']

/** @returns a function that reads the run of a cell; it throws for a cell, a line or a span that isn't there */
export function readRuns(lesson: LessonData): (cell: string) => RunReading {
  return (name) => {
    const data = lesson.cells.find(({ cell }) => cell.name === name)
    if (!data)
      throw new Error(`${lesson.slug}: the text reads a run of “${name}”, which is no cell.`)
    return readRun(builtStore(data.run), `${lesson.slug}: ${name}`)
  }
}

function readRun(store: ColumnStore, where: string): RunReading {
  const [lines, spans] = [store.lines(), store.spans()]
  const moment = (time: number) => `${offsetText(time - store.start)}\u00a0ms`
  const duration = (microseconds: number) => durationText(microseconds).replace(' ', '\u00a0')
  const endedSpan = (name: string, which = 1): Required<Pick<SpanRecord, 'start' | 'end'>> => {
    const { start, end } = spans.filter((span) => span.name === name)[which - 1] ?? {}
    if (start === undefined || end === undefined) {
      throw new Error(`${where} has no ended span “${name}” number ${which}.`)
    }
    return { start, end }
  }
  const bytesOf = (records: readonly object[]) => {
    const json = records.map((record) => JSON.stringify(record)).join('\n')
    return `${Buffer.byteLength(json).toLocaleString('en')} bytes`
  }
  const linesSaying = (words: string) =>
    lines.filter((line) => line.kind === 'log').filter((line) => line.message.includes(words))
  return {
    lines: store.lineCount,
    spans: store.spanCount,
    services: store.services.length,
    duration: duration(store.end - store.start),
    bytesOfLines: bytesOf(lines),
    bytesOfSpans: bytesOf(spans),
    lineAt: (words) => {
      const [line] = linesSaying(words)
      if (!line) throw new Error(`${where} has no line that says “${words}”.`)
      return moment(line.time)
    },
    whichLine: (words, trace) => {
      const traceId = spans[store.roots()[trace - 1] ?? -1]?.traceId
      const index = linesSaying(words).findIndex((line) => line.traceId === traceId)
      const ordinal = ORDINALS[index]
      if (!ordinal) throw new Error(`${where} has no line that says “${words}” in trace ${trace}.`)
      return ordinal
    },
    beganAt: (name, which) => moment(endedSpan(name, which).start),
    endedAt: (name, which) => moment(endedSpan(name, which).end),
    took: (name, which) => {
      const { start, end } = endedSpan(name, which)
      return duration(end - start)
    },
  }
}
