/** A run reading is what prose can say about a run: its numbers come from the run, so they cannot drift. */

import type { LessonData } from '../notebook/lesson-data.ts'
import type { SpanRecord } from '../telemetry/span-record.ts'
import { RunStore } from '../trace-data/run-store.ts'
import { durationText } from '../views/duration-text.ts'

export interface RunReading {
  /** How many lines the run wrote. */
  readonly lines: number
  /** How many spans it made. */
  readonly spans: number
  /** How many services spoke. */
  readonly services: number
  /** From the first event to the last, in words. */
  readonly duration: string
  /**
   * How long a span took, in words.
   * @param name its name
   * @param which where several have this name: which of them, from 1, in the order of their start
   */
  took(name: string, which?: number): string
  /** How many spans have this name. */
  countOf(name: string): number
}

/** @returns a function that reads the run of a cell; it throws for a cell or a span that isn't there */
export function readRuns(lesson: LessonData): (cell: string) => RunReading {
  return (name) => {
    const data = lesson.cells.find(({ cell }) => cell.name === name)
    if (!data)
      throw new Error(`${lesson.slug}: the prose reads a run of “${name}”; there is no such cell.`)
    const store = RunStore.of(data.run.events)
    const spansNamed = (span: string): readonly SpanRecord[] =>
      store.spans.filter((other) => other.name === span)
    return {
      lines: store.lines.length,
      spans: store.spans.length,
      services: store.services.length,
      duration: durationText(store.end - store.start),
      countOf: (span) => spansNamed(span).length,
      took: (span, which = 1) => {
        const found = spansNamed(span)[which - 1]
        if (found?.end === undefined) {
          throw new Error(`${lesson.slug}: ${name} has no ended span “${span}” number ${which}.`)
        }
        return durationText(found.end - found.start)
      },
    }
  }
}
