/**
 * The virtual locale is the language that a run speaks when it names none: British English, in UTC.
 *
 * British, because it writes 24 hours and the day before the month. The American way needs a space before “AM” that has
 * changed between versions of the engines' language data. What other languages look like is still up to that data.
 */

import { replace } from './replace.ts'

const LOCALE = 'en-GB'
const TIME_ZONE = 'UTC'

type Method = (this: unknown, ...args: unknown[]) => unknown

/** Methods that fall back to the machine's language, and which of their arguments names one. */
const METHODS: readonly (readonly [holder: object, name: string, position: number])[] = [
  [String.prototype, 'localeCompare', 1],
  [String.prototype, 'toLocaleLowerCase', 0],
  [String.prototype, 'toLocaleUpperCase', 0],
  [Number.prototype, 'toLocaleString', 0],
  [BigInt.prototype, 'toLocaleString', 0],
  [Date.prototype, 'toLocaleString', 0],
  [Date.prototype, 'toLocaleDateString', 0],
  [Date.prototype, 'toLocaleTimeString', 0],
]

/** Makes everything that can speak a language speak this one by default. There is no way back. */
export function installVirtualLocale(): void {
  for (const [holder, name, position] of METHODS) {
    const native = (holder as Record<string, Method>)[name] as Method
    replace(holder, name, function localized(this: unknown, ...args: unknown[]): unknown {
      args[position] = spoken(args[position])
      if (holder === Date.prototype) args[1] = inZone(args[1])
      return native.apply(this, args)
    })
  }
  for (const name of Object.getOwnPropertyNames(Intl)) {
    const formatter = (Intl as unknown as Record<string, unknown>)[name]
    if (isFormatter(formatter)) replace(Intl, name, localized(name, formatter))
  }
}

interface Formatter {
  new (locales?: unknown, options?: unknown): object
  (locales?: unknown, options?: unknown): object
  prototype: object
}

function isFormatter(value: unknown): value is Formatter {
  return typeof value === 'function' && 'supportedLocalesOf' in value
}

function localized(name: string, native: Formatter): Formatter {
  const complete = ([locales, options]: unknown[]) => [
    spoken(locales),
    name === 'DateTimeFormat' ? inZone(options) : options,
  ]
  const formatter = new Proxy(native, {
    apply: (target, self, args) => Reflect.apply(target, self, complete(args)),
    construct: (target, args, newTarget) => Reflect.construct(target, complete(args), newTarget),
  })
  replace(native.prototype, 'constructor', formatter)
  return formatter
}

/** A language that the engine does not know would fall back to the machine's, too. */
function spoken(locales: unknown): unknown {
  return locales === undefined ? LOCALE : [locales, LOCALE].flat()
}

function inZone(options: unknown): unknown {
  const { timeZone = TIME_ZONE } = (options ?? {}) as Intl.DateTimeFormatOptions
  return { ...(options as object), timeZone }
}
