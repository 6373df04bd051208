/** A source mark stands in the margin of the code: a tick where a row wrote lines, a bar where it made spans. */

import type { SiteLookup } from '../telemetry/source-position.ts'
import type { ColumnStore } from '../trace-data/column-store.ts'
import { countText } from './run-text.ts'

export interface SourceMark {
  readonly row: number
  readonly lines: number
  readonly spans: number
  /** Something that this row made says that it failed. */
  readonly hasFailed: boolean
}

/** The marks of one file, by row. */
export function markSource(
  store: ColumnStore,
  siteOf: SiteLookup,
  file: string,
): ReadonlyMap<number, SourceMark> {
  const marks = new Map<number, SourceMark>()
  for (const [site, { lines, spans, failures }] of store.sites) {
    const position = siteOf(site)
    if (position?.file !== file) continue
    const row = position.line
    const mark = marks.get(row) ?? { row, lines: 0, spans: 0, hasFailed: false }
    marks.set(row, {
      row,
      lines: mark.lines + lines,
      spans: mark.spans + spans,
      hasFailed: mark.hasFailed || failures > 0,
    })
  }
  return marks
}

/** A mark in words: what a screen reader says and a tooltip shows. */
export function sourceMarkText({ lines, spans }: SourceMark): string {
  const parts = [lines > 0 && countText(lines, 'line'), spans > 0 && countText(spans, 'span')]
  return parts.filter(Boolean).join(' and ')
}
