/** Timings of the notebook's own work, for the browser's developer tools and for the benchmarks. */

/**
 * Notes that something took from a moment until now.
 * @param part `compile`, `start` (until the program's first word) or `paint`
 * @param since a moment of `performance.now()`
 */
export function noteTiming(part: 'compile' | 'start' | 'paint', since: number): void {
  performance.measure(`lab: ${part}`, { start: since })
}
