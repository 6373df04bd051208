/**
 * A ring is a list of rows in one column: each names the next one, and the last one the first, so that who knows the last can
 * add to the end. Rows are one higher here than they are, and 0 is none.
 */

/** Adds a row to a ring. It is the last one then. @param last 0 if the ring is empty */
export function addToRing(next: Uint32Array, last: number, row: number): void {
  if (last === 0) {
    next[row - 1] = row
  } else {
    next[row - 1] = next[last - 1] as number
    next[last - 1] = row
  }
}

/** @returns 0 if the ring is empty */
export function firstInRing(next: Uint32Array, last: number): number {
  return last === 0 ? 0 : (next[last - 1] as number)
}

/** @returns 0 after the last one */
export function nextInRing(next: Uint32Array, last: number, row: number): number {
  return row === last ? 0 : (next[row - 1] as number)
}

/** All rows of a ring, as they are, from the first one on. */
export function rowsInRing(next: Uint32Array, last: number): number[] {
  const rows: number[] = []
  for (let row = firstInRing(next, last); row !== 0; row = nextInRing(next, last, row)) {
    rows.push(row - 1)
  }
  return rows
}
