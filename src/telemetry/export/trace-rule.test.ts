import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { recordEachTest } from '../../../tests/recording.ts'
import type { ExportableSpan } from '../tracing/span-record.ts'
import { fromOtlpTraces } from './from-otlp-traces.ts'
import { anyOf, hasError, ratioOf, slowerThan } from './trace-rule.ts'

const recording = recordEachTest()

/** A span of a trace. Times are milliseconds. */
function span(start: number, end: number, given: Partial<ExportableSpan> = {}): ExportableSpan {
  const ids = { traceId: 'a'.repeat(32), spanId: 'b'.repeat(16) }
  const [plain] = fromOtlpTraces({ resourceSpans: [{ scopeSpans: [{ spans: [ids] }] }] })
  return { ...(plain as ExportableSpan), start: start * 1000, end: end * 1000, ...given }
}

test('a trace has an error if one of its spans does', () => {
  const failed = span(0, 1, { status: { code: 'error' } })
  expect(hasError([span(0, 1), failed])).toBe(true)
  expect(hasError([span(0, 1), span(0, 1, { status: { code: 'ok' } })])).toBe(false)
})

describe('a trace is slower than something', () => {
  test.each([
    [[span(0, 100)], false],
    [[span(0, 101)], true],
    [[span(50, 60), span(0, 10), span(90, 101)], true],
    [[span(1000, 1010), span(1090, 1100)], false],
  ])('from its first start to its last end: %#', (trace, isSlower) => {
    expect(slowerThan(100)(trace)).toBe(isSlower)
  })
})

describe('a ratio', () => {
  const trace = (random: string) => [span(0, 1, { traceId: 'f'.repeat(18) + random })]

  // The threshold for a half is 8, for a tenth e666.
  test.each([
    [0, 'ffffffffffffff', false],
    [0.5, '7fffffffffffff', false],
    [0.5, '80000000000000', true],
    [0.1, 'e6659999999999', false],
    [0.1, 'e6660000000000', true],
    [1, '00000000000000', true],
  ])('of %d for a trace id that ends in %s', (ratio, random, isKept) => {
    expect(ratioOf(ratio)(trace(random))).toBe(isKept)
  })

  test('keeps of a larger part what it keeps of a smaller one', () => {
    const part = fc.double({ min: 0, max: 1, noNaN: true })
    const random = fc.bigInt({ min: 0n, max: 2n ** 56n - 1n })
    fc.assert(
      fc.property(part, part, random, (one, other, bits) => {
        const [smaller, larger] = one < other ? [one, other] : [other, one]
        const id = trace(bits.toString(16).padStart(14, '0'))
        if (ratioOf(smaller)(id)) expect(ratioOf(larger)(id)).toBe(true)
      }),
    )
  })

  test('that is none keeps everything, and is reported', () => {
    expect(ratioOf(10)(trace('00000000000000'))).toBe(true)
    expect(recording.said()).toEqual([
      'notice: A ratio lies between 0 and 1; 10 does not, so every trace is kept.',
    ])
  })
})

test('any of several rules is enough', () => {
  const rule = anyOf(hasError, slowerThan(100))
  expect(rule([span(0, 101)])).toBe(true)
  expect(rule([span(0, 1, { status: { code: 'error' } })])).toBe(true)
  expect(rule([span(0, 1)])).toBe(false)
  expect(anyOf()([span(0, 1)])).toBe(false)
})
