/** A selection is what the reader points at; whatever belongs to it lights up in every lens and in the code. */

import type { SiteLookup } from '../telemetry/source-position.ts'
import type { Line } from '../telemetry/telemetry-event.ts'
import type { RunStore } from '../trace-data/run-store.ts'

export type Selection =
  | { readonly kind: 'span'; readonly spanId: string }
  | { readonly kind: 'line'; readonly line: Line }
  /** A row of a source file. */
  | { readonly kind: 'source'; readonly file: string; readonly row: number }

/** A set that need not be made: a row of the source can have written a hundred thousand lines. */
interface Members<T> extends Iterable<T> {
  readonly size: number
  has(item: T): boolean
}

export interface Related {
  readonly spans: Members<string>
  readonly lines: Members<Line>
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
      const { spanId } = span
      return {
        spans: new Set([spanId]),
        lines: allOf(
          [store.linesOf(spanId)],
          (line) => line.kind === 'log' && line.spanId === spanId,
        ),
        sources: sourcesOf(span.site, siteOf),
      }
    }
    case 'line': {
      const { line } = selection
      const spanId = line.kind === 'log' ? line.spanId : undefined
      return {
        spans: new Set(spanId === undefined ? [] : [spanId]),
        lines: new Set([line]),
        sources: sourcesOf(line.site, siteOf),
      }
    }
    case 'source': {
      const key = sourceKey(selection.file, selection.row)
      const here = [...store.sites].filter(([site]) => sourcesOf(site, siteOf).has(key))
      const sites = new Set(here.map(([site]) => site))
      const spans = here.flatMap(([, made]) => made.spans.map(({ spanId }) => spanId))
      return {
        spans: new Set(spans),
        lines: allOf(
          here.map(([, { lines }]) => lines),
          ({ site }) => sites.has(site),
        ),
        sources: new Set([key]),
      }
    }
  }
}

/** The items of some lists, which can be told from all others. */
function allOf<T>(lists: readonly (readonly T[])[], has: (item: T) => boolean): Members<T> {
  return {
    size: lists.reduce((sum, { length }) => sum + length, 0),
    has,
    [Symbol.iterator]: () => lists.flat()[Symbol.iterator](),
  }
}

/** One text for a row of a source file. */
export function sourceKey(file: string, row: number): string {
  return `${file}:${row}`
}

function sourcesOf(site: number, siteOf: SiteLookup): ReadonlySet<string> {
  const position = siteOf(site)
  return new Set(position ? [sourceKey(position.file, position.line)] : [])
}
