import { TraceIdRatioBasedSampler } from '@opentelemetry/sdk-trace-base'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { traceIdRatioLegacyJs } from '../../../tests/conformance/sampling.json'
import { spanToBe } from '../../../tests/span-to-be.ts'
import { ratio } from './ratio-sampler.ts'

type Vector = [share: number, traceId: string, isKept: boolean]

const isKept = (share: number, traceId: string) =>
  ratio(share).shouldSample(spanToBe({ traceId })).decision === 'record-and-sample'

const isShare = (share: unknown) => typeof share === 'number' && share >= 0 && share <= 1
const vectors = traceIdRatioLegacyJs as Vector[]

describe('a ratio', () => {
  test.each(vectors.filter(([share]) => isShare(share)))(
    'of %d agrees with OpenTelemetry for JavaScript about “%s”: %s',
    (share, traceId, expected) => {
      expect(isKept(share, traceId)).toBe(expected)
    },
  )

  test.each([...vectors.map(([share]) => share).filter((share) => !isShare(share)), undefined])(
    'that is %s is refused, where OpenTelemetry would take another',
    (share) => {
      expect(() => ratio(share as number)).toThrow(
        new RangeError(`ratio() takes a number from 0 to 1, not ${share}.`),
      )
    },
  )

  test('decides about any trace as OpenTelemetry for JavaScript does', () => {
    const traceId = fc.stringMatching(/^[0-9a-f]{32}$/)
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), traceId, (share, id) => {
        const { decision } = new TraceIdRatioBasedSampler(share).shouldSample({} as never, id)
        expect(isKept(share, id)).toBe(decision === 2)
      }),
    )
  })

  test('describes itself', () => {
    expect(ratio(0.25).description).toBe('TraceIdRatioBased{0.25}')
  })
})
