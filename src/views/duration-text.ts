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
  const index = UNITS.findLastIndex(({ microseconds }) => size >= microseconds)
  const unit = UNITS[index] ?? UNITS[0]
  const next = UNITS[index + 1]
  const text = threeDigits(duration / unit.microseconds)
  // 999.9 µs rounds to 1000 µs, which is 1 ms; 59.96 s rounds to 60 s, which is 1 min.
  const isWhole = next && Math.abs(Number(text)) * unit.microseconds >= next.microseconds
  return isWhole ? `${Math.sign(duration)} ${next.name}` : `${text} ${unit.name}`
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
