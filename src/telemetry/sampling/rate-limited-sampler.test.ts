import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { recordEachTest } from '../../../tests/recording.ts'
import { spanToBe } from '../../../tests/span-to-be.ts'
import { type RateLimit, rateLimited } from './rate-limited-sampler.ts'
import type { Sampler } from './sampler.ts'

const recording = recordEachTest()

/** How many of some spans that begin now are kept. */
function keptOf(count: number, sampler: Sampler): number {
  const decisions = Array.from({ length: count }, () => sampler.shouldSample(spanToBe()).decision)
  return decisions.filter((decision) => decision === 'record-and-sample').length
}

describe('a rate limit', () => {
  test('keeps a burst, and then as many as time brings', () => {
    const sampler = rateLimited({ perSecond: 10, burst: 3 })
    expect(keptOf(5, sampler)).toBe(3)
    recording.pass(99)
    expect(keptOf(5, sampler)).toBe(0)
    recording.pass(1)
    expect(keptOf(5, sampler)).toBe(1)
    recording.pass(250)
    expect(keptOf(5, sampler)).toBe(2)
    recording.pass(60_000)
    expect(keptOf(5, sampler)).toBe(3)
  })

  test.each<[limit: RateLimit, atOnce: number]>([
    [{ perSecond: 10 }, 10],
    [{ perSecond: 0.1 }, 1],
    [{ perSecond: 0, burst: 2 }, 2],
  ])('of %j keeps %d at once', (limit, atOnce) => {
    expect(keptOf(20, rateLimited(limit))).toBe(atOnce)
  })

  test('of less than one a second keeps one now and then', () => {
    const sampler = rateLimited({ perSecond: 0.5 })
    expect(keptOf(2, sampler)).toBe(1)
    recording.pass(1_999)
    expect(keptOf(2, sampler)).toBe(0)
    recording.pass(1)
    expect(keptOf(2, sampler)).toBe(1)
  })

  test('is not lifted by a clock that is set back', () => {
    const sampler = rateLimited({ perSecond: 10, burst: 1 })
    recording.pass(5_000)
    expect(keptOf(2, sampler)).toBe(1)
    recording.pass(-4_000)
    expect(keptOf(2, sampler)).toBe(0)
    recording.pass(100)
    expect(keptOf(2, sampler)).toBe(1)
  })

  test('is never passed: in any time a burst and what that time brings', () => {
    const steps = fc.array(fc.record({ pause: fc.nat(500), spans: fc.nat(20) }))
    fc.assert(
      fc.property(fc.nat(50), fc.integer({ min: 1, max: 10 }), steps, (perSecond, burst, all) => {
        const sampler = rateLimited({ perSecond, burst })
        let kept = 0
        let milliseconds = 0
        for (const { pause, spans } of all) {
          recording.pass(pause)
          milliseconds += pause
          kept += keptOf(spans, sampler)
        }
        expect(kept).toBeLessThanOrEqual(burst + (milliseconds * perSecond) / 1000 + 1e-6)
      }),
    )
  })

  test.each<[limit: unknown, message: string]>([
    [{ perSecond: -1 }, 'perSecond is a number from 0 on, not -1.'],
    [{ perSecond: Number.NaN }, 'perSecond is a number from 0 on, not NaN.'],
    [{}, 'perSecond is a number from 0 on, not undefined.'],
    [{ perSecond: 1, burst: 0 }, 'burst is a number from 1 on, not 0.'],
    [{ perSecond: 1, burst: Number.NaN }, 'burst is a number from 1 on, not NaN.'],
  ])('can not be %j', (limit, message) => {
    expect(() => rateLimited(limit as RateLimit)).toThrow(new RangeError(message))
  })

  test('describes itself', () => {
    expect(rateLimited({ perSecond: 2 }).description).toBe('RateLimited{2/s, burst=2}')
  })
})
