/** A selection is what the reader points at; whatever belongs to it lights up in every lens and in the code. */

import type { SiteLookup } from '../telemetry/source-position.ts'
import type { ColumnStore } from '../trace-data/column-store.ts'
import { linesMadeAt, type Members, spansMadeAt } from '../trace-data/site-index.ts'

/** Lines and spans are meant by their rows in the store. */
export type Selection =
  | { readonly kind: 'span'; readonly row: number }
  | { readonly kind: 'line'; readonly row: number }
  /** A row of a source file. */
  | { readonly kind: 'source'; readonly file: string; readonly row: number }

export interface Related {
  /** Rows of the store. */
  readonly spans: Members<number>
  readonly lines: Members<number>
  /** Rows of source files, as {@link sourceKey} writes them. */
  readonly sources: ReadonlySet<string>
}

export const NOTHING_RELATED: Related = { spans: new Set(), lines: new Set(), sources: new Set() }

/** All that belongs to a selection, itself included. */
export function relate(store: ColumnStore, siteOf: SiteLookup, selection: Selection): Related {
  switch (selection.kind) {
    case 'span': {
      const { row } = selection
      if (row >= store.spanCount) return NOTHING_RELATED
      return {
        spans: new Set([row]),
        lines: linesIn(store, row),
        sources: sourcesOf(store.siteOfSpan(row), siteOf),
      }
    }
    case 'line': {
      const { row } = selection
      if (row >= store.lineCount) return NOTHING_RELATED
      const span = store.spanOfLine(row)
      return {
        spans: new Set(span < 0 ? [] : [span]),
        lines: new Set([row]),
        sources: sourcesOf(store.siteOfLine(row), siteOf),
      }
    }
    case 'source': {
      const key = sourceKey(selection.file, selection.row)
      const here = [...store.sites.keys()].filter((site) => sourcesOf(site, siteOf).has(key))
      const sites = new Set(here)
      return {
        spans: spansMadeAt(store.rows, sites),
        lines: linesMadeAt(store.rows, sites),
        sources: new Set([key]),
      }
    }
  }
}

/**
 * What a selection means in another run of the same cell, as far as that has come: the span with the same id, or the line in the
 * same place, if it says the same.
 */
export function carrySelection(
  selection: Selection,
  from: ColumnStore,
  to: ColumnStore,
): Selection | undefined {
  const { kind, row } = selection
  switch (kind) {
    case 'span': {
      const found = to.spanRow(from.spanId(row))
      return found < 0 ? undefined : { kind, row: found }
    }
    case 'line':
      return row < to.lineCount && wordsOf(from, row) === wordsOf(to, row) ? selection : undefined
    case 'source':
      return selection
  }
}

function wordsOf(store: ColumnStore, line: number): string {
  return store.rows.texts.text(store.rows.lines.table.columns.message[line] as number)
}

/** The lines that were written while a span was active. */
function linesIn(store: ColumnStore, span: number): Members<number> {
  const rows = store.linesOf(span)
  return {
    size: rows.length,
    has: (line) => line < store.lineCount && store.spanOfLine(line) === span,
    [Symbol.iterator]: () => rows[Symbol.iterator](),
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
