import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { exampleTrace, spanFlagsOtlp } from '../../../tests/conformance/otlp.json'
import { madeUpSpans } from '../../../tests/made-up-spans.ts'
import { recordEachTest } from '../../../tests/recording.ts'
import { withContext } from '../context/ambient.ts'
import { Context } from '../context/context.ts'
import { type Resource, withService } from '../resource.ts'
import { withRemoteSpan } from '../tracing/span.ts'
import { type ExportableSpan, SPAN_KINDS } from '../tracing/span-record.ts'
import { fromOtlpTraces } from './from-otlp-traces.ts'
import { MemoryExporter } from './memory-exporter.ts'
import { fromOtlpSpanFlags, toOtlpSpanFlags } from './otlp-span-flags.ts'
import { simpleProcessor } from './simple-processor.ts'
import { type OtlpSpan, toOtlpTraces } from './to-otlp-traces.ts'

const recording = recordEachTest()

/** A provider, and its spans as they are written. */
function writing() {
  const exporter = new MemoryExporter()
  const spans = madeUpSpans([simpleProcessor(exporter)])
  const written = () => toOtlpTraces(exporter.records)
  const first = () => written().resourceSpans[0]?.scopeSpans[0]?.spans[0] as OtlpSpan
  return { ...spans, tracer: spans.provider.tracer('shop', '2.1'), written, first, exporter }
}

const remote = { traceId: 'a'.repeat(32), spanId: 'b'.repeat(16), traceFlags: 1 }

describe('writing', () => {
  test('tells everything that is known of a span', () => {
    const { tracer, written } = writing()
    recording.pass(1)
    const span = tracer.startSpan(
      'pay',
      { kind: 'client', attributes: { order: 1042 }, links: [{ context: remote, attributes: {} }] },
      withRemoteSpan(Context.ROOT, { ...remote, traceState: 'vendor=1' }),
    )
    recording.pass(2)
    span.addEvent('asked', { attempt: 1 }).setStatus({ code: 'error', message: 'no answer' })
    recording.pass(4)
    span.end()
    expect(written()).toEqual({
      resourceSpans: [
        {
          resource: {
            attributes: [{ key: 'service.name', value: { stringValue: 'program' } }],
            droppedAttributesCount: 0,
          },
          scopeSpans: [
            {
              scope: { name: 'shop', version: '2.1' },
              spans: [
                {
                  traceId: 'a'.repeat(32),
                  spanId: '0000000100000002',
                  parentSpanId: 'b'.repeat(16),
                  traceState: 'vendor=1',
                  flags: 0x301,
                  name: 'pay',
                  kind: 3,
                  startTimeUnixNano: '1000000',
                  endTimeUnixNano: '7000000',
                  attributes: [{ key: 'order', value: { intValue: '1042' } }],
                  droppedAttributesCount: 0,
                  events: [
                    {
                      timeUnixNano: '3000000',
                      name: 'asked',
                      attributes: [{ key: 'attempt', value: { intValue: '1' } }],
                      droppedAttributesCount: 0,
                    },
                  ],
                  droppedEventsCount: 0,
                  links: [
                    {
                      traceId: 'a'.repeat(32),
                      spanId: 'b'.repeat(16),
                      attributes: [],
                      droppedAttributesCount: 0,
                      flags: 0x101,
                    },
                  ],
                  droppedLinksCount: 0,
                  status: { code: 2, message: 'no answer' },
                },
              ],
            },
          ],
        },
      ],
    })
  })

  test('leaves out what a root does not have', () => {
    const { start, first } = writing()
    start('root').end()
    expect(Object.keys(first())).not.toContain('parentSpanId')
    expect(Object.keys(first())).not.toContain('traceState')
    expect(first()).toMatchObject({ flags: 0x103, kind: 1, status: { code: 0 } })
  })

  test('counts what the limits left out', () => {
    const { provider, tracer, first } = writing()
    const { limits } = provider.setup
    provider.configure({
      limits: { ...limits, attributeCountLimit: 1, eventCountLimit: 0, linkCountLimit: 0 },
    })
    const span = tracer.startSpan('pay', { attributes: { a: 1, b: 2, c: 3 } })
    span.addEvent('one').addLink(remote).end()
    expect(first()).toMatchObject({
      droppedAttributesCount: 2,
      droppedEventsCount: 1,
      droppedLinksCount: 1,
    })
  })

  test('groups spans by service, and then by library', () => {
    const { provider, written } = writing()
    const [one, other] = [provider.tracer('one'), provider.tracer('other', '2')]
    one.startSpan('a').end()
    other.startSpan('b').end()
    withContext(withService(Context.ROOT, 'bank'), () => one.startSpan('c').end())
    provider.tracer('one').startSpan('d').end()
    const groups = written().resourceSpans.map(({ resource, scopeSpans }) => [
      resource.attributes[0]?.value.stringValue,
      ...scopeSpans.map(({ scope, spans }) => [
        [scope.name, scope.version].join('@'),
        ...spans.map(({ name }) => name),
      ]),
    ])
    expect(groups).toEqual([
      ['program', ['one@', 'a', 'd'], ['other@2', 'b']],
      ['bank', ['one@', 'c']],
    ])
  })

  test('names the service first, whatever else the resource says', () => {
    const { provider, start, written } = writing()
    const attributes = { 'service.version': '2.1', 'service.name': 'wrong' }
    provider.configure({ resource: { service: 'shop', attributes } })
    start('pay').end()
    expect(written().resourceSpans[0]?.resource.attributes).toEqual([
      { key: 'service.name', value: { stringValue: 'shop' } },
      { key: 'service.version', value: { stringValue: '2.1' } },
    ])
  })

  test('writes no spans as a request without spans', () => {
    expect(toOtlpTraces([])).toEqual({ resourceSpans: [] })
  })
})

