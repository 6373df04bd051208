/** Table columns are what can be known of each line, or of each span, of a run: what all of them have, and the fields of some. */

import type { ColumnStore } from '../trace-data/column-store.ts'
import { STATUS_CODES } from '../trace-data/event-batch.ts'
import { fieldKey } from '../trace-data/field-key.ts'
import { FieldLookup, NO_FIELD } from '../trace-data/field-lookup.ts'
import type { FieldNames } from '../trace-data/field-names.ts'
import { STATE } from '../trace-data/span-table.ts'
import { durationText, offsetText } from './duration-text.ts'
import { traceText } from './filter-parts.ts'
import { lineTypeText } from './line-gravity.ts'
import type { RunFilter } from './run-filter.ts'
import { visibleText } from './visible-text.ts'

/** What the rows of a table are. */
export type TableKind = 'lines' | 'spans'

export interface TableColumn {
  /** Tells it from the others of its kind. */
  readonly id: string
  readonly title: string
  /** Whether it holds numbers, which are put in order as such and of which there are percentiles. */
  readonly isNumeric: boolean
  /** About how wide it is. */
  readonly width: 'number' | 'word' | 'name' | 'sentence'
  /** As it is shown; empty where a row has none. */
  text(row: number): string
  /** NaN where a row has none. */
  number(row: number): number
  /** A number of this column, as it is shown. */
  numberText(value: number): string
  /** What rows have in common that belong together; undefined where a row has none. */
  key(row: number): string | undefined
  /** What is said of those with a key. */
  keyText(key: string): string
  /** The change of a filter that leaves those with a key. */
  readonly only?: (key: string) => Partial<RunFilter>
}

/** Makes the columns of a run. @param names those of its fields */
export function tableColumns(
  store: ColumnStore,
  names: FieldNames,
  kind: TableKind,
): TableColumn[] {
  const isLines = kind === 'lines'
  const fields = isLines ? names.ofLines : names.ofSpans
  return [
    ...(isLines ? lineColumns(store) : spanColumns(store)),
    ...Array.from(fields, ([name, isNumeric]) => fieldColumn(store, kind, name, isNumeric)),
  ]
}

/** Which columns a table begins with: those that all rows have, and the first few fields. */
export function firstColumns(columns: readonly TableColumn[]): ReadonlySet<string> {
  const fields = columns.filter(({ id }) => id.startsWith('field:')).slice(0, FIRST_FIELDS)
  const others = columns.filter(({ id }) => !id.startsWith('field:') && !LATER.has(id))
  return new Set([...others, ...fields].map(({ id }) => id))
}

const FIRST_FIELDS = 3
const LATER: ReadonlySet<string> = new Set(['trace', 'kind', 'span'])

function lineColumns(store: ColumnStore): TableColumn[] {
  const { lines, lineOrigins, texts, spans } = store.rows
  const originOf = (row: number) => lines.table.columns.origin[row] as number
  const logged = (row: number, read: (origin: number) => string) => {
    const origin = originOf(row)
    return lineOrigins.isLogged(origin) ? read(origin) : undefined
  }
  return [
    timeColumn(store, 'at', (row) => lines.table.columns.time[row] as number),
    {
      ...wordColumn('level', 'word', (row) => lineOrigins.type(originOf(row))),
      text: (row) => lineTypeText(lineOrigins.type(originOf(row))),
      only: (level) => ({ levels: new Set([level]) as RunFilter['levels'] }),
    },
    {
      ...wordColumn('service', 'word', (row) => logged(row, (from) => lineOrigins.service(from))),
      only: (service) => ({ services: new Set([service]) }),
    },
    {
      ...wordColumn('target', 'name', (row) => logged(row, (from) => lineOrigins.target(from))),
      only: (target) => ({ targets: new Set([target]) }),
    },
    wordColumn('message', 'sentence', (row) =>
      texts.text(lines.table.columns.message[row] as number),
    ),
    wordColumn('span', 'name', (row) => {
      const span = store.spanOfLine(row)
      return span < 0 ? undefined : texts.text(spans.table.columns.name[span] as number)
    }),
    traceColumn(store, (row) => (lines.table.columns.trace[row] as number) - 1),
  ]
}

function spanColumns(store: ColumnStore): TableColumn[] {
  const { spans, spanOrigins, texts } = store.rows
  const originOf = (row: number) => spans.table.columns.origin[row] as number
  const took = (row: number) => spans.end(row) - spans.start(row)
  return [
    timeColumn(store, 'starts at', (row) => spans.start(row)),
    {
      ...numberColumn('duration', 'took', took, durationText),
      text: (row) => (spans.isOpen(row) ? 'not ended' : durationText(took(row))),
    },
    wordColumn('name', 'name', (row) => texts.text(spans.table.columns.name[row] as number)),
    {
      ...wordColumn('service', 'word', (row) => spanOrigins.service(originOf(row))),
      only: (service) => ({ services: new Set([service]) }),
    },
    wordColumn('status', 'word', (row) => {
      const bits = (spans.table.columns.state[row] as number) & STATE.statusBits
      return STATUS_CODES[bits]
    }),
    wordColumn('kind', 'word', (row) => spanOrigins.kind(originOf(row))),
    traceColumn(store, (row) => store.traceOf(row)),
  ]
}

function fieldColumn(
  store: ColumnStore,
  kind: TableKind,
  name: string,
  isNumeric: boolean,
): TableColumn {
  const lookup = new FieldLookup(store.rows, name)
  const find = (row: number) => (kind === 'lines' ? lookup.inLine(row) : lookup.inSpan(row))
  return {
    id: `field:${name}`,
    title: visibleText(name),
    isNumeric,
    width: isNumeric ? 'number' : 'name',
    text: (row) => {
      const field = find(row)
      return field === NO_FIELD ? '' : visibleText(fieldKey(lookup.value(field)))
    },
    number: (row) => lookup.number(find(row)),
    numberText: String,
    key: (row) => {
      const field = find(row)
      return field === NO_FIELD ? undefined : fieldKey(lookup.value(field))
    },
    keyText: visibleText,
    only: (value) => ({ field: { name, value } }),
  }
}

function timeColumn(
  store: ColumnStore,
  title: string,
  timeOf: (row: number) => number,
): TableColumn {
  const text = (offset: number) => `${offsetText(offset)} ms`
  return numberColumn('time', title, (row) => timeOf(row) - store.start, text)
}

function numberColumn(
  id: string,
  title: string,
  number: (row: number) => number,
  numberText: (value: number) => string,
): TableColumn {
  return {
    id,
    title,
    isNumeric: true,
    width: 'number',
    text: (row) => numberText(number(row)),
    number,
    numberText,
    key: (row) => {
      const value = number(row)
      return Number.isNaN(value) ? undefined : String(value)
    },
    keyText: (key) => numberText(Number(key)),
  }
}

function wordColumn(
  id: string,
  width: TableColumn['width'],
  word: (row: number) => string | undefined,
): TableColumn {
  return {
    id,
    title: id,
    isNumeric: false,
    width,
    text: (row) => visibleText(word(row) ?? ''),
    number: () => Number.NaN,
    numberText: String,
    key: word,
    keyText: visibleText,
  }
}

function traceColumn(store: ColumnStore, trace: (row: number) => number): TableColumn {
  const key = (row: number) => (trace(row) < 0 ? undefined : String(trace(row)))
  return {
    ...wordColumn('trace', 'name', key),
    text: (row) => (trace(row) < 0 ? '' : traceText(store, trace(row))),
    keyText: (row) => traceText(store, Number(row)),
    only: (row) => ({ trace: Number(row) }),
  }
}
