/** A line diff says which lines of a text went, which came, and which stayed. */

export type DiffRow = DiffLine | DiffGap

export interface DiffLine {
  readonly kind: 'same' | 'removed' | 'added'
  readonly text: string
  /** Its number in the earlier text, from 1; absent of a line that came. */
  readonly before?: number
  /** Its number in the later text, from 1; absent of a line that went. */
  readonly after?: number
}

/** Lines that stayed, far from any change. */
export interface DiffGap {
  readonly kind: 'gap'
  readonly lines: number
}

/**
 * Comparing takes the product of the lengths of what differs. Beyond this many cells (two texts of 2,000 lines without a
 * common beginning or end) everything between counts as changed.
 */
const MOST_CELLS = 4_000_000

/** The lines of two texts, in order: the fewest that went and came. What went stands before what came in its place. */
export function diffLines(before: string, after: string): DiffLine[] {
  const earlier = before.split('\n')
  const later = after.split('\n')
  const shorter = Math.min(earlier.length, later.length)
  let head = 0
  while (head < shorter && earlier[head] === later[head]) head++
  let tail = 0
  while (tail < shorter - head && earlier.at(-1 - tail) === later.at(-1 - tail)) tail++

  const rows: DiffLine[] = []
  let [one, other] = [0, 0]
  const same = () =>
    rows.push({ kind: 'same', text: earlier[one] as string, before: ++one, after: ++other })
  const removed = () => rows.push({ kind: 'removed', text: earlier[one] as string, before: ++one })
  const added = () => rows.push({ kind: 'added', text: later[other] as string, after: ++other })

  while (one < head) same()
  const [ends, otherEnds] = [earlier.length - tail, later.length - tail]
  const longest = commonLengths(earlier.slice(head, ends), later.slice(head, otherEnds))
  while (one < ends || other < otherEnds) {
    const [row, column] = [one - head, other - head]
    if (one < ends && other < otherEnds && longest && earlier[one] === later[other]) same()
    else if (other === otherEnds) removed()
    else if (one === ends) added()
    else if (!longest || longest(row + 1, column) >= longest(row, column + 1)) removed()
    else added()
  }
  while (one < earlier.length) same()
  return rows
}

/** Of long stretches that stayed, only the lines around the changes. @param context so many on each side */
export function foldDiff(lines: readonly DiffLine[], context = 3): DiffRow[] {
  const isNear = lines.map(() => false)
  lines.forEach(({ kind }, index) => {
    if (kind !== 'same') isNear.fill(true, Math.max(0, index - context), index + context + 1)
  })
  const rows: DiffRow[] = []
  lines.forEach((line, index) => {
    const last = rows.at(-1)
    if (isNear[index]) rows.push(line)
    else if (last?.kind === 'gap') rows[rows.length - 1] = { kind: 'gap', lines: last.lines + 1 }
    else rows.push({ kind: 'gap', lines: 1 })
  })
  return rows
}

/** How many lines two texts have in common from each pair of places on; nothing if that is too much to find out. */
function commonLengths(
  earlier: readonly string[],
  later: readonly string[],
): ((row: number, column: number) => number) | undefined {
  const width = later.length + 1
  if ((earlier.length + 1) * width > MOST_CELLS) return undefined
  const lengths = new Uint32Array((earlier.length + 1) * width)
  const at = (row: number, column: number) => lengths[row * width + column] as number
  for (let row = earlier.length - 1; row >= 0; row--) {
    for (let column = later.length - 1; column >= 0; column--) {
      lengths[row * width + column] =
        earlier[row] === later[column]
          ? at(row + 1, column + 1) + 1
          : Math.max(at(row + 1, column), at(row, column + 1))
    }
  }
  return at
}
