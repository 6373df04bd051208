/** Span problem text says what is odd about a span, and what it may come from: a sentence for each problem. */

import type { SpanProblem } from '../trace-data/span-problems.ts'
import { durationText } from './duration-text.ts'

/** What a sentence may need to know of a span. Microseconds since the Unix epoch; an end that is not there is NaN. */
export interface OddSpan {
  readonly start: number
  readonly end: number
  readonly spanId: string
  readonly parentSpanId: string | undefined
  /** Of the span under which it stands, or stood before its circle was cut open. */
  readonly parentStart: number
  readonly parentEnd: number
  /** The run goes on: what has not ended yet may still do so. */
  readonly isGrowing: boolean
}

/** @returns text as the program gave it: ids may hold anything */
export function spanProblemText(problem: SpanProblem, span: OddSpan): string {
  switch (problem) {
    case 'never-ended':
      return span.isGrowing
        ? 'It has not ended yet.'
        : 'It was never ended: every way out of its code has to end it, also the one by an error.'
    case 'ended-twice':
      return 'It was ended more than once; its first end counts.'
    case 'ends-before-start':
      return `It ends ${durationText(span.start - span.end)} before it begins: its two times come from clocks that differ.`
    case 'starts-before-parent':
      return `It begins ${durationText(span.parentStart - span.start)} before its parent: the clocks of their services differ, or it has the wrong parent.`
    case 'ends-after-parent':
      return `It ends ${durationText(span.end - span.parentEnd)} after its parent: the parent did not wait for it, or the clocks of their services differ.`
    case 'second-with-id':
      return `An earlier span has the same id, ${span.spanId}: whatever names it may mean either.`
    case 'parent-missing':
      return `Its parent, ${span.parentSpanId}, is not in this run: it was not recorded, not kept, or comes later.`
    case 'own-parent':
      return 'It names itself as its parent; it is shown as a root.'
    case 'in-circle':
      return 'Its parents lead back to it, in a circle; the one that began first is shown as a root.'
    case 'changed-after-end':
      return 'It was changed after its end; the standard leaves such changes out.'
  }
}
