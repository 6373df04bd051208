import { describe, expect, test } from 'vitest'
import { log, notice, written } from '../../tests/made-up-run.ts'
import type { FieldValue } from '../telemetry/field.ts'
import { LEVELS } from '../telemetry/logging/level.ts'
import type { Line } from '../telemetry/telemetry-event.ts'
import { fieldText, lineRow } from './line-row.ts'
import { timeAxis } from './time-axis.ts'

const AXIS = timeAxis(0, 100_000)

/** A row as it reads: `12.5 info shop order 1042 is paid total=65.45`. */
function read(line: Line): string {
  const { offset, label, target, message, fields } = lineRow(line, AXIS)
  return [
    offset,
    label,
    target,
    message,
    ...fields.map(([name, value]) => `${name}=${value}`),
  ].join(' ')
}

test('a log record reads as time, level, target, message and the fields that the message leaves out', () => {
  const line = log('order 1042 is paid', 12.5, {
    template: 'order {order} is paid',
    fields: { order: 1042, total: 65.45, items: ['cup'] },
  })
  expect(read(line)).toBe('12.5 info shop order 1042 is paid total=65.45 items=["cup"]')
})

test('a field whose name stands in doubled braces is not shown by the message', () => {
  const line = log('{order}', 0, { template: '{{order}}', fields: { order: 1042 } })
  expect(read(line)).toBe('0.0 info shop {order} order=1042')
})

test('a line of the console reads with its method', () => {
  expect(read(written('paid 65.45', 3))).toBe('3.0 console console.log paid 65.45')
})

test('a diagnostic is a notice from the lab', () => {
  expect(read(notice('end() was called twice', 3))).toBe(
    '3.0 notice the lab end() was called twice',
  )
})

test('a row has its place on the axis', () => {
  expect(lineRow(log('x', 25), AXIS).place).toBe(0.25)
})

test('only a log record belongs to a service', () => {
  const services = [log('x'), written('x'), notice('x')].map((line) => lineRow(line, AXIS).service)
  expect(services).toEqual(['shop', undefined, undefined])
})

describe('gravity', () => {
  const gravity = (line: Line) => lineRow(line, AXIS).gravity

  test('of a record goes by its level', () => {
    expect(LEVELS.map((level) => `${level}: ${gravity(log('x', 0, { level }))}`)).toEqual([
      'trace: quiet',
      'debug: quiet',
      'info: plain',
      'warn: warn',
      'error: error',
      'fatal: error',
    ])
  })

  test('of the console goes by its method', () => {
    const methods = ['log', 'warn', 'error'] as const
    expect(methods.map((method) => gravity(written('x', 0, method)))).toEqual([
      'plain',
      'warn',
      'error',
    ])
  })

  test('of a notice is that of a warning', () => {
    expect(gravity(notice('x'))).toBe('warn')
  })
})

test('nothing hides in any text of a row', () => {
  const hidden = 'a\u202eb'
  const lines = [
    log(hidden, 0, { target: hidden, fields: { [hidden]: hidden } }),
    written(hidden),
    notice(hidden),
  ]
  for (const line of lines) {
    expect(read(line)).not.toMatch('\u202e')
    expect(read(line)).toMatch('a⟨U+202E⟩b')
  }
})

test.each<[value: FieldValue, text: string]>([
  ['paid', 'paid'],
  ['two words', '"two words"'],
  ['', '""'],
  ['a=b', '"a=b"'],
  ['say "hi"', '"say \\"hi\\""'],
  ['{}', '"{}"'],
  [65.45, '65.45'],
  [true, 'true'],
  [null, 'null'],
  [['cup', 2], '["cup",2]'],
  [{ id: 1 }, '{"id":1}'],
])('the field %j is written %s', (value, text) => {
  expect(fieldText(value)).toBe(text)
})
