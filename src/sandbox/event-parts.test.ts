import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { log, spanStart, written } from '../../tests/made-up-run.ts'
import { batchOf } from '../../tests/sent-events.ts'
import type { Fields, FieldValue } from '../telemetry/field.ts'
import type { TelemetryEvent } from '../telemetry/telemetry-event.ts'
import { ColumnStore } from '../trace-data/column-store.ts'
import { BatchValidator } from '../trace-data/validate-batch.ts'
import { BATCH_LIMITS } from './batch-limits.ts'
import { CutParts, cutText } from './event-parts.ts'
import { MAX_FIELDS, MAX_ITEMS, MAX_NAME, MAX_NESTING, MAX_TEXT, MAX_VALUE } from './limits.ts'
import { NotPlain, plainEvent } from './plain-event.ts'

/** An event as it is sent, and how often something was cut. */
function sent(event: unknown): { event: TelemetryEvent; cuts: number } {
  const parts = new CutParts()
  parts.begin()
  return { event: plainEvent(event, parts), cuts: parts.cuts }
}

/** What becomes of a value as a field. */
function fieldsSent(fields: object): { fields: Fields; cuts: number } {
  const { event, cuts } = sent(log('', 0, { fields: fields as Fields }))
  return { fields: event.kind === 'log' ? event.fields : {}, cuts }
}

const numbered = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`n${index}`, index]))

describe('what is too long is cut, says so, and is counted:', () => {
  test('texts', () => {
    const { event, cuts } = sent(written('x'.repeat(MAX_TEXT + 7)))
    const text = event.kind === 'console' ? event.text : ''
    expect(text).toMatch(/^x+… \(31 more characters\)$/)
    expect(text.length).toBeLessThanOrEqual(MAX_TEXT)
    expect(cuts).toBe(1)
  })

  test('names', () => {
    const { event, cuts } = sent(spanStart('x', 0, { name: 'y'.repeat(MAX_NAME + 1) }))
    const { name } = event as TelemetryEvent & { kind: 'span-start' }
    expect(name).toMatch(/^y+… \(24 more characters\)$/)
    expect(name.length).toBeLessThanOrEqual(MAX_NAME)
    expect(cuts).toBe(1)
  })

  test('the names and values of fields', () => {
    const { fields, cuts } = fieldsSent({ ['k'.repeat(200)]: ['v'.repeat(5_000)] })
    const [[name, value] = []] = Object.entries(fields)
    expect(name).toMatch(/^k+… \(95 more characters\)$/)
    expect(value).toEqual([expect.stringMatching(/^v+… \(\d+ more characters\)$/)])
    expect(cuts).toBe(2)
  })

  test('fields', () => {
    const { fields, cuts } = fieldsSent(numbered(MAX_FIELDS + 6))
    expect(Object.keys(fields)).toHaveLength(MAX_FIELDS + 1)
    expect([fields['…'], cuts]).toEqual(['6 more fields', 1])
  })

  test('members', () => {
    const { fields, cuts } = fieldsSent({ cart: numbered(MAX_ITEMS + 6) })
    expect(Object.keys(fields.cart as Fields)).toHaveLength(MAX_ITEMS + 1)
    expect(fields.cart).toMatchObject({ '…': '6 more members' })
    expect(cuts).toBe(1)
  })

  test('lists', () => {
    const { fields, cuts } = fieldsSent({ items: Array(MAX_ITEMS + 6).fill(1) })
    expect(fields.items).toHaveLength(MAX_ITEMS + 1)
    expect((fields.items as unknown[]).at(-1)).toBe('… 6 more items')
    expect(cuts).toBe(1)
  })

  test('all that is in one field, whatever it is made of', () => {
    const lists = Array(100).fill(Array(100).fill('tea'))
    const { fields, cuts } = fieldsSent({ lists, after: 'here' })
    expect(JSON.stringify(fields.lists).length).toBeLessThan(3 * MAX_VALUE)
    expect((fields.lists as unknown[]).at(-1)).toMatch(/^… \d+ more items$/)
    expect(fields.after).toBe('here')
    expect(cuts).toBeGreaterThan(0)
  })

  test('links', () => {
    const link = { context: { traceId: 'a', spanId: 'b', traceFlags: 1 }, attributes: {} }
    const { event, cuts } = sent(spanStart('x', 0, { links: Array(100).fill(link) }))
    expect([event.kind === 'span-start' && event.links.length, cuts]).toEqual([MAX_FIELDS, 1])
  })

  test('nesting', () => {
    const deep = (levels: number): FieldValue => (levels === 0 ? 'end' : [deep(levels - 1)])
    expect(fieldsSent({ deep: deep(MAX_NESTING) }).fields).toEqual({ deep: deep(MAX_NESTING) })
    const { fields } = fieldsSent({ deep: deep(MAX_NESTING + 1) })
    expect(JSON.stringify(fields.deep)).toBe('[[[[[["[nested too deep]"]]]]]]')
  })
})

