import fc from 'fast-check'
import { expect, test } from 'vitest'
import { LINE_TYPES } from '../trace-data/event-batch.ts'
import { histogramBars } from './histogram-bars.ts'
import { timeAxis } from './time-axis.ts'
import { BUCKETS, TimeHistogram } from './time-histogram.ts'

const INFO = LINE_TYPES.indexOf('info')
const ERROR = LINE_TYPES.indexOf('error')

test('no line is lost when the run outgrows the histogram, and each stays in its stretch of time', () => {
  const times = fc.array(fc.integer({ min: -1e9, max: 1e9 }), { minLength: 1 })
  fc.assert(
    fc.property(times, (moments) => {
      const histogram = new TimeHistogram(0, 1000)
      for (const time of moments) histogram.add(time, INFO)
      for (let bucket = 0; bucket < BUCKETS; bucket++) {
        const [from, to] = [histogram.start(bucket), histogram.start(bucket + 1)]
        const inside = moments.filter((time) => time >= from && time < to)
        expect(histogram.count(bucket, 'info')).toBe(inside.length)
        if (inside[0] !== undefined) expect(histogram.bucketAt(inside[0])).toBe(bucket)
      }
      const all = Array.from({ length: BUCKETS }, (_, bucket) => histogram.count(bucket, 'info'))
      expect(all.reduce((sum, count) => sum + count, 0)).toBe(moments.length)
    }),
  )
})

test('bars are stacked with the gravest lines below, as shares of the highest', () => {
  const histogram = new TimeHistogram(0, 959)
  for (let line = 0; line < 3; line++) histogram.add(5, INFO)
  histogram.add(9, ERROR)
  histogram.add(955, INFO)
  const bars = histogramBars(histogram, timeAxis(0, 960))
  expect(bars.map(({ from, to, count }) => [from, to, count])).toEqual([
    [0, 10 / 960, 4],
    [950 / 960, 1, 1],
  ])
  expect(bars[0]?.parts).toEqual([
    { gravity: 'error', count: 1, bottom: 0, top: 0.25 },
    { gravity: 'plain', count: 3, bottom: 0.25, top: 1 },
  ])
})
