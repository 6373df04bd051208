import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { FieldValue } from '../field.ts'
import {
  fromNanos,
  fromOtlpAttributes,
  fromOtlpValue,
  type OtlpValue,
  toNanos,
  toOtlpAttributes,
  toOtlpValue,
} from './otlp-value.ts'

test.each<[value: FieldValue, written: OtlpValue]>([
  ['cup', { stringValue: 'cup' }],
  ['', { stringValue: '' }],
  [true, { boolValue: true }],
  [1042, { intValue: '1042' }],
  [-7, { intValue: '-7' }],
  [0.5, { doubleValue: 0.5 }],
  [1e300, { doubleValue: 1e300 }],
  [null, {}],
  [['cup', 2], { arrayValue: { values: [{ stringValue: 'cup' }, { intValue: '2' }] } }],
  [[], { arrayValue: { values: [] } }],
  [
    { item: { price: null } },
    {
      kvlistValue: {
        values: [
          { key: 'item', value: { kvlistValue: { values: [{ key: 'price', value: {} }] } } },
        ],
      },
    },
  ],
])('%j is written as %j', (value, written) => {
  expect(toOtlpValue(value)).toEqual(written)
  expect(fromOtlpValue(written)).toEqual(value)
})

describe('reading takes what other programs write', () => {
  test.each<[what: string, written: unknown, value: FieldValue]>([
    ['an integer that is a number', { intValue: 10 }, 10],
    ['an integer of 64 bits, digit by digit', { intValue: '9007199254740993' }, '9007199254740993'],
    ['a number that is none', { doubleValue: 'NaN' }, Number.NaN],
    ['an infinite number', { doubleValue: '-Infinity' }, Number.NEGATIVE_INFINITY],
    ['bytes, as they are encoded', { bytesValue: 'aGVsbG8=' }, 'aGVsbG8='],
    ['a list without values', { arrayValue: {} }, []],
    ['a map without values', { kvlistValue: {} }, {}],
    ['nothing', {}, null],
    ['nothing at all', undefined, null],
    ['a text where there should be a value', 'cup', null],
  ])('%s', (_, written, value) => {
    expect(fromOtlpValue(written)).toEqual(value)
  })

  test.each([[undefined], [null], ['no list'], [[null]], [[{ value: { intValue: 1 } }]]])(
    'no attributes in %j',
    (attributes) => {
      expect(fromOtlpAttributes(attributes)).toEqual({})
    },
  )
})

test('an attribute called __proto__ is one like any other', () => {
  const attributes = [{ key: '__proto__', value: { intValue: '1' } }]
  expect(toOtlpAttributes(fromOtlpAttributes(attributes))).toEqual(attributes)
})

const plainValue = fc.jsonValue({ noUnicodeString: false }) as fc.Arbitrary<FieldValue>

test('a value that is written and read is the same', () => {
  fc.assert(
    fc.property(plainValue, (value) => {
      const read = fromOtlpValue(JSON.parse(JSON.stringify(toOtlpValue(value))))
      expect(JSON.stringify(read)).toBe(JSON.stringify(value))
    }),
  )
})

describe('nanoseconds', () => {
  test.each<[time: number, nanos: string]>([
    [0, '0'],
    [1, '1000'],
    [1_763_800_000_123_456, '1763800000123456000'],
    [12.5, '13000'],
    [-5, '0'],
    [Number.NaN, '0'],
    [Number.POSITIVE_INFINITY, '0'],
  ])('%d µs are %s', (time, nanos) => {
    expect(toNanos(time)).toBe(nanos)
  })

  test.each<[nanos: unknown, time: number]>([
    ['1763800000123456789', 1_763_800_000_123_456],
    [1_544_712_660 * 1e9, 1_544_712_660_000_000],
    ['yesterday', 0],
    [undefined, 0],
    [1.5, 0],
  ])('%s are read as %d µs', (nanos, time) => {
    expect(fromNanos(nanos)).toBe(time)
  })

  test('every time is the same when it was written and read', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), (time) => {
        expect(fromNanos(toNanos(time))).toBe(time)
      }),
    )
  })
})
