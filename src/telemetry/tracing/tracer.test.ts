import { describe, expect, test } from 'vitest'
import { recordEachTest } from '../../../tests/recording.ts'
import { markSite, withContext } from '../context/ambient.ts'
import { Context } from '../context/context.ts'
import { activeSpan, span, startActiveSpan, startSpan } from '../lab-tracer.ts'
import { w3cTraceContext } from '../propagation/trace-context.ts'
import { withService } from '../resource.ts'
import { type Span, withSpan } from './span.ts'
import type { SpanStart } from './span-record.ts'

const recording = recordEachTest()

/** How the first span began. */
const start = () => recording.events[0] as { kind: 'span-start' } & SpanStart

/** The events of one kind. */
const all = (kind: string) => recording.events.filter((event) => event.kind === kind)

describe('starting a span', () => {
  test('tells all that is known of it by then', () => {
    recording.pass(2)
    startSpan(markSite(3, 'pay'), { kind: 'client', attributes: { order: 1042 } })
    expect(start()).toEqual({
      kind: 'span-start',
      traceId: '00000001000000020000000300000004',
      spanId: '0000000500000006',
      traceFlags: 3,
      name: 'pay',
      spanKind: 'client',
      service: 'program',
      scope: { name: '' },
      time: 2_000,
      attributes: { order: 1042 },
      links: [],
      site: 3,
    })
  })

  test('does not make it active', () => {
    startSpan('pay')
    expect(activeSpan()).toBeUndefined()
  })

  test('makes a root where there is no span, each in a trace of its own', () => {
    const one = startSpan('one').spanContext()
    const other = startSpan('other').spanContext()
    expect(start().parentSpanId).toBeUndefined()
    expect(other.traceId).not.toBe(one.traceId)
  })

  test('makes a child of the span in the given context, in its trace and with its flags', () => {
    const carrier = { traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' }
    const child = startSpan('child', {}, w3cTraceContext.extract(Context.ROOT, carrier))
    expect(start().parentSpanId).toBe('b7ad6b7169203331')
    expect(child.spanContext()).toMatchObject({
      traceId: '0af7651916cd43dd8448eb211c80319c',
      traceFlags: 1,
    })
  })

  test('makes no record where the parent says that nobody keeps this trace', () => {
    const carrier = { traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00' }
    const child = startSpan('child', {}, w3cTraceContext.extract(Context.ROOT, carrier))
    expect(child.isRecording()).toBe(false)
    expect(child.spanContext()).toMatchObject({
      traceId: '0af7651916cd43dd8448eb211c80319c',
      traceFlags: 0,
    })
    child.setAttribute('a', 1).end()
    expect(recording.said()).toEqual([])
  })

  test('takes the service of the code that starts it', () => {
    withContext(withService(Context.ROOT, 'bank'), () => startSpan('transfer'))
    expect(start().service).toBe('bank')
  })

  test('keeps attributes and links as they are then', () => {
    const items = ['cup']
    const context = { traceId: 'a'.repeat(32), spanId: 'b'.repeat(16), traceFlags: 1 }
    startSpan('pay', { attributes: { items }, links: [{ context, attributes: { why: 'retry' } }] })
    items.push('teapot')
    context.spanId = 'changed'
    expect(start()).toMatchObject({
      attributes: { items: ['cup'] },
      links: [{ context: { spanId: 'b'.repeat(16) }, attributes: { why: 'retry' } }],
    })
  })

  test('goes on when kind, name and links are wrong, and says so', () => {
    const wrong = { kind: 'SERVER', links: [{ context: startSpan('other') }] }
    recording.events.length = 0
    startSpan(undefined as never, wrong as never)
    expect(recording.said()).toEqual([
      'notice: SERVER is no kind of span; there are: internal, server, client, producer, consumer.',
      'notice: A link takes a span context, such as span.spanContext(); this one was left out.',
      'start undefined',
    ])
  })
})

describe('parents come from the context', () => {
  test('nested spans make a tree', () => {
    span('checkout', () => {
      recording.pass(1)
      span('reserve', () => recording.pass(2))
      span('charge', () => {
        span('call the bank', () => recording.pass(4))
      })
    })
    expect(recording.tree()).toBe(
      [
        'checkout  0.0–7.0',
        '  reserve  1.0–3.0',
        '  charge  3.0–7.0',
        '    call the bank  3.0–7.0',
      ].join('\n'),
    )
  })

  test('after a span its parent is active again', () => {
    span('outer', (outer) => {
      span('inner', (inner) => expect(activeSpan()).toBe(inner))
      expect(activeSpan()).toBe(outer)
    })
    expect(activeSpan()).toBeUndefined()
  })

  test('after a span that throws its parent is active again', () => {
    const fail = () => {
      throw new Error('no')
    }
    span('outer', (outer) => {
      expect(() => span('inner', fail)).toThrow('no')
      expect(activeSpan()).toBe(outer)
    })
  })

  test('an active span that was started by hand stays open until somebody ends it', () => {
    const open = startActiveSpan('request', { kind: 'server' }, (request) => {
      span('inside', () => {})
      return request
    })
    recording.pass(3)
    open.end()
    expect(recording.tree()).toBe('request (server)  0.0–3.0\n  inside  0.0–0.0')
  })

  test('an active span can be started in another context', () => {
    const parent = startSpan('parent')
    startActiveSpan('child', {}, withSpan(Context.ROOT, parent), (child) => child.end())
    parent.end()
    expect(recording.tree()).toBe('parent  0.0–0.0\n  child  0.0–0.0')
  })
})

describe('a function run as a span', () => {
  const error = new RangeError('too much')
  // biome-ignore lint/suspicious/noThenProperty: a thenable is the case
  const thenable = { then: () => {} }

  test('can be given attributes', () => {
    span('pay', { order: 1042 }, () => {})
    expect(start().attributes).toEqual({ order: 1042 })
  })

  test('is given its span', () => {
    span('pay', (current) => current.setAttribute('paid', true))
    expect(recording.said()).toEqual(['start pay', 'attribute paid=true', 'end'])
  })

  test.each<[what: string, result: unknown]>([
    ['a value', 65.45],
    ['undefined', undefined],
    ['an error that was returned', error],
    ['a thenable', thenable],
  ])('gives back %s unchanged', (_, result) => {
    expect(span('pay', () => result)).toBe(result)
    expect(recording.said()).toEqual(['start pay', 'end'])
  })

  test('gives back what its promise comes to, and ends then', async () => {
    const result = { paid: true }
    const promise = span('pay', async () => {
      await null
      recording.pass(5)
      return result
    })
    expect(all('span-end')).toHaveLength(0)
    expect(await promise).toBe(result)
    expect(recording.tree()).toBe('pay  0.0–5.0')
  })

  const fails: [how: string, run: (fail: () => never) => unknown][] = [
    ['throws', (fail) => span('pay', fail)],
    ['rejects', (fail) => span('pay', async () => fail())],
    ['throws after an await', (fail) => span('pay', () => Promise.resolve().then(fail))],
  ]

  /** What comes out of a function that fails. */
  async function thrownBy(run: () => unknown): Promise<unknown> {
    try {
      await run()
    } catch (thrown) {
      return thrown
    }
    throw new Error('It did not fail.')
  }

  describe.each(fails)('that %s', (_, run) => {
    test.each<[what: string, thrown: unknown, message: string]>([
      ['an error', error, 'too much'],
      ['a text', 'no', 'no'],
      ['undefined', undefined, 'undefined'],
      ['an object that has no text', Object.create(null), '{}'],
      ['an error without a proper message', Object.assign(new Error(), { message: 10n }), '10'],
    ])('%s lets it out unchanged and says that it failed', async (_, thrown, message) => {
      const fail = () => {
        throw thrown
      }
      expect(await thrownBy(() => run(fail))).toBe(thrown)
      expect(all('status')).toMatchObject([{ status: { code: 'error', message } }])
      expect(all('span-event')).toMatchObject([{ name: 'exception' }])
      expect(all('span-end')).toHaveLength(1)
    })
  })

  test('that fails after it was called ok stays ok', () => {
    const run = (current: Span) => {
      current.setStatus({ code: 'ok' })
      throw error
    }
    expect(() => span('pay', run)).toThrow(error)
    expect(all('status')).toMatchObject([{ status: { code: 'ok' } }])
  })

  test('that ends its span itself is told of the second end', () => {
    span('pay', (current) => current.end())
    expect(recording.said()).toEqual([
      'start pay',
      'end',
      'notice: end() was called on “pay”, which had ended; it had no effect.',
    ])
  })
})
