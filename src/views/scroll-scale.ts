/**
 * A scroll scale lets a list be longer than a browser lets any element be. It keeps a place in the list beside that of the
 * scrollbar: small movements move both alike, a leap goes to the same share of both.
 */

/** Firefox goes no higher than 17,895,697. Pixels. */
const HIGHEST = 15_000_000

export interface ScrollPlace {
  /** What the scrollbar says: pixels. */
  readonly bar: number
  /** How far into the list that is: pixels. */
  readonly list: number
}

export const AT_START: ScrollPlace = { bar: 0, list: 0 }

/** How high the element is made that stands for the whole list. @param length of the list; pixels */
export function scrollHeight(length: number): number {
  return Math.min(length, HIGHEST)
}

/**
 * Where in the list the reader is, after the scrollbar has moved.
 * @param length of the list @param page how much of it is in sight; pixels
 */
export function afterScroll(
  before: ScrollPlace,
  bar: number,
  length: number,
  page: number,
): ScrollPlace {
  const lastBar = Math.max(0, scrollHeight(length) - page)
  const last = Math.max(0, length - page)
  if (lastBar === last) return { bar, list: Math.min(bar, last) }
  if (bar <= 0) return AT_START
  if (bar >= lastBar) return { bar, list: last }
  const step = bar - before.bar
  const isLeap = Math.abs(step) > 2 * page
  const list = isLeap ? (bar / lastBar) * last : before.list + step
  return { bar, list: Math.max(0, Math.min(list, last)) }
}

/** Where the scrollbar has to be for a place in the list. */
export function barAt(list: number, length: number, page: number): number {
  const last = Math.max(0, length - page)
  if (last === 0) return 0
  return (Math.min(list, last) / last) * Math.max(0, scrollHeight(length) - page)
}
