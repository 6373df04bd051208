import { describe, expect, test } from 'vitest'
import { severityNumber } from '../../../tests/conformance/otlp.json'
import { recordEachTest } from '../../../tests/recording.ts'
import { withContext } from '../context/ambient.ts'
import { Context } from '../context/context.ts'
import { LEVELS } from '../logging/level.ts'
import { MemorySink } from '../logging/log-sink.ts'
import { LoggerProvider } from '../logging/logger-provider.ts'
import { withService } from '../resource.ts'
import { withSpan } from '../tracing/span.ts'
import { TracerProvider } from '../tracing/tracer-provider.ts'
import { toOtlpLogs } from './to-otlp-logs.ts'

const recording = recordEachTest()

function writing() {
  const sink = new MemorySink()
  const logging = new LoggerProvider({ sinks: [sink.write] })
  const first = () => toOtlpLogs(sink.records).resourceLogs[0]?.scopeLogs[0]?.logRecords[0]
  return { logging, sink, first, log: logging.logger('shop::payments') }
}

test('a record is told whole, with the span that was active', () => {
  const { log, sink } = writing()
  const span = new TracerProvider({ processors: [] }).tracer().startSpan('pay')
  recording.pass(5)
  withContext(withSpan(Context.ROOT, span), () => log.info('charged {amount}', { amount: 7.5 }))
  expect(toOtlpLogs(sink.records)).toEqual({
    resourceLogs: [
      {
        resource: {
          attributes: [{ key: 'service.name', value: { stringValue: 'program' } }],
          droppedAttributesCount: 0,
        },
        scopeLogs: [
          {
            scope: { name: 'shop::payments' },
            logRecords: [
              {
                timeUnixNano: '5000000',
                observedTimeUnixNano: '5000000',
                severityNumber: 9,
                severityText: 'info',
                body: { stringValue: 'charged 7.5' },
                attributes: [
                  { key: 'amount', value: { doubleValue: 7.5 } },
                  { key: 'message_template.text', value: { stringValue: 'charged {amount}' } },
                ],
                droppedAttributesCount: 0,
                flags: 3,
                traceId: '00000001000000020000000300000004',
                spanId: '0000000500000006',
              },
            ],
          },
        ],
      },
    ],
  })
})

test('a record outside of any span has no ids and no flags', () => {
  const { log, first } = writing()
  log.info('started')
  expect(Object.keys(first() ?? {})).toEqual([
    'timeUnixNano',
    'observedTimeUnixNano',
    'severityNumber',
    'severityText',
    'body',
    'attributes',
    'droppedAttributesCount',
  ])
})

describe('severity', () => {
  test.each(LEVELS)('%s has the number that the logs data model gives it', (level) => {
    const { log, first } = writing()
    log[level]('something')
    const name = level.toUpperCase() as keyof typeof severityNumber
    expect(first()?.severityNumber).toBe(severityNumber[name])
    expect(first()?.severityText).toBe(level)
  })
})

test('records are grouped by service, and then by target', () => {
  const { logging, sink, log } = writing()
  const other = logging.logger('shop::cart')
  log.info('a')
  other.info('b')
  withContext(withService(Context.ROOT, 'bank'), () => log.info('c'))
  log.info('d')
  const known = [{ service: 'bank', attributes: { 'service.version': '2' } }]
  const groups = toOtlpLogs(sink.records, known).resourceLogs.map(({ resource, scopeLogs }) => [
    resource.attributes.map(({ value }) => value.stringValue).join(' '),
    ...scopeLogs.map(({ scope, logRecords }) => [
      scope.name,
      ...logRecords.map(({ body }) => body.stringValue),
    ]),
  ])
  expect(groups).toEqual([
    ['program', ['shop::payments', 'a', 'd'], ['shop::cart', 'b']],
    ['bank 2', ['shop::payments', 'c']],
  ])
})
