/** A given time is one that a caller names instead of taking the present moment. */

import { diagnose } from './diagnostic.ts'
import { textOf } from './field.ts'
import { host } from './instrumentation-host.ts'
import { isSafeInteger, round } from './untouched.ts'

/**
 * The time that was given, in whole microseconds since the Unix epoch; now, if none was. What is no time is reported, and
 * now takes its place.
 * @param caller the method that it was given to
 */
export function timeGiven(caller: string, time: number | undefined): number {
  if (time === undefined) return host.now()
  const whole = typeof time === 'number' ? round(time) : Number.NaN
  if (isSafeInteger(whole)) return whole
  diagnose(
    `${caller}() was given ${textOf(time)} as a time. A time is a number of microseconds since 1970; the present moment was taken instead.`,
  )
  return host.now()
}
