import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { envLoggerFmt } from '../../../tests/conformance/env-logger.json'
import { tracingFmtExpected } from '../../../tests/conformance/tracing-subscriber.json'
import { recordEachTest } from '../../../tests/recording.ts'
import { withContext } from '../context/ambient.ts'
import { Context } from '../context/context.ts'
import { type FieldValue, snapshotFields } from '../field.ts'
import { span } from '../lab-tracer.ts'
import { withService } from '../resource.ts'
import { timestamp } from '../timestamp.ts'
import { envLogger } from './env-logger-format.ts'
import { json } from './json-format.ts'
import { LEVELS, type Level } from './level.ts'
import { everything } from './log-filter.ts'
import { type LogFormat, pretty, prettySince } from './log-format.ts'
import type { LogRecord } from './log-record.ts'
import { MemorySink } from './log-sink.ts'
import { logfmt } from './logfmt.ts'
import { LoggerProvider } from './logger-provider.ts'
import { compact, full, tracingFormat } from './tracing-format.ts'

const recording = recordEachTest()

/** The record that a function makes a logger write. */
function written(target: string, write: (log: ReturnType<LoggerProvider['logger']>) => void) {
  const sink = new MemorySink()
  write(new LoggerProvider({ filter: everything, sinks: [sink.write] }).logger(target))
  return sink.records[0] as LogRecord
}

const NOON = Date.UTC(2026, 10, 2, 12) * 1000

/** A record that stands in no span. */
function plain(given: Partial<LogRecord> = {}): LogRecord {
  return {
    time: NOON,
    level: 'info',
    target: 'shop',
    message: 'hello',
    template: 'hello',
    fields: {},
    service: 'program',
    site: -1,
    ...given,
  }
}

/** Runs a function within spans, the first the outermost. */
function within(spans: readonly (readonly [name: string, fields: object])[], fn: () => void): void {
  const [outermost, ...inner] = spans
  if (outermost) span(...outermost, () => within(inner, fn))
  else fn()
}

describe('a timestamp', () => {
  test.each([
    [0, '1970-01-01T00:00:00.000000Z'],
    [1, '1970-01-01T00:00:00.000001Z'],
    [-1, '1969-12-31T23:59:59.999999Z'],
    [NOON + 122_000, '2026-11-02T12:00:00.122000Z'],
    [9e15, '2255-03-14T16:00:00.000000Z'],
    [1e30, '1e+30'],
    [Number.NaN, 'NaN'],
  ])('of %d is %s', (time, text) => expect(timestamp(time)).toBe(text))

  test('tells times apart as they follow each other', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -5e6, max: 5e6 })), (times) => {
        for (const time of times) {
          const text = timestamp(time)
          expect(Date.parse(`${text.slice(0, -4)}Z`) * 1000 + Number(text.slice(-4, -1))).toBe(time)
        }
      }),
    )
  })
})

describe('pretty', () => {
  test('shows what the message does not', () => {
    const fields = { order: 1042, total: 65.45, note: 'a "gift"', items: ['cup'] }
    const record = plain({ message: 'order 1042', template: 'order {order}', fields })
    expect(pretty(record)).toBe(
      '12:00:00.000 INFO  shop: order 1042 total=65.45 note="a \\"gift\\"" items=["cup"]',
    )
  })

  test('can show the milliseconds since a start', () => {
    expect(prettySince(NOON)(plain({ time: NOON + 122_750, level: 'error' }))).toBe(
      '   122.8 ERROR shop: hello',
    )
  })
})

describe('every format', () => {
  const formats: Record<string, LogFormat> = { pretty, json, logfmt, full, compact, envLogger }

  test.each(Object.entries(formats))('writes one line: %s', (_, format) => {
    const nasty = 'a\nb\r\u001b[31m\u2028\u0085\ud800"=\\'
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        for (const word of [text, nasty]) {
          const record = plain({ target: word, message: word, fields: { [word]: word } })
          expect(format(record)).not.toMatch(
            format === json || format === logfmt ? /[\n\r]/ : /[\p{Cc}\u2028\u2029]/u,
          )
        }
      }),
    )
  })
})

