import { describe, expect, test } from 'vitest'
import { type Known, spanToBe } from '../../../tests/span-to-be.ts'
import { byRule, type SamplingRule } from './rule-sampler.ts'
import { alwaysOff, alwaysOn } from './sampler.ts'

/** Does a rule match this span? */
function isMatch(rule: Omit<SamplingRule, 'sampler'>, known: Known): boolean {
  const sampler = byRule([{ ...rule, sampler: alwaysOn }], alwaysOff)
  return sampler.shouldSample(spanToBe(known)).decision === 'record-and-sample'
}

describe('a rule', () => {
  const payment: Known = {
    name: 'POST /charge',
    kind: 'server',
    attributes: { 'http.route': '/charge', order: 1042, gift: false, tags: ['a'] },
  }

  test.each<[what: string, rule: Omit<SamplingRule, 'sampler'>, isMatch: boolean]>([
    ['nothing', {}, true],
    ['the name', { name: 'POST /charge' }, true],
    ['a part of the name', { name: 'POST' }, false],
    ['an expression that is in the name', { name: /^POST / }, true],
    ['an expression that is not', { name: /^GET / }, false],
    ['the kind', { kind: 'server' }, true],
    ['another kind', { kind: 'client' }, false],
    ['an attribute', { attributes: { order: 1042 } }, true],
    ['an attribute with a value that is false', { attributes: { gift: false } }, true],
    ['an attribute with another value', { attributes: { order: 1043 } }, false],
    ['an attribute with a value of another type', { attributes: { order: '1042' } }, false],
    ['an expression that is in an attribute', { attributes: { 'http.route': /charge/ } }, true],
    ['an expression that is in a number', { attributes: { order: /^10/ } }, true],
    ['an attribute that is not there', { attributes: { refund: /./ } }, false],
    ['an attribute that objects have', { attributes: { constructor: /./ } }, false],
    ['several that are so', { name: /charge/, kind: 'server', attributes: { order: 1042 } }, true],
    ['several, one of which is not so', { name: /charge/, kind: 'client' }, false],
  ])('that names %s', (_, rule, expected) => {
    expect(isMatch(rule, payment)).toBe(expected)
  })

  test('matches every time, also by an expression that remembers where it was', () => {
    const name = /charge/g
    expect([isMatch({ name }, payment), isMatch({ name }, payment)]).toEqual([true, true])
  })
})

test('the first rule that matches decides', () => {
  const sampler = byRule(
    [
      { name: 'health', sampler: alwaysOff },
      { kind: 'server', sampler: alwaysOn },
      { name: 'pay', sampler: alwaysOff },
    ],
    alwaysOn,
  )
  const decisionAbout = (known: Known) => sampler.shouldSample(spanToBe(known)).decision
  expect(decisionAbout({ name: 'health', kind: 'server' })).toBe('drop')
  expect(decisionAbout({ name: 'pay', kind: 'server' })).toBe('record-and-sample')
  expect(decisionAbout({ name: 'pay' })).toBe('drop')
  expect(decisionAbout({ name: 'ship' })).toBe('record-and-sample')
})

test('rules describe themselves', () => {
  const rules = [{ name: 'health', sampler: alwaysOff }]
  expect(byRule(rules, alwaysOn).description).toBe('ByRule{AlwaysOff, else AlwaysOn}')
})
