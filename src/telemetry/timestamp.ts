/** A timestamp is a time as people and machines read it: ISO 8601, in UTC, to the microsecond. */

/** The second that was asked for last, and how its timestamps begin: most records follow each other closely. */
let second = Number.NaN
let secondText = ''

/**
 * Writes a time: `2026-11-02T09:00:00.122000Z`.
 * @param time microseconds since the Unix epoch; one that no calendar knows is written as a number
 * @see RFC 3339, §5.6
 */
export function timestamp(time: number): string {
  const wanted = Math.floor(time / 1e6)
  if (wanted !== second) {
    const date = new Date(wanted * 1000)
    if (Number.isNaN(date.getTime())) return String(time)
    second = wanted
    secondText = date.toISOString().slice(0, -'000Z'.length)
  }
  // With a one in front the zeros stay, and the one goes.
  return `${secondText}${String(1e6 + Math.floor(time - second * 1e6)).slice(1)}Z`
}
