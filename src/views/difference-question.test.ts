import { expect, test } from 'vitest'
import { failed, span } from '../../tests/made-up-run.ts'
import { storeOf } from '../../tests/made-up-store.ts'
import { answerQuestion, questionText, slowestTenth } from './difference-question.ts'
import { requestRows } from './operations.ts'
import { rowsBetween, runMetrics } from './run-metrics.ts'
import { timeAxis } from './time-axis.ts'

/** Twenty requests: the tenth and the twentieth take ten times as long, the fifth fails. */
const store = storeOf(
  ...Array.from({ length: 20 }, (_, index) => {
    const [start, end] = span(`r${index}`, index, index + (index % 10 === 9 ? 100 : 10), {
      attributes: { isTenth: index % 10 === 9 },
    })
    return [start, ...(index === 4 ? [failed('r4')] : []), end].flatMap((event) => event ?? [])
  }),
)
const rows = requestRows(store)
const metrics = runMetrics(store, rows, timeAxis(store.start, store.end))

test('the slowest tenth is what took longer than nine of ten', () => {
  const question = slowestTenth(metrics)
  expect(rowsBetween(store, rows, question as { from: number; to: number })).toEqual([9, 19])
  expect(questionText(question)).toBe('took 92.7 ms to 101 ms')
})

test('the answer is about those in question against all others', () => {
  const { chosen, rest, differences } = answerQuestion(store, rows, slowestTenth(metrics))
  expect([chosen, rest, differences[0]?.what]).toEqual([2, 18, 'shop: isTenth = true'])
  const ofFailed = answerQuestion(store, rows, 'failed')
  expect([ofFailed.chosen, ofFailed.rest, questionText('failed')]).toEqual([1, 19, 'failed'])
})
