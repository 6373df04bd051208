/**
 * An event batch is a stretch of a run on its way from the program to the page: numbers in the columns of one buffer, which
 * is handed over and not copied, and the new texts in one string.
 *
 * Every text, trace and origin is sent once, and from then on meant by its number, which counts from the beginning of the
 * run. So a batch can be understood only after those before it.
 */

import { CONSOLE_METHODS, type ConsoleMethod } from '../telemetry/console-line.ts'
import type { Level } from '../telemetry/logging/level.ts'
import { LEVELS } from '../telemetry/logging/level.ts'
import type { SpanStatus } from '../telemetry/tracing/span-record.ts'
import { bytesOf, type Columns, columnsIn, type TableSpec } from './table.ts'

export interface EventBatch {
  /** How many rows each table has, in the order of {@link LAYOUT}, as 32-bit numbers; then the tables. */
  readonly bytes: ArrayBuffer
  /** New texts, one after another. */
  readonly text: string
}

/** What happens in a run, as a column has it. Lines are told apart by their origin. */
export const EVENT = {
  line: 1,
  spanStart: 2,
  spanEnd: 3,
  attribute: 4,
  spanEvent: 5,
  link: 6,
  status: 7,
  rename: 8,
} as const

/** How an id is written: not at all, as two or four numbers of 32 bits, or as a text, which is its last number. */
export const ID_FORM = { none: 0, digits: 1, text: 2 } as const

/** What a text is: words, or JSON that stands for a nested value, or for the values of a console line. */
export const TEXT_FORM = { words: 0, value: 1, snapshot: 2 } as const

/** What the value of a field is, and what its column holds: of a small whole number itself, else the number of a text or number. */
export const FIELD_TYPE = {
  null: 0,
  no: 1,
  yes: 2,
  small: 3,
  number: 4,
  text: 5,
  nested: 6,
} as const

/** Whether something is so, is not so, or was not said. */
export const SAID = { nothing: 0, no: 1, yes: 2 } as const

export const STATUS_CODES = [
  'unset',
  'ok',
  'error',
] as const satisfies readonly SpanStatus['code'][]

/** What a line is: a log record with its level, a diagnostic, or what a method of the console wrote. */
export type LineType = Level | 'diagnostic' | `console.${ConsoleMethod}`

/** By their codes. */
export const LINE_TYPES: readonly LineType[] = [
  ...LEVELS,
  'diagnostic',
  ...CONSOLE_METHODS.map((method) => `console.${method}` as const),
]

/** The code of a diagnostic; below it are log records, above it is the console. */
export const DIAGNOSTIC = LEVELS.length

/** The code of each console method. Without a prototype. */
export const CONSOLE_CODES: Readonly<Record<string, number>> = codesOf(
  CONSOLE_METHODS,
  DIAGNOSTIC + 1,
)
export const LEVEL_CODES: Readonly<Record<string, number>> = codesOf(LEVELS, 0)

export function consoleMethodOf(code: number): ConsoleMethod {
  return CONSOLE_METHODS[code - DIAGNOSTIC - 1] as ConsoleMethod
}

