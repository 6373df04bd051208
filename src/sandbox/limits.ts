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

/** Longer texts are cut, and say so. UTF-16 code units; SECURITY: 4 KiB a value, 128 characters a key. */
export const MAX_TEXT = 4096
export const MAX_NAME = 128
/** Attributes of one span, or fields of one record. */
export const MAX_FIELDS = 64
/** Items of one list, and members of one nested object. */
export const MAX_ITEMS = 256
/** Values nested deeper are described, not copied. */
export const MAX_NESTING = 6
/** A message from the program with more events than this is no honest message. */
export const MAX_EVENTS_PER_MESSAGE = 1024
/** Members of all objects that one console line shows. */
export const MAX_LINE_MEMBERS = 1000
/** Texts of all values that one console line shows, in UTF-16 code units. SECURITY: a message is at most 64 KiB. */
export const MAX_LINE_TEXT = 32 * 1024
