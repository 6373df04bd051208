/** Span circles are spans of which each is the child of the next, and so none of them belongs to a root. */

/**
 * Finds the circles in which some spans are, or to which their parents lead.
 * @param suspects where to look: rows
 * @param count how many spans there are
 * @param parentOf the row of a span's parent, or −1
 * @returns the rows of each circle, from child to parent
 */
export function findCircles(
  suspects: readonly number[],
  count: number,
  parentOf: (row: number) => number,
): number[][] {
  const circles: number[][] = []
  /** On which walk each span was met first, from 1: no span is walked over twice. */
  const walks = new Int32Array(count)
  for (let walk = 1; walk <= suspects.length; walk++) {
    let row = suspects[walk - 1] as number
    while (row >= 0 && walks[row] === 0) {
      walks[row] = walk
      row = parentOf(row)
    }
    if (row < 0 || walks[row] !== walk) continue
    const circle = [row]
    for (let next = parentOf(row); next !== row; next = parentOf(next)) circle.push(next)
    circles.push(circle)
  }
  return circles
}
