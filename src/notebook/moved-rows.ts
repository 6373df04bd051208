/** Moved rows are the rows of a text that still stand in it after it has been edited, higher up or further down. */

/** Beyond this many comparisons, rows between the first and the last change count as gone. */
const ENOUGH_TO_COMPARE = 250_000

/** Where a row is now, both counted from 1; nothing if it was changed or deleted. */
export type RowLookup = (row: number) => number | undefined

const UNMOVED: RowLookup = (row) => row

/** Says for every row of a text where it stands after an edit. */
export function followRows(before: string, after: string): RowLookup {
  if (before === after) return UNMOVED
  const old = before.split('\n')
  const now = after.split('\n')
  const shorter = Math.min(old.length, now.length)
  let head = 0
  while (head < shorter && old[head] === now[head]) head++
  let tail = 0
  while (tail < shorter - head && old.at(-1 - tail) === now.at(-1 - tail)) tail++
  const between = matchRows(old.slice(head, old.length - tail), now.slice(head, now.length - tail))
  return (row) => {
    if (row < 1 || row > old.length) return undefined
    if (row <= head) return row
    if (row > old.length - tail) return row + now.length - old.length
    const found = between.get(row - head - 1)
    return found === undefined ? undefined : found + head + 1
  }
}

/** The longest sequence of rows that both texts have in common: old index to new index. */
function matchRows(old: readonly string[], now: readonly string[]): ReadonlyMap<number, number> {
  const matches = new Map<number, number>()
  if (old.length * now.length > ENOUGH_TO_COMPARE) return matches
  const width = now.length + 1
  const lengths = new Uint32Array((old.length + 1) * width)
  const lengthAt = (i: number, j: number) => lengths[i * width + j] as number
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = now.length - 1; j >= 0; j--) {
      lengths[i * width + j] =
        old[i] === now[j]
          ? lengthAt(i + 1, j + 1) + 1
          : Math.max(lengthAt(i + 1, j), lengthAt(i, j + 1))
    }
  }
  let i = 0
  let j = 0
  while (i < old.length && j < now.length) {
    if (old[i] === now[j]) matches.set(i++, j++)
    else if (lengthAt(i + 1, j) >= lengthAt(i, j + 1)) i++
    else j++
  }
  return matches
}