describe('what just fits stays whole:', () => {
  test.each<[what: string, event: TelemetryEvent]>([
    ['a text', written('x'.repeat(MAX_TEXT))],
    ['a value', log('', 0, { fields: { a: 'x'.repeat(MAX_TEXT) } })],
    ['fields, and the note of more', log('', 0, { fields: numbered(MAX_FIELDS + 1) })],
    ['a list, and the note of more', log('', 0, { fields: { a: Array(MAX_ITEMS + 1).fill(1) } })],
  ])('%s', (_, event) => {
    expect(sent(event)).toEqual({ event, cuts: 0 })
  })
})

describe('values that no snapshot has are described:', () => {
  test.each<[value: unknown, description: string]>([
    [Number.NaN, 'NaN'],
    [Number.NEGATIVE_INFINITY, '-Infinity'],
    [10n, '[bigint]'],
    [undefined, '[undefined]'],
    [() => 1, '[function]'],
    [Symbol('x'), '[symbol]'],
  ])('%o', (value, description) => {
    expect(fieldsSent({ value }).fields).toEqual({ value: description })
  })
})

test('a text is never cut in the middle of a character', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('🫖', 'é', 'x'), { minLength: 60, maxLength: 90 }),
      (text) => {
        const cut = cutText(text.join(''), 50)
        expect(cut.isWellFormed()).toBe(true)
        expect(cut.length).toBeLessThanOrEqual(50)
      },
    ),
  )
})

test('whatever was cut to size is taken as it is where it arrives, and fits', () => {
  const value = fc.anything({ withBigInt: true, withNullPrototype: true, maxDepth: 9 })
  const long = fc.string({ maxLength: 300 }).map((text) => text.repeat(50))
  const event = fc.record({
    kind: fc.constant('log'),
    time: fc.maxSafeInteger(),
    level: fc.constant('info'),
    target: long,
    message: long,
    template: long,
    fields: fc.dictionary(long, fc.oneof(value, long, fc.array(long)), { maxKeys: 90 }),
    service: long,
    site: fc.maxSafeInteger(),
  })
  fc.assert(
    fc.property(event, (given) => {
      const plain = sent(given).event
      // How much fits into a message is another matter; see `event-sink.ts`.
      const limits = { ...BATCH_LIMITS, batchText: 2 ** 20, bytes: 2 ** 20, json: 2 ** 20 }
      const store = new ColumnStore()
      store.append(new BatchValidator(limits).validate(batchOf([plain])).batch)
      const [arrived] = store.events()
      expect(arrived).toEqual(plain)
      expect(sent(arrived)).toEqual({ event: plain, cuts: expect.any(Number) })
    }),
    { numRuns: 60 },
  )
})

test('what is no event is refused, and nothing else is thrown', () => {
  fc.assert(
    fc.property(fc.anything({ withBigInt: true }), (anything) => {
      try {
        sent(anything)
      } catch (error) {
        expect(error).toBeInstanceOf(NotPlain)
      }
    }),
  )
})
