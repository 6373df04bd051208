import { expect, test } from 'vitest'
import { SPAN_PROBLEMS } from '../trace-data/span-problems.ts'
import { spanProblemText } from './span-problem-text.ts'

const SPAN = {
  start: 5_000,
  end: 1_000,
  spanId: 'b7ad6b7169203331',
  parentSpanId: '00f067aa0ba902b7',
  parentStart: 9_000,
  parentEnd: 500,
  isGrowing: false,
}

test('each problem is told in a sentence, with what it may come from', () => {
  const sentences = SPAN_PROBLEMS.map((problem) => spanProblemText(problem, SPAN))
  expect(sentences.join('\n')).toMatchInlineSnapshot(`
    "It was never ended: every way out of its code has to end it, also the one by an error.
    It was ended more than once; its first end counts.
    It ends 4 ms before it begins: its two times come from clocks that differ.
    It begins 4 ms before its parent: the clocks of their services differ, or it has the wrong parent.
    It ends 500 µs after its parent: the parent did not wait for it, or the clocks of their services differ.
    An earlier span has the same id, b7ad6b7169203331: whatever names it may mean either.
    Its parent, 00f067aa0ba902b7, is not in this run: it was not recorded, not kept, or comes later.
    It names itself as its parent; it is shown as a root.
    Its parents lead back to it, in a circle; the one that began first is shown as a root.
    It was changed after its end; the standard leaves such changes out."
  `)
})

test('what goes on may still end', () => {
  expect(spanProblemText('never-ended', { ...SPAN, isGrowing: true })).toBe('It has not ended yet.')
})
