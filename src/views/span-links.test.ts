import { expect, test } from 'vitest'
import { span, spanStart } from '../../tests/made-up-run.ts'
import type { TelemetryEvent } from '../telemetry/telemetry-event.ts'
import { ColumnStore } from '../trace-data/column-store.ts'
import { EventColumns } from '../trace-data/event-columns.ts'
import { SpanLinks } from './span-links.ts'

const linkTo = (spanId: string) => ({
  context: { traceId: 'b'.repeat(32), spanId, traceFlags: 1 },
  attributes: {},
})

function jumps(links: SpanLinks, row: number): string[] {
  return links.of(row).map((jump) => `${jump.direction} ${jump.spanId} (${jump.row})`)
}

test('a link can be followed both ways', () => {
  const store = ColumnStore.of([
    ...span('sent', 0, 1),
    ...span('handled', 5, 9, { links: [linkTo('sent'), linkTo('elsewhere')] }),
    spanStart('again', 9),
    { kind: 'link', spanId: 'again', link: linkTo('sent') },
  ])
  const links = new SpanLinks(store)
  expect(jumps(links, 0)).toEqual(['from handled (1)', 'from again (2)'])
  expect(jumps(links, 1)).toEqual(['to sent (0)', 'to elsewhere (-1)'])
  expect(jumps(links, 2)).toEqual(['to sent (0)'])
})

test('links come as the run goes on, also before their spans', () => {
  const [columns, store] = [new EventColumns(), new ColumnStore()]
  const links = new SpanLinks(store)
  const add = (...events: readonly TelemetryEvent[]) => {
    for (const event of events) columns.append(event)
    store.append(columns.take())
    links.grow()
  }
  add(spanStart('handled', 5, { links: [linkTo('sent')] }), {
    kind: 'link',
    spanId: 'late',
    link: linkTo('handled'),
  })
  expect(jumps(links, 0)).toEqual(['to sent (-1)'])
  add(spanStart('sent'), spanStart('late'))
  expect(jumps(links, 0)).toEqual(['to sent (1)', 'from late (2)'])
  expect(jumps(links, 2)).toEqual(['to handled (0)'])
})
