/** A span table has a row for each span of a run: 63 bytes, and those of its fields and changes. */

import type { Table, TableSpec } from './table.ts'

/** Rows of others are one higher than they are; 0 is none. */
export const SPAN_COLUMNS = {
  /** Microseconds since the Unix epoch. */
  start: 'f64',
  /** The id: two numbers; of an id that is a text see `SpanIds`. */
  high: 'u32',
  low: 'u32',
  trace: 'u32',
  /** Microseconds, if they fit; see `SpanRows.end`. */
  duration: 'u32',
  origin: 'u32',
  /** The number of a text. */
  name: 'u32',
  /** A block of fields: those that it began with. */
  attributes: 'u32',
  /** A span, or below 0 an absent one; see `SpanIds`. */
  parent: 'i32',
  /** Rings; see `ring.ts`. */
  lastChild: 'u32',
  nextSibling: 'u32',
  lastLine: 'u32',
  lastChange: 'u32',
  nextInTrace: 'u32',
  /** Bits of {@link PROBLEM}. */
  problems: 'u16',
  /** Bits of {@link STATE}. */
  state: 'u8',
} as const satisfies TableSpec

export type SpanTable = Table<typeof SPAN_COLUMNS>

/** What is so about a span, beside its problems: bits of the column `state`. Its status has the lowest two. */
export const STATE = {
  statusBits: 0b11,
  /** Its id is a text. */
  hasTextId: 1 << 2,
  /** It stands at the root of a tree, although it names a parent that is here. */
  isCutOff: 1 << 3,
  isRenamed: 1 << 4,
  hasLinks: 1 << 5,
} as const
