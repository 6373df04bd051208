import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { recordEachTest } from '../../../tests/recording.ts'
import { active, withContext } from '../context/ambient.ts'
import { Context } from '../context/context.ts'
import { activeSpan, startSpan } from '../lab-tracer.ts'
import { type Span, spanContextOf, withRemoteSpan, withSpan } from './span.ts'
import type { SpanStatus } from './span-record.ts'

const recording = recordEachTest()

/** What is said of a span while something is done to it. */
function saidOf(act: (span: Span) => void): string[] {
  const span = startSpan('pay')
  recording.events.length = 0
  act(span)
  return recording.said()
}

test('a span is told about: attributes, events, links, status, name, end', () => {
  const other = { traceId: 'a'.repeat(32), spanId: 'b'.repeat(16), traceFlags: 1 }
  const said = saidOf((span) => {
    span
      .setAttribute('order', 1042)
      .setAttributes({ currency: 'EUR', items: ['cup'] })
      .addEvent('bank called', { attempt: 1 })
      .addLink(other, { why: 'retry' })
      .setStatus({ code: 'error', message: 'no answer' })
      .updateName('pay by card')
      .end()
  })
  expect(said).toEqual([
    'attribute order=1042',
    'attribute currency="EUR"',
    'attribute items=["cup"]',
    'event bank called attempt=1',
    'link bbbbbbbbbbbbbbbb why="retry"',
    'status error: no answer',
    'rename pay by card',
    'end',
  ])
})

test('events and the end have the time at which they happened', () => {
  const span = startSpan('pay')
  recording.pass(5)
  span.addEvent('half way')
  recording.pass(5)
  span.end()
  const times = recording.events.map((event) => 'time' in event && event.time)
  expect(times).toEqual([0, 5_000, 10_000])
})

test('attributes are what they were when they were set', () => {
  const items = ['cup']
  const said = saidOf((span) => {
    span.setAttribute('items', items)
    items.push('teapot')
  })
  expect(said).toEqual(['attribute items=["cup"]'])
})

describe('the status', () => {
  const last = (codes: readonly SpanStatus['code'][]) =>
    saidOf((span) => {
      for (const code of codes) span.setStatus({ code })
    }).at(-1)

  test.each<[codes: SpanStatus['code'][], said: string | undefined]>([
    [['unset'], undefined],
    [['error'], 'status error'],
    [['ok'], 'status ok'],
    [['error', 'unset'], 'status error'],
    [['error', 'ok'], 'status ok'],
    [['ok', 'error'], 'status ok'],
    [['ok', 'unset'], 'status ok'],
  ])('after %j is the last thing said: %s', (codes, said) => {
    expect(last(codes)).toBe(said)
  })

  test('is the gravest that was set, where ok stands above error and error above unset', () => {
    const ranks = ['unset', 'error', 'ok'] as const
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...ranks)), (codes) => {
        const highest = Math.max(0, ...codes.map((code) => ranks.indexOf(code)))
        expect(last(codes) ?? 'status unset').toBe(`status ${ranks[highest]}`)
      }),
    )
  })

  test('can say something else about the same error', () => {
    const said = saidOf((span) => {
      span.setStatus({ code: 'error', message: 'no answer' })
      span.setStatus({ code: 'error', message: 'wrong answer' })
    })
    expect(said).toEqual(['status error: no answer', 'status error: wrong answer'])
  })

  test('has a message only for an error', () => {
    const said = saidOf((span) => span.setStatus({ code: 'ok', message: 'fine' }))
    expect(said).toEqual(['status ok'])
  })

  test('is what it was when it was set', () => {
    const status = { code: 'error', message: 'no answer' } satisfies SpanStatus
    const said = saidOf((span) => {
      span.setStatus(status)
      status.message = 'changed later'
    })
    expect(said).toEqual(['status error: no answer'])
  })
})

describe('recording an exception', () => {
  test('makes an event and leaves the status alone', () => {
    expect(saidOf((span) => span.recordException(new RangeError('too much')))).toEqual([
      'event exception exception.type="RangeError" exception.message="too much"',
    ])
  })

  test('works for whatever was thrown', () => {
    const said = saidOf((span) => {
      span.recordException('a text').recordException(undefined).recordException(Object.create(null))
    })
    expect(said).toEqual([
      'event exception exception.message="a text"',
      'event exception exception.message="undefined"',
      'event exception exception.message="{}"',
    ])
  })
})

