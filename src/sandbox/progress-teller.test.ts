import { expect, test } from 'vitest'
import { progressTeller } from './progress-teller.ts'

test('progress is told at the beginning, at the end, and in between as often as one can see', () => {
  let now = 0
  const told: number[] = []
  const tell = progressTeller({ realNow: () => now, post: ({ done }) => told.push(done) })
  for (let done = 0; done <= 100; done++) {
    tell(done, 100)
    now += 5
  }
  expect(told).toEqual([0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100])
})
