import fc from 'fast-check'
import { expect, test } from 'vitest'
import { NOBODY } from './event-queue.ts'
import { Places } from './places.ts'

test('whoever comes first gets a place first, however long the line', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 4 }), fc.array(fc.boolean()), (limit, comings) => {
      const places = new Places(limit)
      const line: number[] = []
      let atWork = 0
      comings.forEach((isComing, slot) => {
        if (isComing) {
          const hasPlace = places.enter(slot)
          expect(hasPlace).toBe(atWork < limit)
          if (hasPlace) atWork++
          else line.push(slot)
        } else if (atWork > 0) {
          const next = line.shift() ?? NOBODY
          expect(places.leave()).toBe(next)
          if (next === NOBODY) atWork--
        }
      })
    }),
  )
})

test('where there is room for all, nobody waits', () => {
  const places = new Places(Number.POSITIVE_INFINITY)
  for (let slot = 0; slot < 100; slot++) expect(places.enter(slot)).toBe(true)
})