describe('after its end', () => {
  const ended = (act: (span: Span) => void) =>
    saidOf((span) => {
      span.end()
      recording.events.length = 0
      act(span)
    })

  test('a span no longer records', () => {
    const span = startSpan('pay')
    expect(span.isRecording()).toBe(true)
    span.end()
    expect(span.isRecording()).toBe(false)
  })

  test.each<[method: string, act: (span: Span) => void]>([
    ['setAttribute', (span) => span.setAttribute('order', 1042)],
    ['setAttributes', (span) => span.setAttributes({ order: 1042, currency: 'EUR' })],
    ['addEvent', (span) => span.addEvent('late')],
    ['addEvent', (span) => span.recordException(new Error('late'))],
    ['addLink', (span) => span.addLink(span.spanContext())],
    ['setStatus', (span) => span.setStatus({ code: 'error' })],
    ['setStatus', (span) => span.setStatus({ code: 'unset' })],
    ['updateName', (span) => span.updateName('late')],
    ['end', (span) => span.end()],
  ])('%s() is reported once and has no effect', (method, act) => {
    expect(ended(act)).toEqual([
      `notice: ${method}() was called on “pay”, which had ended; it had no effect.`,
    ])
  })

  test('a status that was ok does not hide the report', () => {
    const said = saidOf((span) => {
      span.setStatus({ code: 'ok' }).end()
      span.setStatus({ code: 'error' })
    })
    expect(said.at(-1)).toMatch('setStatus() was called on “pay”, which had ended')
  })
})

describe('what a span cannot take is reported or put in words', () => {
  const wrong = (value: unknown) => value as never

  const noStatus =
    "notice: setStatus() takes { code: 'ok' } or { code: 'error' }; the call had no effect."
  const noLink =
    'notice: A link takes a span context, such as span.spanContext(); this one was left out.'
  const trap = {
    get order() {
      throw new Error('no')
    },
  }

  test.each<[what: string, act: (span: Span) => void, said: string]>([
    ['a status that is a text', (span) => span.setStatus(wrong('error')), noStatus],
    ['no status', (span) => span.setStatus(wrong(undefined)), noStatus],
    ['a link to a span', (span) => span.addLink(wrong(span)), noLink],
    ['a link to nothing', (span) => span.addLink(wrong(undefined)), noLink],
    [
      'an error as message',
      (span) => span.setStatus({ code: 'error', message: wrong(new Error('no')) }),
      'status error: Error: no',
    ],
    ['an event without a name', (span) => span.addEvent(wrong(undefined)), 'event undefined'],
    ['an attribute called by a number', (span) => span.setAttribute(wrong(7), 1), 'attribute 7=1'],
    ['a name that is a number', (span) => span.updateName(wrong(1042)), 'rename 1042'],
    [
      'attributes that throw',
      (span) => span.setAttributes(trap),
      'attribute order="[getter threw: no]"',
    ],
  ])('%s', (_, act, said) => {
    expect(saidOf(act)).toEqual([said])
  })
})

describe('a context', () => {
  test('has no span at first', () => {
    expect(spanContextOf(Context.ROOT)).toBeUndefined()
    expect(activeSpan()).toBeUndefined()
    expect(spanContextOf(active())).toBeUndefined()
  })

  test('carries the span that was put into it', () => {
    const span = startSpan('pay')
    withContext(withSpan(Context.ROOT, span), () => {
      expect(activeSpan()).toBe(span)
      expect(spanContextOf(active())).toBe(span.spanContext())
    })
  })

  test('carries a span of another process as its context only', () => {
    const remote = { traceId: 'a'.repeat(32), spanId: 'b'.repeat(16), traceFlags: 1 }
    const context = withRemoteSpan(withSpan(Context.ROOT, startSpan('pay')), remote)
    withContext(context, () => {
      expect(activeSpan()).toBeUndefined()
      expect(spanContextOf(active())).toEqual({ ...remote, isRemote: true })
    })
  })
})