/** Any sequence of code units, halves of surrogate pairs included. */
const anyText = fc.string({
  unit: fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)),
})
/** Any fields that a record can have. */
const anyFields = fc.dictionary(anyText, fc.jsonValue()).map((fields) => snapshotFields(fields))
const anyRecord = fc
  .record({
    time: fc.integer({ min: 0, max: 4e15 }),
    level: fc.constantFrom(...LEVELS),
    target: anyText,
    message: anyText,
    template: anyText,
    service: anyText,
    fields: anyFields,
  })
  .map(plain)

describe('json', () => {
  test('holds the plain data of the record', () => {
    fc.assert(
      fc.property(anyRecord, (record) => {
        const { time, site: _, template, ...rest } = record
        const plain = { timestamp: timestamp(time), ...rest }
        expect(json(record).isWellFormed()).toBe(true)
        expect(JSON.parse(json(record))).toEqual(
          template === record.message ? plain : { ...plain, template },
        )
      }),
    )
  })

  test('holds any field, whatever it is called', () => {
    const fields = JSON.parse('{"__proto__":1,"level":"x","":null,"a\\"b":[{"c":"\\n"}]}')
    expect(JSON.stringify(JSON.parse(json(plain({ fields }))).fields)).toBe(JSON.stringify(fields))
  })

  test('names the trace and the span', () => {
    const record = written('shop', (log) => span('pay', () => log.info('inside')))
    const { trace_id, span_id } = JSON.parse(json(record))
    expect({ trace_id, span_id }).toEqual({ trace_id: record.traceId, span_id: record.spanId })
    expect(json(plain())).not.toContain('_id')
  })

  test('is valid even if a field is not what it should be', () => {
    const fields = { a: undefined, b: Number.NaN } as unknown as Record<string, FieldValue>
    expect(JSON.parse(json(plain({ fields }))).fields).toEqual({ a: null, b: null })
  })
})

