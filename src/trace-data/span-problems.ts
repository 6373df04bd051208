/** Span problems are what is odd about a span. None of them is a reason to leave it out. */

/** Each is a bit of the column `problems`: the first one is 1, the second one 2, and so on. */
export const SPAN_PROBLEMS = [
  /** It has no end, or none yet. */
  'never-ended',
  /** The first end counts. */
  'ended-twice',
  'ends-before-start',
  /** The clocks of two services differ, or the parent is the wrong one. */
  'starts-before-parent',
  /** As above; or the parent did not wait for it. */
  'ends-after-parent',
  /** An earlier span has the same id. */
  'second-with-id',
  /** The span that it names as its parent is not in this run, or not yet. */
  'parent-missing',
  /** It names itself as its parent. */
  'own-parent',
  /** Its parent, or a parent of that one, names it as the parent. */
  'in-circle',
  'changed-after-end',
] as const

export type SpanProblem = (typeof SPAN_PROBLEMS)[number]

/** The bit of each. */
export const PROBLEM = Object.fromEntries(
  SPAN_PROBLEMS.map((problem, index) => [problem, 1 << index]),
) as Readonly<Record<SpanProblem, number>>

/** How often each occurs. */
export type ProblemCounts = Readonly<Record<SpanProblem, number>>

/** The problems of a span, by their bits. */
export function problemsIn(bits: number): SpanProblem[] {
  return SPAN_PROBLEMS.filter((problem) => (bits & PROBLEM[problem]) !== 0)
}
