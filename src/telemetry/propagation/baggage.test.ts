import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { baggage as vectors } from '../../../tests/conformance/baggage.json'
import { recordEachTest } from '../../../tests/recording.ts'
import { Context } from '../context/context.ts'
import { Baggage, type BaggageEntry, baggageOf, withBaggage } from './baggage.ts'
import { BAGGAGE_LIMIT, formatBaggage, parseBaggage, w3cBaggage } from './baggage-header.ts'
import type { Carrier } from './carrier.ts'

const recording = recordEachTest()

/** Baggage as names, values and properties. */
const listed = (baggage: Baggage) =>
  baggage
    .entries()
    .map(([name, { value, properties }]) => [
      name,
      value,
      properties.map(([property, text]) => [property, text ?? null]),
    ])

describe('baggage', () => {
  test('does not change when something is added to it', () => {
    const before = Baggage.of({ user: 'Ada' })
    const after = before.set('user', 'Grace').set('tenant', 'navy')
    expect([before.get('user'), before.get('tenant')]).toEqual(['Ada', undefined])
    expect([after.get('user'), after.get('tenant'), after.size]).toEqual(['Grace', 'navy', 2])
  })

  test('does not change when something is deleted from it', () => {
    const before = Baggage.of({ user: 'Ada' })
    expect(before.delete('user').size).toBe(0)
    expect(before.get('user')).toBe('Ada')
    expect(before.delete('tenant')).toBe(before)
  })

  test('keeps properties as they were when they were given', () => {
    const properties: [string, string?][] = [['ttl', '30'], ['secret']]
    const baggage = Baggage.EMPTY.set('user', 'Ada', properties)
    properties.pop()
    expect(baggage.entry('user')).toEqual({ value: 'Ada', properties: [['ttl', '30'], ['secret']] })
  })

  test('takes texts: other values become some', () => {
    expect(Baggage.of({ order: 1042 }).get('order')).toBe('1042')
  })

  test('can have names that objects have', () => {
    const baggage = Baggage.EMPTY.set('__proto__', 'a')
    expect(baggage.get('__proto__')).toBe('a')
    expect(Baggage.EMPTY.get('constructor')).toBeUndefined()
  })

  test.each<[what: string, name: unknown]>([
    ['a space', 'user id'],
    ['nothing', ''],
    ['a comma', 'a,b'],
    ['no ASCII', 'größe'],
    ['no text', undefined],
  ])('has no name with %s', (_, name) => {
    expect(Baggage.EMPTY.set(name as string, '1')).toBe(Baggage.EMPTY)
    expect(Baggage.EMPTY.set('user', '1', [[name as string]])).toBe(Baggage.EMPTY)
    expect(recording.said()).toEqual([
      `notice: “${name}” can't be a name in baggage; it was left out.`,
      "notice: Properties in baggage are such as ['ttl', '30']; “user” was left out.",
    ])
  })

  test.each<[what: string, properties: unknown]>([
    ['a text, as OpenTelemetry has them', 'ttl=30'],
    ['a list of texts', ['ttl=30']],
    ['nothing', null],
  ])('has no properties that are %s', (_, properties) => {
    expect(Baggage.EMPTY.set('user', 'Ada', properties as never)).toBe(Baggage.EMPTY)
    expect(recording.said()).toHaveLength(1)
  })

  test('of an object that can not be read holds what could be read of it', () => {
    const values = {
      user: 'Ada',
      get tenant(): string {
        throw new Error('no')
      },
    }
    expect(
      Baggage.of(values)
        .entries()
        .map(([name]) => name),
    ).toEqual(['user', 'tenant'])
    expect(withBaggage(Context.ROOT, null as never)).toBeInstanceOf(Context)
  })
})

describe('the baggage of a context', () => {
  test('is empty at first', () => {
    expect(baggageOf(Context.ROOT)).toBe(Baggage.EMPTY)
  })

  test('belongs to that context', () => {
    const outer = withBaggage(Context.ROOT, { user: 'Ada' })
    const inner = withBaggage(outer, baggageOf(outer).set('tenant', 'navy'))
    expect(listed(baggageOf(outer))).toEqual([['user', 'Ada', []]])
    expect(listed(baggageOf(inner))).toEqual([
      ['user', 'Ada', []],
      ['tenant', 'navy', []],
    ])
  })
})

