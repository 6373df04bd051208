/** A text change is one stretch of a text that another text replaces. */

export interface TextChange {
  /** Where the replaced stretch begins and ends in the old text, in UTF-16 units. */
  readonly start: number
  readonly end: number
  readonly text: string
}

/** The shortest single change that makes one text of another; nothing if they are the same. */
export function changeBetween(before: string, after: string): TextChange | undefined {
  if (before === after) return undefined
  const shorter = Math.min(before.length, after.length)
  let start = 0
  while (start < shorter && before[start] === after[start]) start++
  if (isWithinPair(before, start) || isWithinPair(after, start)) start--
  let tail = 0
  while (tail < shorter - start && before.at(-1 - tail) === after.at(-1 - tail)) tail++
  if (isWithinPair(before, before.length - tail) || isWithinPair(after, after.length - tail)) tail--
  return {
    start,
    end: before.length - tail,
    text: after.slice(start, after.length - tail),
  }
}

/** Between the two halves of a character that takes two units. */
function isWithinPair(text: string, offset: number): boolean {
  return isUnit(text, offset - 1, 0xd800) && isUnit(text, offset, 0xdc00)
}

function isUnit(text: string, offset: number, kind: 0xd800 | 0xdc00): boolean {
  return (text.charCodeAt(offset) & 0xfc00) === kind
}