/** Numbers of things that may be absent are one higher here than they are, so that 0 is for nothing. */
export const LAYOUT = {
  /** In the order in which they happened. The rows that they are about stand in the same order in the other tables. */
  events: { kind: 'u8' },
  texts: { length: 'u32', form: 'u8' },
  traces: { a: 'u32', b: 'u32', c: 'u32', d: 'u32', form: 'u8' },
  /** What the lines of one place in the code have in common. Flags, and a depth, that were not said are NaN. */
  lineOrigins: {
    site: 'f64',
    flags: 'f64',
    /** How many groups of the console it stands in. */
    depth: 'f64',
    target: 'u32',
    service: 'u32',
    type: 'u8',
  },
  /** What the spans of one place in the code have in common. */
  spanOrigins: {
    site: 'f64',
    flags: 'f64',
    service: 'u32',
    scopeName: 'u32',
    scopeVersion: 'u32',
    traceState: 'u32',
    kind: 'u8',
    hasRemoteParent: 'u8',
  },
  lines: {
    time: 'f64',
    origin: 'u32',
    message: 'u32',
    /** Of a log record its template, of a console line, if at all, one higher, its values. */
    more: 'u32',
    trace: 'u32',
    spanHigh: 'u32',
    spanLow: 'u32',
    fields: 'u32',
    spanForm: 'u8',
  },
  spans: {
    time: 'f64',
    origin: 'u32',
    name: 'u32',
    trace: 'u32',
    high: 'u32',
    low: 'u32',
    parentHigh: 'u32',
    parentLow: 'u32',
    fields: 'u32',
    links: 'u32',
    form: 'u8',
    parentForm: 'u8',
  },
  ends: { time: 'f64', high: 'u32', low: 'u32', form: 'u8', hasDropped: 'u8' },
  dropped: { attributes: 'f64', events: 'f64', links: 'f64' },
  /** What happens to a span between its start and its end. */
  changes: { high: 'u32', low: 'u32', text: 'u32', fields: 'u32', form: 'u8', status: 'u8' },
  /** When span events happened. */
  moments: { time: 'f64' },
  links: {
    flags: 'f64',
    trace: 'u32',
    high: 'u32',
    low: 'u32',
    traceState: 'u32',
    fields: 'u32',
    form: 'u8',
    isRemote: 'u8',
  },
  fields: { name: 'u32', value: 'u32', type: 'u8' },
  numbers: { value: 'f64' },
} as const satisfies Record<string, TableSpec>

export type BatchTable = keyof typeof LAYOUT

export type BatchColumns = { readonly [Name in BatchTable]: Columns<(typeof LAYOUT)[Name]> }

export type BatchCounts = { readonly [Name in BatchTable]: number }

export const BATCH_TABLES = Object.keys(LAYOUT) as readonly BatchTable[]

/** Where the tables begin. Bytes: a multiple of eight. */
export const HEADER_BYTES = Math.ceil((BATCH_TABLES.length * 4) / 8) * 8

/** How long the buffer of a batch is. Bytes. */
export function batchBytes(counts: BatchCounts): number {
  let bytes = HEADER_BYTES
  for (let index = 0; index < BATCH_TABLES.length; index++) {
    const name = BATCH_TABLES[index] as BatchTable
    bytes += bytesOf(LAYOUT[name], counts[name])
  }
  return bytes
}

/** What a buffer says that it holds. Nobody has checked it. @throws RangeError if it is shorter than its header */
export function countsIn(bytes: ArrayBuffer): BatchCounts {
  const header = new Uint32Array(bytes, 0, BATCH_TABLES.length)
  return Object.fromEntries(
    BATCH_TABLES.map((name, index) => [name, header[index] as number]),
  ) as BatchCounts
}

/** The columns of a batch, in its buffer. @param counts as {@link countsIn} gives them */
export function columnsOf(bytes: ArrayBuffer, counts: BatchCounts): BatchColumns {
  const columns: Partial<Record<BatchTable, unknown>> = {}
  let offset = HEADER_BYTES
  for (const name of BATCH_TABLES) {
    columns[name] = columnsIn(LAYOUT[name], counts[name], bytes, offset)
    offset += bytesOf(LAYOUT[name], counts[name])
  }
  return columns as BatchColumns
}

/** What to hand over with batches, so that they are not copied. */
export function transferOf(batches: readonly EventBatch[]): ArrayBuffer[] {
  return batches.map(({ bytes }) => bytes)
}

function codesOf(words: readonly string[], first: number): Readonly<Record<string, number>> {
  const codes: Record<string, number> = Object.create(null)
  words.forEach((word, index) => {
    codes[word] = first + index
  })
  return codes
}
