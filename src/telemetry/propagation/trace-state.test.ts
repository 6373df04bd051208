import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { tracestateKeys, tracestateValues } from '../../../tests/conformance/trace-state.json'
import { recordEachTest } from '../../../tests/recording.ts'
import { TRACE_STATE_LIMIT, TraceState } from './trace-state.ts'

const recording = recordEachTest()

/** A header as it comes out again; `undefined` if it is discarded. */
const through = (header: string) => TraceState.parse(header)?.toString()

/** Keys that OpenTelemetry refuses and the W3C takes, since level 2. */
const LEVEL_2 = ['1_key', '6num']

describe('a key', () => {
  const { w3cLevel2_valid, w3cLevel2_invalid, otelJs_valid, otelJs_invalid } = tracestateKeys

  test.each([...w3cLevel2_valid, ...otelJs_valid, ...LEVEL_2])('may be %s', (key) => {
    expect(through(`${key}=1`)).toBe(`${key}=1`)
    expect(TraceState.EMPTY.set(key, '1').get(key)).toBe('1')
    expect(recording.said()).toEqual([])
  })

  const invalid = [...w3cLevel2_invalid, ...otelJs_invalid].filter((key) => !LEVEL_2.includes(key))
  test.each(invalid)('may not be “%s”', (key) => {
    expect(through(`${key}=1`)).toBeUndefined()
    expect(TraceState.EMPTY.set(key, '1')).toBe(TraceState.EMPTY)
    expect(recording.said()).toEqual([expect.stringContaining("can't stand in a trace state")])
  })
})

describe('a value', () => {
  test.each(tracestateValues.valid)('may be %s', (value) => {
    expect(through(`key=${value}`)).toBe(`key=${value}`)
    expect(TraceState.EMPTY.set('key', value).get('key')).toBe(value)
  })

  test.each(tracestateValues.invalid)('may not be “%s”', (value) => {
    expect(TraceState.EMPTY.set('key', value)).toBe(TraceState.EMPTY)
    expect(recording.said()).toHaveLength(1)
  })

  test('keeps the space before it, and not the one behind it (§3.3.1.3.2)', () => {
    expect(TraceState.parse('key= value \t,b=1')?.get('key')).toBe(' value')
  })
})

describe('parsing', () => {
  test.each([
    ['empty members', ',a=1,, \t ,b=2,', 'a=1,b=2'],
    ['an empty header', '', ''],
    ['space around members', '\ta=1 , b=2\t', 'a=1,b=2'],
    ['32 members', members(32), members(32)],
  ])('accepts %s', (_, header, printed) => {
    expect(through(header)).toBe(printed)
  })

  test('finds nothing where there is no header', () => {
    expect(TraceState.parse(undefined)?.size).toBe(0)
  })

  test.each([
    ['33 members', members(33)],
    ['the same key twice', 'a=1,b=2,a=1'],
    ['a member without an equals sign', 'a=1,b'],
    ['a member without a value', 'a=1,b='],
    ['a member without a key', 'a=1,=2'],
    ['a line break', 'a=1\r\nb=2'],
    ['a character past ASCII', 'a=é'],
  ])('discards all if there is %s', (_, header) => {
    expect(through(header)).toBeUndefined()
  })

  test('never throws, and what is accepted is printed as it is accepted again', () => {
    const nearly = fc.array(fc.stringMatching(/^[a-z0-9@ ,=]{0,4}=[ -~]{0,4}$/)).map(String)
    fc.assert(
      fc.property(fc.oneof(fc.string(), nearly), (header) => {
        const printed = through(header)
        if (printed !== undefined) expect(through(printed)).toBe(printed)
      }),
    )
  })

  test('is undone by printing', () => {
    const key = fc.stringMatching(/^[a-z0-9][a-z0-9_\-*/@]{0,20}$/)
    const value = fc.stringMatching(/^[ -+\--<>-~]{0,20}[!-+\--<>-~]$/)
    const member = fc.tuple(key, value)
    const list = fc.uniqueArray(member, { selector: ([name]) => name, maxLength: 32 })
    fc.assert(
      fc.property(list, (pairs) => {
        const header = pairs.map(([name, text]) => `${name}=${text}`).join(',')
        const state = TraceState.parse(header)
        expect(state?.entries()).toEqual(pairs)
        expect(state?.toString()).toBe(header)
      }),
    )
  })
})

describe('changing', () => {
  const state = TraceState.parse('a=1,b=2,c=3') as TraceState

  test.each([
    ['a new member goes to the front', state.set('d', '4'), 'd=4,a=1,b=2,c=3'],
    ['a changed member goes to the front', state.set('b', '5'), 'b=5,a=1,c=3'],
    ['a deleted member is gone', state.delete('b'), 'a=1,c=3'],
    ['deleting what is not there changes nothing', state.delete('z'), 'a=1,b=2,c=3'],
  ])('%s (§3.5)', (_, changed, printed) => {
    expect(changed.toString()).toBe(printed)
  })

  test('leaves the old one as it was', () => {
    state.set('a', '9').delete('b')
    expect(state.toString()).toBe('a=1,b=2,c=3')
  })

  test('makes room for a 33rd member, and says so', () => {
    const full = TraceState.parse(members(32)) as TraceState
    const changed = full.set('new', '1')
    expect([changed.size, changed.get('new'), changed.get('key31')]).toEqual([32, '1', undefined])
    expect(recording.said()).toEqual([
      'notice: A trace state has room for 32 members; “key31” was left out.',
    ])
  })
})

describe('fitting into a header (§3.3.1.5)', () => {
  const keysThatFit = (header: string, length?: number) =>
    TraceState.parse(header)
      ?.fitting(length)
      .entries()
      .map(([key]) => key)

  test('leaves what fits as it is', () => {
    const state = TraceState.parse(`a=${'x'.repeat(254)},b=${'x'.repeat(253)}`) as TraceState
    expect(state.toString()).toHaveLength(TRACE_STATE_LIMIT)
    expect(state.fitting()).toBe(state)
  })

  test('drops members over 128 characters first', () => {
    const long = `long=${'x'.repeat(124)}`
    expect(keysThatFit(`${long},a=1,b=2`, 20)).toEqual(['a', 'b'])
    expect(recording.said()).toEqual([
      'notice: 1 of 3 members of a trace state did not fit and were left out.',
    ])
  })

  test('then drops from the end, whole members', () => {
    const just128 = `long=${'x'.repeat(123)}`
    expect(keysThatFit(`${just128},a=1,b=2`, 130)).toEqual(['long'])
    expect(keysThatFit(`${just128},a=1,b=2`, 132)).toEqual(['long', 'a'])
  })

  test('always ends within the limit', () => {
    const value = fc.integer({ min: 1, max: 256 }).map((length) => 'x'.repeat(length))
    fc.assert(
      fc.property(fc.array(value, { maxLength: 32 }), fc.nat(1000), (values, limit) => {
        const header = values.map((text, index) => `key${index}=${text}`).join(',')
        const state = TraceState.parse(header) as TraceState
        expect(state.fitting(limit).toString().length).toBeLessThanOrEqual(limit)
      }),
    )
  })
})

function members(count: number): string {
  return Array.from({ length: count }, (_, index) => `key${index}=${index}`).join(',')
}