/** What a reader of logfmt makes of a line. */
function readLogfmt(line: string): [key: string, value: string][] {
  return [...line.matchAll(/([^\s"=]+)=(?:"((?:[^"\\]|\\.)*)"|([^\s"=]*))(?: |$)/gu)].map(
    ([, key = '', quoted, bare = '']) => [
      key,
      quoted === undefined ? bare : JSON.parse(`"${quoted}"`),
    ],
  )
}

describe('logfmt', () => {
  test('quotes what has to be quoted', () => {
    const fields = {
      order: 1042,
      note: '',
      path: 'C:\\tmp',
      says: 'a "b"',
      sum: '1=1',
      'a key': null,
      list: [1, 'b'],
    }
    expect(logfmt(plain({ fields, message: 'order 1042' }))).toBe(
      'time=2026-11-02T12:00:00.000000Z level=info service=program target=shop msg="order 1042" ' +
        'order=1042 note="" path=C:\\tmp says="a \\"b\\"" sum="1=1" a_key=null list="[1,\\"b\\"]"',
    )
  })

  test('is read back as it was written', () => {
    fc.assert(
      fc.property(anyRecord, (record) => {
        const textOf = (value: FieldValue) =>
          typeof value === 'string' ? value : JSON.stringify(value)
        const { time, level, service, target, message, fields } = record
        expect(readLogfmt(logfmt(record))).toEqual([
          ['time', timestamp(time)],
          ['level', level],
          ['service', service],
          ['target', target],
          ['msg', message],
          ...Object.entries(fields).map(([name, value]) => [
            name.replace(/[\s"=\p{Cc}\p{Cs}]/gu, '_') || '_',
            textOf(value),
          ]),
        ])
      }),
    )
  })

  test('names the trace and the span', () => {
    const record = written('shop', (log) => span('pay', () => log.info('inside')))
    expect(logfmt(record)).toContain(` trace_id=${record.traceId} span_id=${record.spanId}`)
  })
})

describe('the formats of tracing', () => {
  const FAKE = { time: () => 'fake time' }

  test.each<[line: string, level: boolean, spans: [string, object][], message: string]>([
    [tracingFmtExpected[0]?.line ?? '', true, [], 'hello'],
    [
      tracingFmtExpected[1]?.line ?? '',
      false,
      [
        ['span1', { span: 1 }],
        ['span2', { span: 2 }],
      ],
      'hello',
    ],
    [tracingFmtExpected[2]?.line ?? '', false, [['span1', { x: 42 }]], 'enter'],
  ])('full: %s', (line, level, spans, message) => {
    const record = written('t', (log) => within(spans, () => log.info(message)))
    expect(`${tracingFormat('full', { ...FAKE, level })(record)}\n`).toBe(line)
  })

  test.each<[line: string, flatten: boolean]>([
    [tracingFmtExpected[3]?.line ?? '', false],
    [tracingFmtExpected[4]?.line ?? '', true],
  ])('json: %s', (line, flatten) => {
    const spans: [string, object][] = [['json_span', { answer: 42, number: 3 }]]
    const record = written('t', (log) => within(spans, () => log.info('some json test')))
    const options = { ...FAKE, flatten }
    expect(JSON.parse(tracingFormat('json', options)(record))).toEqual(JSON.parse(line))
  })

  test('compact names the spans first and tells their fields last', () => {
    const spans: [string, object][] = [
      ['shaving_yaks', { yaks: 3 }],
      ['shave', { yak: 1 }],
    ]
    const record = written('yak_shave', (log) =>
      within(spans, () => log.trace("hello! I'm gonna shave a yak", { excitement: 'yay!' })),
    )
    expect(compact(record)).toBe(
      '1970-01-01T00:00:00.000000Z TRACE shaving_yaks:shave: yak_shave: ' +
        'hello! I\'m gonna shave a yak excitement="yay!" yaks=3 yak=1',
    )
  })

  test('full tells everything where it belongs', () => {
    const record = written('bank', (log) =>
      within([['pay', { order: 1042 }]], () => log.warn('took {total}', { total: 65.45 })),
    )
    expect(full(record)).toBe(
      '1970-01-01T00:00:00.000000Z  WARN pay{order=1042}: bank: took 65.45 total=65.45',
    )
  })

  test('fields stand alone where there is no message', () => {
    expect(full(plain({ message: '', fields: { order: 1 } }))).toMatch(/ INFO shop: order=1$/)
  })

  test('what is not wanted is left out', () => {
    const options = { ...FAKE, level: false, target: false }
    expect(tracingFormat('full', options)(plain())).toBe('fake time hello')
    expect(tracingFormat('compact', options)(plain())).toBe('fake time hello')
    expect(JSON.parse(tracingFormat('json', options)(plain()))).toEqual({
      timestamp: 'fake time',
      fields: { message: 'hello' },
    })
  })

  test('a record of another process, or without its spans, names none', () => {
    expect(full(plain({ traceId: '1', spanId: '2' }))).toMatch(/ INFO shop: hello$/)
  })
})

describe('the format of env_logger', () => {
  const [expected = ''] = envLoggerFmt.split('  (')
  const time = Date.UTC(2017, 10, 9, 2, 12, 24) * 1000

  test('is that of env_logger', () => {
    const message = 'this is printed by default'
    expect(envLogger(plain({ time, level: 'error', target: 'main', message }))).toBe(expected)
  })

  test.each<[level: Level, head: string]>([
    ['info', '[2017-11-09T02:12:24Z INFO  shop] '],
    ['fatal', '[2017-11-09T02:12:24Z FATAL shop] '],
  ])('makes %s five letters wide', (level, head) => {
    expect(envLogger(plain({ time, level, fields: { order: 1 } }))).toBe(`${head}hello order=1`)
  })
})

describe('a written record', () => {
  test('has the service of where it was written, in every format that names it', () => {
    const record = written('shop', (log) =>
      withContext(withService(Context.ROOT, 'cart'), () => log.info('reserved')),
    )
    expect(JSON.parse(json(record)).service).toBe('cart')
    expect(logfmt(record)).toContain(' service=cart ')
  })

  test('belongs to no span where the setup says so', () => {
    const sink = new MemorySink()
    const provider = new LoggerProvider({ sinks: [sink.write], correlate: false })
    span('pay', () => provider.logger('shop').info('inside'))
    const [record] = sink.records as [LogRecord]
    expect(record.traceId).toBeUndefined()
    expect(record.spanId).toBeUndefined()
    expect(full(record)).toMatch(/ INFO shop: inside$/)
    provider.configure({ correlate: true })
    span('pay', () => provider.logger('shop').info('inside'))
    expect(sink.records[1]?.traceId).toMatch(/^[0-9a-f]{32}$/)
    expect(recording.said()).toEqual(['start pay', 'end', 'start pay', 'end'])
  })
})
