import { expect, test } from 'vitest'
import type { RunMessage } from '../sandbox/protocol.ts'
import { inFrames } from './message-frames.ts'

const events = (count: number): RunMessage => ({
  kind: 'events',
  batches: [],
  count,
})
const clock: RunMessage = { kind: 'clock', time: 1, isPaused: false }

/** Portions as they come, a frame at a time: `events events clock`. */
function frames() {
  const heard: string[] = []
  let next: (() => void) | undefined
  const hear = inFrames(
    (messages) => heard.push(messages.map(({ kind }) => kind).join(' ')),
    (callback) => {
      next = callback
    },
  )
  const paint = () => {
    const callback = next
    next = undefined
    callback?.()
    return heard.splice(0)
  }
  return { hear, paint }
}

test('what comes between two frames is heard together', () => {
  const { hear, paint } = frames()
  hear(events(3))
  hear(clock)
  expect([paint(), paint()]).toEqual([['events clock'], []])
  hear(clock)
  expect(paint()).toEqual(['clock'])
})

test('what is too much for a frame waits for the next ones', () => {
  const { hear, paint } = frames()
  for (let index = 0; index < 7; index++) hear(events(4000))
  hear(clock)
  expect([paint(), paint(), paint(), paint(), paint()]).toEqual([
    ['events events'],
    ['events events'],
    ['events events'],
    ['events clock'],
    [],
  ])
})

test('a message that is too much alone is heard all the same', () => {
  const { hear, paint } = frames()
  hear(events(20_000))
  hear(clock)
  expect([paint(), paint()]).toEqual([['events'], ['clock']])
})

test('what comes while a frame is being heard waits for the next', () => {
  const { hear, paint } = frames()
  hear(events(10_001))
  hear(events(1))
  expect(paint()).toEqual(['events'])
  hear(clock)
  expect(paint()).toEqual(['events clock'])
})
