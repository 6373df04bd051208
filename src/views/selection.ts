/** A selection is what the reader points at; whatever belongs to it lights up in every lens and in the code. */

import type { SiteLookup } from '../telemetry/source-position.ts'
import type { Line } from '../telemetry/telemetry-event.ts'
import type { SpanRecord } from '../telemetry/tracing/span-record.ts'
import type { RunStore } from '../trace-data/run-store.ts'

export type Selection =
  | { readonly kind: 'span'; readonly spanId: string }
  | { readonly kind: 'line'; readonly line: Line }
  /** A row of a source file. */
  | { readonly kind: 'source'; readonly file: string; readonly row: number }

export interface Related {
  readonly spans: ReadonlySet<string>
  readonly lines: ReadonlySet<Line>
  /** Rows of source files, as {@link sourceKey} writes them. */
  readonly sources: ReadonlySet<string>
}

export const NOTHING_RELATED: Related = { spans: new Set(), lines: new Set(), sources: new Set() }

/** All that belongs to a selection, itself included. */
export function relate(store: RunStore, siteOf: SiteLookup, selection: Selection): Related {
  switch (selection.kind) {
    case 'span': {
      const span = store.span(selection.spanId)
      if (!span) return NOTHING_RELATED
      return {
        spans: new Set([span.spanId]),
        lines: new Set(store.linesOf(span.spanId)),
        sources: sourcesOf([span], siteOf),
      }
    }
    case 'line': {
      const { line } = selection
      const spanId = line.kind === 'log' ? line.spanId : undefined
      return {
        spans: new Set(spanId === undefined ? [] : [spanId]),
        lines: new Set([line]),
        sources: sourcesOf([line], siteOf),
      }
    }
    case 'source': {
      const key = sourceKey(selection.file, selection.row)
      const isHere = ({ site }: Line | SpanRecord) => sourcesOf([{ site }], siteOf).has(key)
      return {
        spans: new Set(store.spans.filter(isHere).map(({ spanId }) => spanId)),
        lines: new Set(store.lines.filter(isHere)),
        sources: new Set([key]),
      }
    }
  }
}

/** One text for a row of a source file. */
export function sourceKey(file: string, row: number): string {
  return `${file}:${row}`
}

function sourcesOf(made: readonly { site: number }[], siteOf: SiteLookup): Set<string> {
  const keys = new Set<string>()
  for (const { site } of made) {
    const position = siteOf(site)
    if (position) keys.add(sourceKey(position.file, position.line))
  }
  return keys
}
