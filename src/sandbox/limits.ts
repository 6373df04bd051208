/** Limits keep one run from taking the reader's machine; whatever a limit cuts off is counted and shown. */

export interface Limits {
  /** Real milliseconds that a program may run. */
  readonly realTime: number
  /** Virtual milliseconds that may pass in a run. */
  readonly virtualTime: number
  /** Timers that may fire in a run. */
  readonly timers: number
  /** Log records and console lines that are kept. */
  readonly records: number
  /** Spans that are kept. */
  readonly spans: number
  /** Attributes, events, links and the like that are kept, of all spans together. */
  readonly changes: number
}

const HOUR = 60 * 60 * 1000

export const DEFAULT_LIMITS: Limits = {
  realTime: 10_000,
  virtualTime: 31 * 24 * HOUR,
  timers: 1_000_000,
  records: 20_000,
  spans: 20_000,
  changes: 100_000,
}

/** What a lesson may ask for; the rest follows from it. */
interface AskedLimits {
  /** Real milliseconds. */
  readonly realTime?: number
  /** Lines, and spans. */
  readonly records?: number
}

/** The limits of a cell, which may ask for other than the usual ones. */
export function limitsFor({ realTime, records }: AskedLimits): Limits {
  return {
    ...DEFAULT_LIMITS,
    ...(realTime !== undefined && { realTime }),
    // As many spans as lines, and five changes for each.
    ...(records !== undefined && { records, spans: records, changes: 5 * records }),
  }
}

/** Longer texts are cut, and say so. UTF-16 code units, the note of what is missing included. */
export const MAX_TEXT = 4096
export const MAX_NAME = 128
/** Longer ids are no ids: cut, they could be taken for another's. */
export const MAX_ID = 128
/** What one field holds, in all its lists and members together. UTF-16 code units. */
export const MAX_VALUE = 4096
/** Fields of one record, or attributes that a span begins with, and its links. Beyond them stands a note of how many more. */
export const MAX_FIELDS = 64
/** Items of one list, and members of one nested object. Beyond them stands a note of how many more. */
export const MAX_ITEMS = 256
/** Values nested deeper are described, not copied. */
export const MAX_NESTING = 6

/** A message from the program with more text than this, or more events, is no honest message. UTF-16 code units. */
export const MAX_MESSAGE = 64 * 1024
/** The numbers of a batch: those of events that fit into a message take two bytes a code unit at most; see `event-size.ts`. */
export const MAX_BATCH_BYTES = 2 * MAX_MESSAGE + 1024
export const MAX_EVENTS_PER_MESSAGE = 1024

/** What is kept of one run, in all: more would fill a tab. UTF-16 code units; see `event-size.ts`. */
export const MAX_RUN_TEXT = 64 * 1024 * 1024
/** No honest program sends so many messages within a second of real time: they come in batches. */
export const MAX_MESSAGES_A_SECOND = 10_000
/** Members of all objects that one console line shows. */
export const MAX_LINE_MEMBERS = 1000
/** Texts of all values that one console line shows. UTF-16 code units. */
export const MAX_LINE_TEXT = 32 * 1024
/** The values of one console line, as they stand in a message beside its words. UTF-16 code units. */
export const MAX_SNAPSHOT = MAX_MESSAGE - 6 * MAX_TEXT - 1024
