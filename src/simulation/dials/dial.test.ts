import fc from 'fast-check'
import { beforeEach, describe, expect, expectTypeOf, test } from 'vitest'
import { createSimulation, enter } from '../simulation.ts'
import { type DeclaredDial, type DialValues, MAX_DIALS, settingOf } from './declared-dial.ts'
import { dial } from './dial.ts'
import { DialBoard } from './dial-board.ts'

let told: (readonly DeclaredDial[])[]

/** A new run with these settings. */
function begin(set?: DialValues): void {
  told = []
  enter(createSimulation(1, undefined, undefined, new DialBoard(set, (dials) => told.push(dials))))
}
beforeEach(() => begin())

const DELAY = { value: 80, from: 10, to: 500, step: 10, unit: 'ms' } as const
const KEEP = { value: 'all', of: ['all', 'errors', 'one in ten'] } as const

describe('a dial', () => {
  test('stands where the code has put it, unless somebody has set it', () => {
    expect(dial('bank-delay', DELAY)).toBe(80)
    expect(dial('retry', { value: true })).toBe(true)
    expect(dial('keep', KEEP)).toBe('all')
    begin({ 'bank-delay': 300, retry: false, keep: 'errors' })
    expect(dial('bank-delay', DELAY)).toBe(300)
    expect(dial('retry', { value: true })).toBe(false)
    expect(dial('keep', KEEP)).toBe('errors')
  })

  test('is set by a text that says the value, as on a command line', () => {
    begin({ 'bank-delay': '300', retry: 'false' })
    expect(dial('bank-delay', DELAY)).toBe(300)
    expect(dial('retry', { value: true })).toBe(false)
  })

  test.each<[what: string, set: DialValues]>([
    ['beyond its range', { 'bank-delay': 510 }],
    ['between two steps', { 'bank-delay': 85 }],
    ['no number', { 'bank-delay': Number.NaN }],
    ['of another kind', { 'bank-delay': true }],
    ['a text that is no number', { 'bank-delay': '8e1' }],
  ])('that is set to something %s stands where the code has put it', (_, set) => {
    begin(set)
    expect(dial('bank-delay', DELAY)).toBe(80)
  })

  test('is of the type of its values', () => {
    expectTypeOf(dial('bank-delay', DELAY)).toEqualTypeOf<number>()
    expectTypeOf(dial('retry', { value: true })).toEqualTypeOf<boolean>()
    const keep = dial('keep', { value: 'all', of: ['all', 'errors', 'one in ten'] })
    expectTypeOf(keep).toEqualTypeOf<'all' | 'errors' | 'one in ten'>()
    // @ts-expect-error: It is no option.
    expect(() => dial('kept', { value: 'none', of: ['all', 'errors'] })).toThrow(RangeError)
  })

  test('is the same one if its name and its declaration are', () => {
    begin({ 'bank-delay': 300 })
    dial('bank-delay', DELAY)
    expect(dial('bank-delay', { ...DELAY })).toBe(300)
    expect(told).toHaveLength(1)
    expect(() => dial('bank-delay', { ...DELAY, to: 400 })).toThrow(
      new RangeError(
        "dial('bank-delay'): there is another dial of this name, with other values. Give one of them another name.",
      ),
    )
  })

  test('is told of with all before it, and where each of them stands', () => {
    begin({ retry: false })
    dial('bank-delay', DELAY)
    dial('retry', { value: true })
    expect(told.at(-1)).toEqual([
      { kind: 'range', name: 'bank-delay', declared: 80, ...DELAY },
      { kind: 'switch', name: 'retry', declared: true, value: false },
    ])
    expect(told).toHaveLength(2)
  })

  test('has at most 31 others beside it', () => {
    for (let n = 0; n < MAX_DIALS; n++) dial(`d${n}`, { value: true })
    expect(() => dial('one-more', { value: true })).toThrow(
      new RangeError("dial('one-more'): a run has at most 32 dials."),
    )
  })
})

