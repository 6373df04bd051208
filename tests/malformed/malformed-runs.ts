/** Malformed runs: one for each way in which the telemetry of a program can contradict itself, with what is to be seen of it. */

import type { TelemetryEvent } from '../../src/telemetry/telemetry-event.ts'
import type { SpanProblem } from '../../src/trace-data/span-problems.ts'
import { failed, log, span, spanEnd, spanStart } from '../made-up-run.ts'

export interface MalformedRun {
  readonly kind: string
  readonly events: readonly TelemetryEvent[]
  /** Names of all its spans, in the order in which they came. */
  readonly kept: readonly string[]
  /** Which of them is odd; all others of the run are not, unless they say so. */
  readonly odd?: string
  readonly problems: readonly SpanProblem[]
  /** How it is marked in the waterfall, and explained in its details. */
  readonly mark: string
  readonly sentence: string
  /** The run goes on. */
  readonly isGrowing?: boolean
}

const kindOf = (
  kind: string,
  events: readonly (TelemetryEvent | readonly TelemetryEvent[])[],
  rest: Omit<MalformedRun, 'kind' | 'events'>,
): MalformedRun => ({ kind, events: events.flat(), ...rest })

/** More than any limit lets through: a view has to bear what a recorded run may bring. */
const HUGE = 'x'.repeat(100_000)

export const MALFORMED_RUNS: readonly MalformedRun[] = [
  kindOf('a span in progress', [spanStart('open', 0), log('so far', 3, { span: 'open' })], {
    kept: ['open'],
    problems: ['never-ended'],
    mark: 'running',
    sentence: 'It has not ended yet.',
    isGrowing: true,
  }),
  kindOf('a span that never ends', [spanStart('open', 0), log('over', 5)], {
    kept: ['open'],
    problems: ['never-ended'],
    mark: 'never ended',
    sentence: 'It was never ended',
  }),
  kindOf('a span that ends twice', [span('twice', 0, 5), spanEnd('twice', 9)], {
    kept: ['twice'],
    problems: ['ended-twice'],
    mark: 'ended twice',
    sentence: 'its first end counts',
  }),
  kindOf('a span that ends before it begins', [span('back', 30, 10)], {
    kept: ['back'],
    problems: ['ends-before-start'],
    mark: 'ended before it began',
    sentence: 'It ends 20 ms before it begins',
  }),
  kindOf(
    'two spans with one id',
    [span('first', 0, 5, { spanId: 'same' }), span('second', 6, 9, { spanId: 'same' })],
    {
      kept: ['first', 'second'],
      odd: 'second',
      problems: ['second-with-id'],
      mark: 'same id as another',
      sentence: 'An earlier span has the same id, same',
    },
  ),
  kindOf('an orphan', [span('orphan', 0, 5, { parent: 'nowhere' })], {
    kept: ['orphan'],
    problems: ['parent-missing'],
    mark: 'no parent here',
    sentence: 'Its parent, nowhere, is not in this run',
  }),
  kindOf('a span that is its own parent', [span('self', 0, 5, { parent: 'self' })], {
    kept: ['self'],
    problems: ['own-parent'],
    mark: 'its own parent',
    sentence: 'It names itself as its parent',
  }),
  kindOf(
    'a circle of parents',
    [
      span('a', 0, 9, { parent: 'c' }),
      span('b', 1, 8, { parent: 'a' }),
      span('c', 2, 7, { parent: 'b' }),
    ],
    {
      kept: ['a', 'b', 'c'],
      odd: 'b',
      problems: ['in-circle'],
      mark: 'parent in a circle',
      sentence: 'Its parents lead back to it, in a circle',
    },
  ),
  kindOf(
    'a child that begins before its parent, as with clocks that differ',
    [span('parent', 10, 20), span('early', 4, 15, { parent: 'parent', service: 'bank' })],
    {
      kept: ['parent', 'early'],
      odd: 'early',
      problems: ['starts-before-parent'],
      mark: 'began before its parent',
      sentence: 'It begins 6 ms before its parent',
    },
  ),
  kindOf(
    'a child that outlives its parent',
    [span('parent', 0, 10), span('late', 5, 25, { parent: 'parent' })],
    {
      kept: ['parent', 'late'],
      odd: 'late',
      problems: ['ends-after-parent'],
      mark: 'outlives its parent',
      sentence: 'It ends 15 ms after its parent',
    },
  ),
  kindOf('a change after the end', [span('over', 0, 5), failed('over', 'too late')], {
    kept: ['over'],
    problems: ['changed-after-end'],
    mark: 'changed after its end',
    sentence: 'It was changed after its end',
  }),
  kindOf(
    'events in no order: the end and the child before the beginning',
    [
      spanEnd('parent', 9),
      span('child', 2, 5, { parent: 'parent' }),
      log('in the child', 3, { span: 'child' }),
      spanStart('parent', 0),
    ],
    { kept: ['child', 'parent'], odd: 'parent', problems: [], mark: 'parent', sentence: '9 ms' },
  ),
  kindOf(
    'huge attributes and an endless name',
    [
      span('huge', 0, 5, { name: HUGE, attributes: { [HUGE]: HUGE, list: [HUGE, HUGE] } }),
      log(HUGE, 2, { span: 'huge', fields: { [HUGE]: HUGE } }),
    ],
    { kept: [HUGE], problems: [], mark: '5 ms', sentence: 'xxxx' },
  ),
  kindOf(
    'ids and names that hide and turn text around',
    [
      span('\u202eevil\u0000', 0, 5, {
        spanId: '\u0007<b>',
        parent: '\u200b',
        service: '\u001b[31m',
      }),
      log('\u202eolleh', 2, { span: '\u0007<b>' }),
    ],
    {
      kept: ['\u202eevil\u0000'],
      problems: ['parent-missing'],
      mark: '⟨U+202E⟩evil⟨U+0000⟩',
      sentence: 'Its parent, ⟨U+200B⟩, is not in this run',
    },
  ),
  kindOf('empty ids, names and services', [span('', 0, 5, { traceId: '', service: '' })], {
    kept: [''],
    problems: [],
    mark: '5 ms',
    sentence: '5 ms',
  }),
  kindOf(
    'times at the edges of what numbers can tell',
    [
      span('all', -Number.MAX_SAFE_INTEGER / 1000, Number.MAX_SAFE_INTEGER / 1000),
      span('point', 0, 0, { parent: 'all' }),
    ],
    { kept: ['all', 'point'], odd: 'point', problems: [], mark: 'point', sentence: '0' },
  ),
]
