import { describe, expect, test } from 'vitest'
import { NotPlain } from './plain-event.ts'
import type { DeclaredDial } from './protocol.ts'
import { isSetting, validateDials } from './validate-dials.ts'

const RANGE = {
  kind: 'range',
  name: 'bank-delay',
  declared: 80,
  value: 300,
  from: 10,
  to: 500,
  step: 10,
  unit: 'ms',
} as const satisfies DeclaredDial
const SWITCH = { kind: 'switch', name: 'retry', declared: true, value: false } as const
const CHOICE = {
  kind: 'choice',
  name: 'keep',
  declared: 'all',
  value: 'few',
  of: ['all', 'few'],
} as const

test('dials arrive as they were declared, without what else was with them', () => {
  const dials = [RANGE, SWITCH, CHOICE]
  expect(validateDials(dials.map((dial) => ({ ...dial, more: {} })))).toEqual(dials)
})

describe('dials are refused', () => {
  test.each<[what: string, dials: unknown]>([
    ['that are no list', { 0: RANGE, length: 1 }],
    [
      'of which there are too many',
      Array.from({ length: 33 }, (_, n) => ({ ...SWITCH, name: `d${n}` })),
    ],
    ['of which two have one name', [SWITCH, { ...CHOICE, name: 'retry' }]],
    ['with gaps', Array(2)],
    ['of no known kind', [{ ...SWITCH, kind: 'lever' }]],
    ['with a name that is markup', [{ ...SWITCH, name: '<b>' }]],
    ['with a name that everything has', [{ ...SWITCH, name: 'valueOf' }]],
    ['without numbers', [{ ...RANGE, from: '10' }]],
    ['without an end', [{ ...RANGE, to: Number.POSITIVE_INFINITY }]],
    ['from nowhere', [{ ...RANGE, from: Number.NaN }]],
    ['with an empty range', [{ ...RANGE, from: 500, to: 10 }]],
    ['with steps backwards', [{ ...RANGE, step: -10 }]],
    ['with a billion steps', [{ ...RANGE, step: 1e-7 }]],
    ['that stand beside their range', [{ ...RANGE, value: 501 }]],
    ['that were put between two steps', [{ ...RANGE, declared: 81 }]],
    ['with a unit that fills the page', [{ ...RANGE, unit: 'm'.repeat(21) }]],
    ['with a unit of control characters', [{ ...RANGE, unit: '\u001b[2J' }]],
    ['that are neither on nor off', [{ ...SWITCH, value: 1 }]],
    ['without a choice', [{ ...CHOICE, of: ['all'], value: 'all' }]],
    [
      'with too much to choose from',
      [{ ...CHOICE, of: [...CHOICE.of, ...Array.from({ length: 31 }, String)] }],
    ],
    ['with one option twice', [{ ...CHOICE, of: ['all', 'few', 'all'] }]],
    ['with an option that is no text', [{ ...CHOICE, of: ['all', 'few', {}] }]],
    ['with an option that is too long', [{ ...CHOICE, of: ['all', 'few', 'x'.repeat(81)] }]],
    ['that stand at no option', [{ ...CHOICE, value: 'none' }]],
  ])('%s', (_, dials) => {
    expect(() => validateDials(dials)).toThrow(NotPlain)
  })
})

test('what a link sets is a name and a number that counts, a text that can be seen, or yes or no', () => {
  for (const value of [0, -1.5, '', 'one in ten', true]) expect(isSetting('heat', value)).toBe(true)
  for (const value of [Number.NaN, null, undefined, [], {}, '\u0000', 'x'.repeat(201)]) {
    expect(isSetting('heat', value)).toBe(false)
  }
  expect(isSetting('Heat', 1)).toBe(false)
  expect(isSetting('toString', 1)).toBe(false)
})
