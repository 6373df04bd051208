/** Duration text is how long something took, in the smallest sensible unit, with three significant digits. */

const UNITS = [
  { name: 'µs', microseconds: 1 },
  { name: 'ms', microseconds: 1_000 },
  { name: 's', microseconds: 1_000_000 },
  { name: 'min', microseconds: 60_000_000 },
  { name: 'h', microseconds: 3_600_000_000 },
] as const

/** @param duration microseconds */
export function durationText(duration: number): string {
  const size = Math.abs(duration)
  let index = UNITS.findLastIndex(({ microseconds }) => size >= microseconds)
  if (index < 0) index = 0
  let text = inUnit(duration, index)
  // 999.9 µs rounds to 1000 µs, which is 1 ms.
  const next = UNITS[index + 1]
  if (next && Math.abs(Number(text)) * (UNITS[index]?.microseconds ?? 1) >= next.microseconds) {
    text = inUnit(duration, ++index)
  }
  return `${text} ${UNITS[index]?.name}`
}

function inUnit(duration: number, index: number): string {
  return threeDigits(duration / (UNITS[index]?.microseconds ?? 1))
}

/** 0.0123 → 0.0123, 7 → 7, 82.04 → 82, 1234.5 → 1235: never an exponent, no zeros that say nothing. */
function threeDigits(value: number): string {
  const size = Math.abs(value)
  if (size >= 100) return String(Math.round(value))
  return String(Number(value.toPrecision(3)))
}

/** A moment within a run, in milliseconds to the microsecond's first digit: what stands in a column of times. */
export function offsetText(offset: number): string {
  return (offset / 1000).toFixed(1)
}
