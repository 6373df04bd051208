import fc from 'fast-check'
import { expect, test } from 'vitest'
import { EventQueue, NOBODY } from './event-queue.ts'

interface Event {
  readonly slot: number
  readonly due: number
  readonly set: number
}

const events = fc.array(
  fc.record({
    slot: fc.nat({ max: 40 }),
    due: fc.nat({ max: 30 }),
    set: fc.double({ min: 0, max: 1, noNaN: true }),
  }),
  { maxLength: 200 },
)

test('slots come in the order of their last event; at the same moment, whichever was set earlier', () => {
  fc.assert(
    fc.property(events, fc.array(fc.nat({ max: 40 })), (given, cancelled) => {
      const queue = new EventQueue()
      const last = new Map<number, Event>()
      for (const event of given) {
        queue.schedule(event.slot, event.due, event.set)
        last.set(event.slot, event)
      }
      for (const slot of cancelled) {
        queue.cancel(slot)
        last.delete(slot)
      }
      const expected = [...last.values()].sort((a, b) => a.due - b.due || a.set - b.set)
      const taken: Event[] = []
      while (!queue.isEmpty) {
        const due = queue.nextMoment
        const event = last.get(queue.takeFirst()) as Event
        expect(event.due).toBe(due)
        taken.push(event)
      }
      const moments = (list: Event[]) => list.map(({ due, set }) => [due, set])
      expect(moments(taken)).toEqual(moments(expected))
    }),
  )
})

test('an empty queue has nobody, and no moment', () => {
  const queue = new EventQueue()
  expect([queue.isEmpty, queue.takeFirst(), queue.nextMoment]).toEqual([
    true,
    NOBODY,
    Number.POSITIVE_INFINITY,
  ])
})
