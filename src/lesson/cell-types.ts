/** Cell types are how cells are type-checked: the same in the editor and in the tests. */

/** In TypeScript's own terms; numbers are its enums, so that no package is needed here. */
export const COMPILER_OPTIONS = {
  /** ESNext. */
  target: 99,
  /** ESNext. */
  module: 99,
  /** Bundler. */
  moduleResolution: 100,
  lib: ['lib.es2024.d.ts', 'lib.esnext.disposable.d.ts'],
  types: [],
  strict: true,
  noEmit: true,
  allowImportingTsExtensions: true,
  isolatedModules: true,
  /** Every cell is a module, also one without imports: top-level `await` is legal. */
  moduleDetection: 3,
  paths: {
    '@lab/logger': ['file:///lab/src/telemetry/lab-logger.d.ts'],
    '@lab/tracer': ['file:///lab/src/telemetry/lab-tracer.d.ts'],
    '@lab/sim': ['file:///lab/src/simulation/lab-sim.d.ts'],
    '@lab/shop': ['file:///lab/src/simulation/lab-shop.d.ts'],
  },
} as const

/** What a program finds without importing it; `simulation/world/virtual-globals.ts` and the console provide it. */
export const GLOBAL_TYPES = `
/** The console of this cell. What is written there stands in the console lens, where values can be opened, and in the log. */
declare const console: {
  /** Writes an error. */
  error(...values: unknown[]): void
  /** Writes a warning. */
  warn(...values: unknown[]): void
  info(...values: unknown[]): void
  /** Writes values as they are now. In a first text, \`%s %d %i %f %o %O\` stand for the values after it. */
  log(...values: unknown[]): void
  debug(...values: unknown[]): void
  /** Writes an error if the condition does not hold. */
  assert(condition?: unknown, ...values: unknown[]): void
  /** Writes, and says where that was. */
  trace(...values: unknown[]): void
  /** Writes a value as the code has it. */
  dir(value?: unknown, options?: unknown): void
  dirxml(...values: unknown[]): void
  /** Writes a list of objects as a table, with all their properties as columns, or those that are named. */
  table(data?: unknown, columns?: Iterable<string>): void
  /** Opens a group: what is written until \`groupEnd\` stands in it. */
  group(...label: unknown[]): void
  /** Opens a group that shows nothing of what is in it until it is opened. */
  groupCollapsed(...label: unknown[]): void
  groupEnd(): void
  /** Writes how often it was called with this label. */
  count(label?: string): void
  countReset(label?: string): void
  /** Starts a timer. It goes by the time of the run: virtual time, in most cells. */
  time(label?: string): void
  /** Writes how long a timer has been running. */
  timeLog(label?: string, ...values: unknown[]): void
  /** Writes how long a timer has been running, and ends it. */
  timeEnd(label?: string): void
  /** Folds what was written so far. */
  clear(): void
}
/** Calls back after a time, in virtual milliseconds. */
declare function setTimeout<A extends unknown[]>(callback: (...args: A) => void, delay?: number, ...args: A): number
/** Calls back again and again, in virtual milliseconds. */
declare function setInterval<A extends unknown[]>(callback: (...args: A) => void, period?: number, ...args: A): number
/** Calls back as soon as nothing else is left to do at this moment. */
declare function setImmediate<A extends unknown[]>(callback: (...args: A) => void, ...args: A): number
declare function clearTimeout(id: number | undefined): void
declare function clearInterval(id: number | undefined): void
declare function clearImmediate(id: number | undefined): void
declare function queueMicrotask(callback: () => void): void
declare const performance: {
  /** Virtual milliseconds since the run began. */
  now(): number
  readonly timeOrigin: number
}
/** Draws from the run's seed: good enough for ids, and for nothing secret. */
declare const crypto: {
  getRandomValues<Numbers extends ArrayBufferView>(numbers: Numbers): Numbers
  /** A UUID of version 4. */
  randomUUID(): string
}
/** A deep copy. */
declare function structuredClone<Value>(value: Value): Value
/** The headers of a request: names in any case. */
declare class Headers implements Iterable<[string, string]> {
  constructor(headers?: Record<string, string> | Iterable<[string, string]>)
  append(name: string, value: string): void
  delete(name: string): void
  get(name: string): string | null
  has(name: string): boolean
  set(name: string, value: string): void
  [Symbol.iterator](): IterableIterator<[string, string]>
}
declare class TextEncoder {
  /** A text as UTF-8. */
  encode(text?: string): Uint8Array
}
declare class TextDecoder {
  constructor(encoding?: string, options?: { fatal?: boolean; ignoreBOM?: boolean })
  decode(bytes?: ArrayBufferView | ArrayBuffer): string
}
declare class URLSearchParams implements Iterable<[string, string]> {
  constructor(query?: string | Record<string, string> | Iterable<[string, string]>)
  append(name: string, value: string): void
  delete(name: string): void
  get(name: string): string | null
  getAll(name: string): string[]
  has(name: string): boolean
  set(name: string, value: string): void
  toString(): string
  [Symbol.iterator](): IterableIterator<[string, string]>
}
declare class URL {
  constructor(url: string, base?: string)
  href: string
  protocol: string
  host: string
  hostname: string
  port: string
  pathname: string
  search: string
  hash: string
  readonly origin: string
  readonly searchParams: URLSearchParams
  toString(): string
}
`