describe('reading a header', () => {
  test.each(vectors)('agrees with the W3C: $header', ({ header, entries }) => {
    expect(listed(parseBaggage(header))).toEqual(entries)
    expect(recording.said()).toEqual([])
  })

  test('believes the last entry of a name', () => {
    expect(listed(parseBaggage('a=1,b=2,a=3'))).toEqual([
      ['a', '3', []],
      ['b', '2', []],
    ])
  })

  test('reads past empty entries', () => {
    expect(listed(parseBaggage(', ,a=1,,'))).toEqual([['a', '1', []]])
    expect(recording.said()).toEqual([])
  })

  test.each([
    ['no equals sign', 'a'],
    ['no name', '=1'],
    ['a name that is none', 'a b=1'],
    ['a space in its value', 'a=1 2'],
    ['a quote in its value', 'a="1"'],
    ['a backslash in its value', 'a=\\1'],
    ['a control character in its value', 'a=\u0007'],
    ['more than ASCII in its value', 'a=é'],
    ['an empty property', 'a=1;'],
    ['a property that is none', 'a=1;b c'],
  ])('leaves out an entry with %s, and no other', (_, entry) => {
    expect(listed(parseBaggage(`first=1,${entry},last=2`))).toEqual([
      ['first', '1', []],
      ['last', '2', []],
    ])
    expect(recording.said()).toEqual([expect.stringContaining('was left out: 1, from “')])
  })

  test.each([
    ['%ff', '\ufffd'],
    ['a%c3%28b', 'a\ufffd(b'],
    ['%e2%82', '\ufffd\ufffd'],
    ['%f0%9f%98%80', '😀'],
    ['100%', '100%'],
    ['%zz', '%zz'],
    ['%C3%A9', 'é'],
  ])('decodes %s, with U+FFFD for bytes that are no UTF-8', (encoded, value) => {
    expect(parseBaggage(`a=${encoded}`).get('a')).toBe(value)
  })

  test('reads 8192 bytes and not more', () => {
    const exactly = `a=${'x'.repeat(4000)},b=${'y'.repeat(BAGGAGE_LIMIT - 4005)}`
    expect(parseBaggage(exactly).size).toBe(2)
    expect(listed(parseBaggage(`${exactly}y,c=1`)).map(([name]) => name)).toEqual(['a'])
    expect(recording.said()).toEqual([expect.stringContaining('was left out: 2, from “b=yyy')])
  })

  test('never throws', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: 'binary' })), (header) => {
        const again = parseBaggage(formatBaggage(parseBaggage(header)))
        expect(listed(again)).toEqual(listed(parseBaggage(header)))
      }),
    )
  })
})

describe('writing a header', () => {
  test('is undone by reading it', () => {
    const name = fc.stringMatching(/^[!#$%&'*+\-.^_`|~0-9a-zA-Z]{1,20}$/)
    const text = fc.string({ unit: 'grapheme' })
    const property = fc.oneof(fc.tuple(name), fc.tuple(name, text))
    const entry = fc.record({ value: text, properties: fc.array(property, { maxLength: 3 }) })
    const entries = fc.uniqueArray(fc.tuple(name, entry), {
      selector: ([key]) => key,
      maxLength: 8,
    })
    fc.assert(
      fc.property(entries, (pairs: [string, BaggageEntry][]) => {
        const baggage = Baggage.from(pairs)
        expect(listed(parseBaggage(formatBaggage(baggage)))).toEqual(listed(baggage))
      }),
    )
  })

  test('replaces half a character, which has no bytes', () => {
    expect(formatBaggage(Baggage.of({ a: '\ud83d' }))).toBe('a=%EF%BF%BD')
  })

  test.each([
    ['64 entries', entriesOf(64, 'value')],
    ['one entry of 8192 bytes', { a: 'x'.repeat(BAGGAGE_LIMIT - 2) }],
    ['512 entries of 8191 bytes', entriesOf(512, '0123456789a')],
  ])('has room for %s', (_, values) => {
    const header = formatBaggage(Baggage.of(values))
    expect(header.split(',')).toHaveLength(Object.keys(values).length)
    expect(recording.said()).toEqual([])
  })

  test('leaves out what does not fit, whole entries, and counts it', () => {
    const baggage = Baggage.of({ a: '1', big: 'x'.repeat(BAGGAGE_LIMIT), b: '2' })
    expect(formatBaggage(baggage)).toBe('a=1,b=2')
    expect(recording.said()).toEqual([
      'notice: 1 of 3 entries of baggage did not fit and were left out.',
    ])
  })
})

describe('a carrier', () => {
  test('takes baggage to another process', () => {
    const carrier: Carrier = {}
    w3cBaggage.inject(withBaggage(Context.ROOT, { user: 'Amélie', plan: 'gold' }), carrier)
    expect(carrier).toEqual({ baggage: 'user=Am%C3%A9lie,plan=gold' })
    expect(baggageOf(w3cBaggage.extract(Context.ROOT, carrier)).get('user')).toBe('Amélie')
  })

  test('carries nothing if there is no baggage', () => {
    const carrier = {}
    w3cBaggage.inject(Context.ROOT, carrier)
    expect(carrier).toEqual({})
  })

  test('can bring baggage in several headers', () => {
    const carrier = { baggage: ['userId=alice', 'serverNode=DF%2028,isProduction=false'] }
    expect(listed(baggageOf(w3cBaggage.extract(Context.ROOT, carrier)))).toEqual([
      ['userId', 'alice', []],
      ['serverNode', 'DF 28', []],
      ['isProduction', 'false', []],
    ])
  })

  test.each([{}, { baggage: '' }, { baggage: 'of no form' }])(
    'with %j leaves the context as it is',
    (carrier) => {
      const context = withBaggage(Context.ROOT, { user: 'Ada' })
      expect(w3cBaggage.extract(context, carrier)).toBe(context)
    },
  )
})

/** Their names have three characters: with the equals sign and the comma, five bytes more than the value. */
function entriesOf(count: number, value: string): Record<string, string> {
  const numbers = Array.from({ length: count }, (_, index) => 100 + index)
  return Object.fromEntries(numbers.map((number) => [number, value]))
}
