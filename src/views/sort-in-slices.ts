/** Sorts in slices, so that the page stays awake while a million rows are put in order. */

/** So many items are merged between two looks at the clock. */
const SLICE = 8192

/**
 * Equal items stay in the order in which they were. Yields whenever its time is up.
 * @param compare below 0 if the first one comes first
 * @param budget how long it may go on at a time, in milliseconds
 * @param now real milliseconds from some fixed moment
 */
export function* sortInSlices(
  items: Uint32Array,
  compare: (a: number, b: number) => number,
  budget: number,
  now: () => number,
): Generator<void, Uint32Array> {
  let from = items.slice()
  let to = new Uint32Array(items.length)
  let until = now() + budget
  let merged = 0
  for (let width = 1; width < items.length; width *= 2) {
    for (let start = 0; start < items.length; start += width * 2) {
      const middle = Math.min(start + width, items.length)
      const end = Math.min(start + width * 2, items.length)
      let [left, right] = [start, middle]
      for (let at = start; at < end; at++) {
        const isLeft =
          left < middle &&
          (right >= end || compare(from[left] as number, from[right] as number) <= 0)
        to[at] = from[isLeft ? left++ : right++] as number
        if (++merged % SLICE !== 0 || now() < until) continue
        yield
        until = now() + budget
      }
    }
    ;[from, to] = [to, from]
  }
  return from
}