describe('a declaration is refused', () => {
  const anyDial = dial as (name: unknown, spec: unknown) => unknown

  test.each([
    undefined,
    7,
    '',
    'Bank',
    'bank delay',
    'bank_delay',
    'constructor',
    `a${'b'.repeat(40)}`,
  ])('with the name %s', (name) => {
    expect(() => anyDial(name, { value: true })).toThrow(TypeError)
    expect(() => anyDial(name, { value: true })).toThrow('is no name for a dial')
  })

  test.each<[what: string, spec: unknown, error: ErrorConstructor, message: string]>([
    ['without anything to turn', undefined, TypeError, 'a dial is a slider'],
    ['of a number without a range', { value: 5 }, TypeError, 'a dial is a slider'],
    ['with half of a range', { value: 5, from: 1 }, TypeError, 'to is a number; it was undefined'],
    ['with a text for a number', { ...DELAY, value: '80' }, TypeError, 'value is a number'],
    ['with a range without an end', { ...DELAY, to: Infinity }, TypeError, 'to is a number'],
    ['with an empty range', { value: 5, from: 5, to: 5 }, RangeError, 'they were 5 and 5'],
    [
      'outside of its range',
      { ...DELAY, value: 600 },
      RangeError,
      'value is from 10 to 500; it was 600.',
    ],
    [
      'between two steps',
      { ...DELAY, value: 85 },
      RangeError,
      'a step of 10 from 10, such as 20; it was 85.',
    ],
    ['without steps', { ...DELAY, step: 0 }, RangeError, 'step is more than 0'],
    ['with a step beyond its range', { ...DELAY, step: 1000 }, RangeError, 'step is more than 0'],
    ['with too many steps', { ...DELAY, step: 1e-9 }, RangeError, 'in at most 1,000,000 steps'],
    ['with a unit that is no text', { ...DELAY, unit: 7 }, TypeError, 'unit is a text'],
    ['with options that are no list', { value: 'a', of: 'ab' }, TypeError, 'of is a list of texts'],
    ['with one option', { value: 'a', of: ['a'] }, RangeError, 'of has 2 to 32 options; it had 1.'],
    ['with an option twice', { value: 'a', of: ['a', 'a'] }, RangeError, 'is there twice'],
    ['with an option that is no text', { value: 'a', of: ['a', 1] }, TypeError, 'number 2 was 1.'],
    ['with an option of nothing', { value: 'a', of: ['a', ''] }, TypeError, 'number 2 was'],
    ['with an option that rings', { value: 'a', of: ['a', '\u0007'] }, TypeError, 'can be seen'],
    [
      'that is none of its options',
      { value: 'c', of: ['a', 'b'] },
      RangeError,
      'value is one of its options',
    ],
  ])('%s', (_, spec, error, message) => {
    expect(() => anyDial('d', spec)).toThrow(error)
    expect(() => anyDial('d', spec)).toThrow(message)
    expect(() => anyDial('d', spec)).toThrow("dial('d')")
    expect(told).toEqual([])
  })
})

test('every step of a slider can be set, also those of decimal fractions', () => {
  const range = fc
    .record({
      from: fc.integer({ min: -1000, max: 1000 }),
      steps: fc.integer({ min: 1, max: 1000 }),
      step: fc.constantFrom(0.001, 0.01, 0.1, 0.25, 1, 3, 10),
      at: fc.nat(),
    })
    .map(({ from, steps, step, at }) => {
      // As a field for numbers writes it.
      const value = Number((from + (at % (steps + 1)) * step).toFixed(3))
      return { from, to: Number((from + steps * step).toFixed(3)), step, value }
    })
  fc.assert(
    fc.property(range, ({ value, ...spec }) => {
      begin({ d: value })
      expect(dial('d', { ...spec, value: spec.from })).toBe(value)
      const [declared] = told.at(-1) ?? []
      expect(declared && settingOf(declared, String(value))).toBe(value)
    }),
    // One step that binary fractions make a little too long for its range.
    { examples: [[{ from: 128, to: 128.01, step: 0.01, value: 128 }]] },
  )
})
