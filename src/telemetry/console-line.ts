/** A console line is what a program wrote with `console`: its words, and its values as they were at that moment. */

import type { Level } from './logging/level.ts'

/** The methods that write, and how grave what they write is. @see WHATWG Console Standard, §2.3.1 */
const LEVEL_OF = {
  assert: 'error',
  clear: 'info',
  count: 'info',
  countReset: 'warn',
  debug: 'debug',
  dir: 'info',
  dirxml: 'info',
  error: 'error',
  group: 'info',
  groupCollapsed: 'info',
  info: 'info',
  log: 'info',
  table: 'info',
  timeEnd: 'info',
  timeLog: 'info',
  trace: 'info',
  warn: 'warn',
} as const satisfies Record<string, Level>

export type ConsoleMethod = keyof typeof LEVEL_OF

export const CONSOLE_METHODS = Object.keys(LEVEL_OF) as readonly ConsoleMethod[]

/** The level at which a logger would have written what this method writes. */
export function consoleLevel(method: ConsoleMethod): Level {
  return LEVEL_OF[method]
}

export interface ConsoleLine {
  readonly kind: 'console'
  /** Microseconds since the Unix epoch. */
  readonly time: number
  readonly method: ConsoleMethod
  /** All of it in one line. */
  readonly text: string
  /** How many groups it stands in; absent outside of groups. */
  readonly depth?: number
  /** The values in it: a {@link ConsoleSnapshot} as JSON, see {@link snapshotOf}. Absent where there are only words. */
  readonly snapshot?: string
  /** The place in the source that wrote it; see `context/ambient.ts`. */
  readonly site: number
}

const { parse } = JSON
const read = new WeakMap<ConsoleLine, ConsoleSnapshot>()

/**
 * The values of a line. They travel and are kept as a text, and read when somebody looks at them: so a hundred thousand
 * lines are as many short texts, and not millions of objects.
 */
export function snapshotOf(line: ConsoleLine): ConsoleSnapshot | undefined {
  if (line.snapshot === undefined) return undefined
  let snapshot = read.get(line)
  if (!snapshot) {
    snapshot = parse(line.snapshot) as ConsoleSnapshot
    read.set(line, snapshot)
  }
  return snapshot
}

/** Is there something in the values of a line? Can be told without reading them. */
export function holdsMembers({ snapshot }: ConsoleLine): boolean {
  return snapshot !== undefined && /"members":(\[\[|\[\],"more":)/.test(snapshot)
}

/**
 * Values as they were when they were written. They are a graph, and it is flat: an object stands once in `objects`,
 * however often and from wherever it is referred to, and circles need no care.
 *
 * Objects are numbered in the order in which a reader of `parts`, and then of each object in turn, meets them first.
 */
export interface ConsoleSnapshot {
  /** What the line says, from left to right, with nothing between: a text is words, everything else is a value. */
  readonly parts: readonly ConsoleValue[]
  readonly objects: readonly ConsoleObject[]
  /** The columns that were asked for, if it is a table and they were. */
  readonly columns?: readonly string[]
}

export type ConsoleValue =
  | string
  | number
  | boolean
  | null
  | { readonly kind: 'undefined' }
  /** Numbers that JSON does not have, and what else has a text of its own, as the code has it: `NaN`, `10n`, `Symbol(id)`. */
  | { readonly kind: 'number' | 'bigint' | 'symbol'; readonly text: string }
  /** A text of which only the beginning was kept, and its length in UTF-16 code units. */
  | { readonly kind: 'text'; readonly text: string; readonly length: number }
  /** A property that computes its value when it is read, which nobody did. */
  | { readonly kind: 'getter' }
  /** What threw when it was looked at, and why. */
  | { readonly kind: 'unreadable'; readonly text: string }
  /** The number of an object of the snapshot. */
  | { readonly kind: 'object'; readonly at: number }

export const CONSOLE_OBJECT_TYPES = [
  'object',
  'array',
  'bytes',
  'boxed',
  'class',
  'date',
  'error',
  'function',
  'map',
  'promise',
  'proxy',
  'regexp',
  'set',
  'typed-array',
  'weak',
] as const

export type ConsoleObjectType = (typeof CONSOLE_OBJECT_TYPES)[number]

export interface ConsoleObject {
  readonly type: ConsoleObjectType
  /** The name of its class, or of the function; empty where there is none. */
  readonly name: string
  /** What it says in a few words: the moment of a date, the words of an error. */
  readonly text?: string
  /** Items, entries or bytes. */
  readonly size?: number
  readonly members: readonly ConsoleMember[]
  /** Members that were left out. */
  readonly more?: number
}

export const CONSOLE_ROLES = ['item', 'entry', 'symbol', 'inner', 'empty'] as const

/**
 * What a member is, if it is no property with a name: an item of a list or a set, an entry of a map (which has a key), a
 * property whose name is a symbol, something that is no property or is not listed among them, or a gap in a list.
 */
export type ConsoleRole = (typeof CONSOLE_ROLES)[number]

export type ConsoleMember = readonly [
  name: string,
  value: ConsoleValue,
  role?: ConsoleRole,
  key?: ConsoleValue,
]
