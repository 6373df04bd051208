/** Bytes text is how much something occupies, in the unit that needs the fewest digits; a kilobyte is 1,000 bytes. */

const UNITS = ['bytes', 'kB', 'MB', 'GB', 'TB', 'PB'] as const

/** @param digits significant ones: fewer for what is estimated */
export function bytesText(bytes: number, digits = 3): string {
  let [size, unit] = [bytes, 0]
  // 999.6 kB rounds to 1000 kB, which is 1 MB.
  while (unit < UNITS.length - 1 && Number(size.toPrecision(digits)) >= 1000) {
    size /= 1000
    unit++
  }
  const text = size >= 100 ? Math.round(size) : Number(size.toPrecision(digits))
  return `${text.toLocaleString('en')} ${bytes === 1 ? 'byte' : UNITS[unit]}`
}