describe('flags', () => {
  const meanings = Object.fromEntries(
    Object.entries(spanFlagsOtlp).map(([bit, meaning]) => [meaning, Number(bit)]),
  ) as Record<'sampled' | 'random' | 'has is_remote' | 'is_remote', number>
  const has = (flags: number, meaning: keyof typeof meanings) => (flags & meanings[meaning]) !== 0

  test.each([
    [0, false],
    [1, true],
    [2, undefined],
    [3, true],
    [0xff, false],
  ])('%d with a remote parent: %s', (traceFlags, isRemote) => {
    const flags = toOtlpSpanFlags(traceFlags, isRemote)
    expect(has(flags, 'sampled')).toBe((traceFlags & 1) !== 0)
    expect(has(flags, 'random')).toBe((traceFlags & 2) !== 0)
    expect(has(flags, 'has is_remote')).toBe(true)
    expect(has(flags, 'is_remote')).toBe(isRemote === true)
    expect(fromOtlpSpanFlags(flags)).toEqual({ traceFlags, isRemote: isRemote === true })
  })

  test('that do not tell whether the parent is remote leave it open', () => {
    expect(fromOtlpSpanFlags(meanings.is_remote | meanings.sampled)).toEqual({ traceFlags: 1 })
    expect(fromOtlpSpanFlags(undefined)).toEqual({ traceFlags: 0 })
  })
})

describe('reading', () => {
  const ids = { traceId: 'a'.repeat(32), spanId: 'b'.repeat(16) }
  const read = (...spans: unknown[]) =>
    fromOtlpTraces({ resourceSpans: [{ scopeSpans: [{ spans }] }] })

  test('takes the example of the OTLP specification', () => {
    expect(fromOtlpTraces(exampleTrace)).toEqual([
      {
        traceId: '5b8efff798038103d269b633813fc60c',
        spanId: 'eee19b7ec3c1b174',
        parentSpanId: 'eee19b7ec3c1b173',
        traceFlags: 0,
        name: "I'm a server span",
        spanKind: 'server',
        service: 'my.service',
        resource: { service: 'my.service', attributes: {} },
        scope: { name: 'my.library', version: '1.0.0' },
        start: 1_544_712_660_000_000,
        end: 1_544_712_661_000_000,
        status: { code: 'unset' },
        attributes: { 'my.span.attr': 'some value' },
        events: [],
        links: [],
        site: -1,
      },
    ])
  })

  test('gives what is missing its default', () => {
    expect(read(ids)).toEqual([
      {
        ...ids,
        traceFlags: 0,
        name: '',
        spanKind: 'internal',
        service: 'unknown_service',
        resource: { service: 'unknown_service', attributes: {} },
        scope: { name: '' },
        start: 0,
        status: { code: 'unset' },
        attributes: {},
        events: [],
        links: [],
        site: -1,
      },
    ])
  })

  test.each<[what: string, span: unknown]>([
    ['no ids', {}],
    ['an id that is too short', { ...ids, spanId: 'b' }],
    ['an id that is not hexadecimal', { ...ids, spanId: 'x'.repeat(16) }],
    ['an id of zeros', { ...ids, traceId: '0'.repeat(32) }],
    ['an id that is no text', { ...ids, traceId: 7 }],
    ['nothing', null],
  ])('leaves out a span with %s, and says so', (_, span) => {
    expect(read(span, ids)).toHaveLength(1)
    expect(recording.said()).toEqual(['notice: Spans without proper ids were left out: 1.'])
  })

  test('leaves out a link without proper ids', () => {
    const [span] = read({ ...ids, links: [{ traceId: 'a' }, ids] })
    expect(span?.links).toEqual([{ context: { ...ids, traceFlags: 0 }, attributes: {} }])
  })

  test.each([[undefined], [null], ['text'], [7], [[]], [{ resourceSpans: 'none' }]])(
    'finds nothing in %j',
    (request) => {
      expect(fromOtlpTraces(request)).toEqual([])
    },
  )

  test('never throws, whatever it is given', () => {
    const member = fc.constantFrom(
      'resourceSpans',
      'scopeSpans',
      'spans',
      'attributes',
      'value',
      'links',
      'events',
      'traceId',
      'spanId',
      'status',
      'flags',
    )
    const anything = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 6 },
        fc.jsonValue(),
        fc.constantFrom(ids.traceId, ids.spanId),
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(member, tie('value'), { maxKeys: 5 }),
      ),
    })).value
    fc.assert(
      fc.property(anything, (value) => {
        read(value)
        fromOtlpTraces(value)
      }),
    )
  })
})

