import { expect, test } from 'vitest'
import { log, notice, written } from '../../tests/made-up-run.ts'
import { ColumnStore } from '../trace-data/column-store.ts'
import { type LINE_FORMATS, linesText, lineText } from './line-text.ts'

const store = ColumnStore.of([
  log('order 7 is paid', 1, {
    template: 'order {order} is paid',
    fields: { order: 7, total: 65.45 },
  }),
  written('hello', 2.5, 'error'),
  notice('mind the gap', 4),
])

const text = (format: (typeof LINE_FORMATS)[number]) => {
  const slices = linesText(store, Uint32Array.of(0, 1, 2), format, 1, () => 0)
  for (let slice = slices.next(); ; slice = slices.next()) {
    if (slice.done) return slice.value.join('').split('\n')
  }
}

test('a line is written as people read it, counted from the beginning of the run', () => {
  expect(text('pretty')).toEqual([
    '     0.0 INFO  shop: order 7 is paid total=65.45',
    '     1.5 ERROR console.error: hello',
    '     3.0 WARN  lab: mind the gap',
    '',
  ])
})

test('every line of the JSON format is JSON, also those that no logger wrote', () => {
  const lines = text('JSON')
    .slice(0, -1)
    .map((line) => JSON.parse(line))
  expect(lines.map(({ level, message, fields }) => [level, message, fields])).toEqual([
    ['info', 'order 7 is paid', { order: 7, total: 65.45 }],
    ['error', 'hello', {}],
    ['warn', 'mind the gap', {}],
  ])
})

test('a line is written as logfmt', () => {
  expect(lineText(store.line(1), 'logfmt', 0)).toBe(
    'time=1970-01-01T00:00:00.002500Z level=error service="" target=console.error msg=hello',
  )
})
