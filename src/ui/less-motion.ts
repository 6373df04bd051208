/** Does the reader want less motion? Asked whenever something is about to move: the answer can change. */
export function wantsLessMotion(): boolean {
  return matchMedia('(prefers-reduced-motion: reduce)').matches
}
