import fc from 'fast-check'
import { expect, test } from 'vitest'
import { arbitraryEvent } from '../../tests/arbitrary-events.ts'
import { log } from '../../tests/made-up-run.ts'
import { ColumnStore } from './column-store.ts'
import { FieldLookup, NO_FIELD } from './field-lookup.ts'
import { FieldNames } from './field-names.ts'

test('every field of a line and every attribute of a span is found by its name, and no others', () => {
  fc.assert(
    fc.property(fc.array(arbitraryEvent, { maxLength: 60 }), (events) => {
      const store = ColumnStore.of(events)
      const names = new FieldNames(store.rows)
      const seen = { lines: new Set<string>(), spans: new Set<string>() }
      const check = (name: string, fields: Record<string, unknown>, row: number) => {
        const lookup = new FieldLookup(store.rows, name)
        const found = row < 0 ? lookup.inSpan(-row - 1) : lookup.inLine(row)
        if (Object.hasOwn(fields, name)) expect(lookup.value(found)).toEqual(fields[name])
        else expect(found).toBe(NO_FIELD)
      }
      for (let row = 0; row < store.lineCount; row++) {
        const line = store.line(row)
        const fields = line.kind === 'log' ? line.fields : {}
        for (const name of [...Object.keys(fields), 'constructor']) check(name, fields, row)
        for (const name of Object.keys(fields)) seen.lines.add(name)
      }
      for (let row = 0; row < store.spanCount; row++) {
        const { attributes } = store.spanRecord(row)
        for (const name of [...Object.keys(attributes), 'constructor']) {
          check(name, attributes, -row - 1)
        }
        for (const name of Object.keys(attributes)) seen.spans.add(name)
      }
      expect(new Set(names.ofLines.keys())).toEqual(seen.lines)
      for (const name of seen.spans) expect(names.ofSpans.has(name)).toBe(true)
    }),
  )
})

test('a name is that of a number if one of its fields is', () => {
  const store = ColumnStore.of([
    log('a', 1, { fields: { took: 'long', vip: true } }),
    log('b', 2, { fields: { took: 2.5, order: 7 } }),
  ])
  expect([...new FieldNames(store.rows).ofLines]).toEqual([
    ['took', true],
    ['vip', false],
    ['order', true],
  ])
})
