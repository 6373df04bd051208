/** The virtual date is `Date` in the world of a run: now is what the run's clock says, and everybody lives in UTC. */

import { diagnose } from '../../telemetry/diagnostic.ts'
import { replace } from './replace.ts'

/** A date without its time is in UTC everywhere; a time without its zone is in the zone of the machine. */
const ISO =
  /^((?:\d{4}|[+-]\d{6})(?:-\d\d){0,2})(T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?$/
/** As `toUTCString` and `toString` write it. */
const WRITTEN =
  /^\w{3},? (?:\d\d \w{3}|\w{3} \d\d) -?\d{4,6} \d\d:\d\d:\d\d GMT(?:[+-]\d{4}(?: \(.*\))?)?$/

/** What `toUTCString` says, and how the other texts say it. @see ECMAScript 2024, §21.4.4.41 */
const IN_UTC = /^(\w+), (\d+) (\w+) (-?\d+) (\S+) GMT$/
const TEXTS = {
  toString: '$1 $3 $2 $4 $5 GMT+0000 (Coordinated Universal Time)',
  toDateString: '$1 $3 $2 $4',
  toTimeString: '$5 GMT+0000 (Coordinated Universal Time)',
} as const

const PARTS = [
  'FullYear',
  'Month',
  'Date',
  'Day',
  'Hours',
  'Minutes',
  'Seconds',
  'Milliseconds',
] as const

/**
 * Makes the `Date` of a run, and moves the prototype that it shares with the engine's into UTC.
 * @param milliseconds the present moment, since the Unix epoch
 */
export function virtualDate(milliseconds: () => number): DateConstructor {
  const NativeDate = Date
  const nativeParse = NativeDate.parse
  const nativeUtc = NativeDate.UTC
  const now = () => Math.floor(milliseconds())

  /** Reads the forms that ECMAScript defines. Of others, every engine makes something else. */
  const parse = (given: unknown): number => {
    const text = String(given)
    const [isIso, date = '', time, zone] = ISO.exec(text) ?? []
    if (isIso !== undefined) {
      return isNoDay(date) ? Number.NaN : nativeParse(time && !zone ? `${text}Z` : text)
    }
    if (WRITTEN.test(text)) return nativeParse(text)
    diagnose(
      `“${text}” is not a date that every engine reads alike, so it is an invalid date here. Write it as 2025-02-26T10:04:00Z.`,
    )
    return Number.NaN
  }

  /** Some engines take 30 February for 2 March. */
  const isNoDay = (date: string) =>
    date.length === 10 && !new NativeDate(`${date}T00:00:00Z`).toJSON()?.startsWith(date)

  const timeOf = (args: readonly unknown[]): unknown => {
    const [first] = args
    if (args.length === 0) return now()
    if (args.length === 1) return typeof first === 'string' ? parse(first) : first
    return nativeUtc(...(args as Parameters<typeof nativeUtc>))
  }

  function VirtualDate(...args: unknown[]): unknown {
    if (!new.target) return new NativeDate(now()).toString()
    return Reflect.construct(NativeDate, [timeOf(args)], new.target)
  }
  moveToUtc(NativeDate.prototype)
  Object.defineProperties(VirtualDate, {
    name: { value: 'Date', configurable: true },
    length: { value: 7 },
    prototype: { value: NativeDate.prototype, writable: false },
  })
  for (const [name, value] of Object.entries({ now, parse, UTC: nativeUtc })) {
    replace(VirtualDate, name, value)
  }
  replace(NativeDate.prototype, 'constructor', VirtualDate)
  return VirtualDate as unknown as DateConstructor
}

function moveToUtc(prototype: Date): void {
  const methods = prototype as unknown as Record<string, unknown>
  for (const part of PARTS) {
    replace(prototype, `get${part}`, methods[`getUTC${part}`])
    if (part !== 'Day') replace(prototype, `set${part}`, methods[`setUTC${part}`])
  }
  for (const [name, form] of Object.entries(TEXTS)) {
    replace(prototype, name, function text(this: Date): string {
      return this.toUTCString().replace(IN_UTC, form)
    })
  }
  replace(prototype, 'getTimezoneOffset', function getTimezoneOffset(this: Date): number {
    return Number.isNaN(this.getTime()) ? Number.NaN : 0
  })
  // What ECMAScript keeps for old pages only, or does not have yet.
  for (const name of ['getYear', 'setYear', 'toTemporalInstant']) delete methods[name]
}