test('spans that are written and read are the same', () => {
  const hex = (digits: number) =>
    fc
      .array(fc.constantFrom(...'0123456789abcdef'), { minLength: digits, maxLength: digits })
      .map((all) => all.join(''))
      .filter((id) => /[^0]/.test(id))
  const fields = fc
    .dictionary(fc.string(), fc.jsonValue())
    .map((given) => JSON.parse(JSON.stringify(given)) as ExportableSpan['attributes'])
  const time = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER })
  const traceFlags = fc.integer({ min: 0, max: 255 })
  const text = fc.string({ minLength: 1 })
  const resources = fc.constantFrom<Resource>(
    { service: 'shop', attributes: {} },
    { service: 'bank', attributes: { 'service.version': '2' } },
  )
  const context = fc.record(
    {
      traceId: hex(32),
      spanId: hex(16),
      traceFlags,
      traceState: text,
      isRemote: fc.constant(true),
    },
    { requiredKeys: ['traceId', 'spanId', 'traceFlags'] },
  )
  const span = fc
    .record(
      {
        traceId: hex(32),
        spanId: hex(16),
        traceFlags,
        traceState: text,
        name: fc.string(),
        spanKind: fc.constantFrom(...SPAN_KINDS),
        resource: resources,
        scope: fc.record({ name: fc.string(), version: text }, { requiredKeys: ['name'] }),
        start: time,
        end: time,
        status: fc.oneof(
          fc.record({ code: fc.constantFrom('unset' as const, 'ok' as const) }),
          fc.record(
            { code: fc.constant('error' as const), message: fc.string() },
            { requiredKeys: ['code'] },
          ),
        ),
        attributes: fields,
        events: fc.array(fc.record({ name: fc.string(), time, attributes: fields })),
        links: fc.array(fc.record({ context, attributes: fields })),
        dropped: fc.record({
          attributes: fc.integer({ min: 1, max: 2 ** 31 }),
          events: fc.nat(),
          links: fc.nat(),
        }),
        parent: fc.record({ parentSpanId: hex(16), isParentRemote: fc.boolean() }),
      },
      {
        requiredKeys: [
          'traceId',
          'spanId',
          'traceFlags',
          'name',
          'spanKind',
          'resource',
          'scope',
          'start',
          'status',
          'attributes',
          'events',
          'links',
        ],
      },
    )
    .map(({ parent, ...rest }) => ({
      ...rest,
      ...parent,
      service: rest.resource.service,
      site: -1,
    }))
  const inOrder = (spans: readonly ExportableSpan[]) =>
    spans.map((record) => JSON.stringify(sorted(record))).sort()
  fc.assert(
    fc.property(fc.array(span, { maxLength: 4 }), (spans) => {
      const json = JSON.stringify(toOtlpTraces(spans))
      expect(inOrder(fromOtlpTraces(JSON.parse(json)))).toEqual(inOrder(spans))
    }),
    { numRuns: 200 },
  )
})

/** The same data with its members in alphabetical order. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return entries.map(([name, member]) => [name, sorted(member)])
}
