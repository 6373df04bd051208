import { expect, test } from 'vitest'
import type { DeclaredDial } from '../sandbox/protocol.ts'
import { settingsText, settingText, unfitText } from './dial-words.ts'

const DELAY: DeclaredDial = {
  kind: 'range',
  name: 'bank-delay',
  declared: 80,
  value: 80,
  from: 10,
  to: 5000,
  step: 10,
  unit: 'ms',
}

test('a setting is a number with its unit, on or off, or a text with all of it to be seen', () => {
  expect(settingText(1500, DELAY)).toBe('1,500\u00a0ms')
  expect(settingText(0.1 + 0.2, { ...DELAY, unit: '' })).toBe('0.3')
  expect([settingText(true), settingText(false)]).toEqual(['on', 'off'])
  expect(settingText('a\u202eb')).toContain('U+202E')
})

test('settings are told with the names of their dials', () => {
  expect(settingsText([['bank-delay', 300]])).toBe('bank delay to 300')
  expect(settingsText(Object.entries({ 'bank-delay': 300, retry: false, keep: 'all' }))).toBe(
    'bank delay to 300, retry to off and keep to all',
  )
})

test('a setting that could not be is told with what was there instead', () => {
  expect(unfitText({ name: 'bank-delay', set: 9000, dial: DELAY })).toBe(
    '“bank delay” is set to 9,000\u00a0ms, which this code does not offer; it ran with 80\u00a0ms.',
  )
  expect(unfitText({ name: 'retry', set: true })).toBe(
    '“retry” is set to on, but this run had no such dial.',
  )
})
