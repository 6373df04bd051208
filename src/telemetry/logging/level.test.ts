import { expect, test } from 'vitest'
import { severityMapSyslog, severityNumber } from '../../../tests/conformance/severity.json'
import { LEVELS, levelOfSeverity, SEVERITY } from './level.ts'

test.each(LEVELS)('%s has the severity number that OpenTelemetry gives it', (level) => {
  const numbers: Record<string, number> = severityNumber
  expect(SEVERITY[level]).toBe(numbers[level.toUpperCase()])
})

test.each(Object.entries(severityNumber))(
  'the number of %s, %i, is of that level',
  (name, number) => {
    const level = LEVELS.find((each) => name.replace(/\d/, '') === each.toUpperCase())
    expect(levelOfSeverity(number)).toBe(level)
  },
)

test.each([25, -3, Number.NaN])('%d is no severity number', (number) => {
  expect(levelOfSeverity(number)).toBeUndefined()
})

test.each([
  ['debug', '7', 'debug'],
  ['informational', '6', 'info'],
  ['notice', '5', 'info'],
  ['warning', '4', 'warn'],
  ['error', '3', 'error'],
  ['critical', '2', 'error'],
  ['alert', '1', 'error'],
  ['emergency', '0', 'fatal'],
] as const)('%s, which syslog numbers %s, is of level %s', (_, syslog, level) => {
  expect(levelOfSeverity(severityMapSyslog[syslog])).toBe(level)
})
