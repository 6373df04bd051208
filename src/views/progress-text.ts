/** Progress text is how far a long computation is, and how long it may still take. */

interface Progress {
  readonly done: number
  readonly total: number
  /** Real milliseconds that are left, if they can be told yet. */
  readonly left?: number
}

/** `1,200,000 of 5,000,000 · about 4 s left` */
export function progressText({ done, total, left }: Progress): string {
  const counts = `${done.toLocaleString('en')} of ${total.toLocaleString('en')}`
  return left === undefined ? counts : `${counts} · about ${Math.ceil(left / 1000)} s left`
}
