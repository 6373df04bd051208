/** Spans that contradict themselves or each other: what can be shown is shown, and what can't be is told. */

import type { CaseGroup, HostileCase } from '../hostile-case.ts'

const TRACER = `import { Context, span, startSpan, withSpan } from '@lab/tracer'\n`

/** Spans as a raw program tells them. @param body calls `start(id, parent, time)`, `end(id, time)` and `tell()` */
const told = (name: string, body: string, expects: HostileCase['expects']): HostileCase => ({
  name,
  place: 'worker',
  code: `
const EPOCH = 1740564240000000
const said = []
const start = (spanId, parentSpanId, time = 0, more = {}) => said.push({
  kind: 'span-start', traceId: '1'.repeat(32), spanId, ...(parentSpanId && { parentSpanId }), traceFlags: 1,
  name: spanId, spanKind: 'internal', service: 'program', scope: { name: 'raw' }, time: EPOCH + time,
  attributes: {}, links: [], site: 0, ...more,
})
const finish = (spanId, time = 5) => said.push({ kind: 'span-end', spanId, time: EPOCH + time })
const tell = () => {
  while (said.length > 0) post(events(said.splice(0, 100)))
}
${body}
tell()
say('after')
end()`,
  expects,
})

const DEEP = `for (let i = 0; i < 100_000; i++) start('s' + i, i > 0 && 's' + (i - 1), i)`

export const MALFORMED_SPANS: CaseGroup = {
  name: 'malformed spans',
  cases: [
    {
      name: 'never ends its span',
      code: `${TRACER}startSpan('left open')\nconsole.log('after')`,
      expects: { spans: ['left open'], spanCount: 1, says: ['after', /never ended|not ended/] },
    },
    {
      name: 'ends a span twice',
      code: `${TRACER}const it = startSpan('twice')\nit.end()\nit.end()`,
      expects: { spans: ['twice'], spanCount: 1, says: ['which had ended; it had no effect'] },
    },
    {
      name: 'ends a span before it began',
      code: `${TRACER}startSpan('backwards', { startTime: 2e15 }).end(1e15)`,
      expects: { spans: ['backwards'], spanCount: 1, says: ['was ended before it began'] },
    },
    {
      name: 'gives a span times that are none',
      code: `${TRACER}
for (const time of [NaN, Infinity, -Infinity, 0.5, -1, '12' as never, null as never, {} as never, 2 ** 60]) {
  startSpan('odd', { startTime: time }).addEvent('event', {}, time).end(time)
}
console.log('after')`,
      expects: { says: ['after'], spanCount: 9 },
    },
    {
      name: 'changes a span after its end',
      code: `${TRACER}const it = startSpan('over')\nit.end()\nit.setAttribute('late', 1).addEvent('late').updateName('late').setStatus({ code: 'error' })`,
      expects: { spans: ['over'], spanCount: 1, says: ['it had no effect'] },
    },
    {
      name: 'ends parents before their children',
      code: `${TRACER}const outer = startSpan('outer')
const inner = startSpan('inner', {}, withSpan(Context.ROOT ?? undefined as never, outer))
outer.end()
inner.end()`,
      expects: { spans: ['outer'], spanCount: 2 },
    },
    {
      name: 'nests spans thousands deep',
      code: `${TRACER}import { context } from '@lab/tracer'
let around = context.active()
for (let i = 0; i < 15_000; i++) around = withSpan(around, startSpan('s' + i, {}, around))
console.log('after')`,
      expects: { spans: ['s0', 's1'], spanCount: 15_000, lineCount: 15_001 },
    },
    {
      name: 'begins ten thousand traces',
      code: `${TRACER}for (let i = 0; i < 10_000; i++) span('root' + i, () => {})`,
      expects: { spans: ['root0'], spanCount: 10_000 },
    },
    {
      name: 'gives spans names that are none',
      code: `${TRACER}for (const name of ['', null, undefined, Symbol('s'), {}, 'x'.repeat(1e6), { toString() { throw 1 } }]) {
  startSpan(name as never, { kind: 'wrong' as never, attributes: 5 as never, links: [null, 1] as never }).end()
}
console.log('after')`,
      expects: { spanCount: 7, says: ['after'], dropped: '1 value was too large' },
    },
    told('tells of one span twice', `start('a')\nstart('a')\nfinish('a')`, {
      spans: ['a', 'a'],
      spanCount: 2,
      says: ['after'],
    }),
    told(
      'tells of a second end, and of an end without a beginning',
      `start('a')\nfor (let i = 1; i < 9; i++) finish('a', i)\nfinish('nobody')`,
      {
        spans: ['a'],
        spanCount: 1,
        says: ['after'],
      },
    ),
    told(
      'tells of more ends than all limits allow',
      `start('a')\nfor (let i = 0; i < 200_000; i++) finish('a', i)`,
      { phase: 'stopped', problem: 'interfered with the lab', spans: ['a'] },
    ),
    told(
      'tells of a span whose parent is not there',
      `start('orphan', 'nowhere')\nfinish('orphan')`,
      {
        spans: ['orphan'],
        spanCount: 1,
        says: ['after'],
      },
    ),
    told('tells of a span that is its own parent', `start('self', 'self')\nfinish('self')`, {
      spans: ['self'],
      spanCount: 1,
      says: ['after'],
    }),
    told(
      'tells of spans that are each other’s parents',
      `start('a', 'c')\nstart('b', 'a')\nstart('c', 'b')\nfor (const id of 'abc') finish(id)`,
      { spans: ['a', 'b', 'c'], spanCount: 3, says: ['after'] },
    ),
    told('tells of an end without a beginning', `finish('nobody')`, {
      spanCount: 0,
      phase: /done|stopped/,
      problem: /.?/,
    }),
    told('tells of an end before the beginning', `start('a', undefined, 9)\nfinish('a', 1)`, {
      spans: ['a'],
      spanCount: 1,
      says: ['after'],
    }),
    {
      ...told('tells of a hundred thousand nested spans where so many are let through', DEEP, {
        spanCount: 100_000,
        spans: ['s0', 's1', 's2'],
        says: ['after'],
      }),
      limits: { spans: 100_000 },
      longestGap: 3000,
    },
    told('tells of a hundred thousand nested spans', DEEP, {
      phase: 'stopped',
      problem: 'interfered with the lab',
      spans: ['s0', 's1', 's2'],
    }),
    told('tells of ten thousand roots', `for (let i = 0; i < 10_000; i++) start('r' + i)`, {
      spanCount: 10_000,
      spans: ['r0'],
      says: ['after'],
    }),
    told(
      'tells of times at the edges of what there is',
      `start('past', undefined, -1740564240000000)\nstart('future', undefined, Number.MAX_SAFE_INTEGER - EPOCH)\nfinish('past', 0)`,
      { spans: ['past', 'future'], spanCount: 2, says: ['after'] },
    ),
  ],
}
