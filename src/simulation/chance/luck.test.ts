import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { withContext } from '../../telemetry/context/ambient.ts'
import { Context } from '../../telemetry/context/context.ts'
import { createSimulation } from '../simulation.ts'
import { carryLuck, Luck, luckOf, withLuck } from './luck.ts'
import { RequestRandom } from './request-random.ts'
import { SeededRandom } from './seeded-random.ts'

const inRequest = <R>(luck: Luck, fn: () => R) => withContext(withLuck(Context.ROOT, luck), fn)

describe('chance for a purpose', () => {
  test('is the run’s own outside of requests, number for number', () => {
    const chance = createSimulation(1).chanceOf('bank')
    const run = new SeededRandom('1/bank')
    expect([chance.uint32(), chance.next(), chance.logNormal(60, 0.3), chance.hex(8)]).toEqual([
      run.uint32(),
      run.next(),
      run.logNormal(60, 0.3),
      run.hex(8),
    ])
  })

  test('is the request’s own inside of one, number for number', () => {
    const chance = createSimulation(1).chanceOf('bank')
    const own = new RequestRandom(1, 'bank', 7)
    const drawn = inRequest(new Luck(1, 7), () => [chance.uint32(), chance.normal(), chance.next()])
    expect(drawn).toEqual([own.uint32(), own.normal(), own.next()])
  })

  test('goes on where the request left it, whoever asks', () => {
    const world = createSimulation(1)
    const own = new RequestRandom(1, 'bank', 7)
    const luck = new Luck(1, 7)
    const drawn = [0, 1].map(() => inRequest(luck, () => world.chanceOf('bank').next()))
    expect(drawn).toEqual([own.next(), own.next()])
  })

  test('is not shifted for the run by what requests draw', () => {
    const chance = createSimulation(1).chanceOf('bank')
    const undisturbed = createSimulation(1).chanceOf('bank').next()
    inRequest(new Luck(1, 7), () => chance.next())
    expect(chance.next()).toBe(undisturbed)
  })

  test('is the same for a request in whatever order requests come', () => {
    const requests = fc.uniqueArray(fc.nat(), { minLength: 2, maxLength: 8 })
    fc.assert(
      fc.property(requests, (order) => {
        const drawIn = (numbers: readonly number[]) => {
          const chance = createSimulation(1).chanceOf('bank')
          return new Map(
            numbers.map((request) => [
              request,
              inRequest(new Luck(1, request), () => chance.next()),
            ]),
          )
        }
        const [one, other] = [drawIn(order), drawIn(order.toReversed())]
        for (const request of order) expect(one.get(request)).toBe(other.get(request))
      }),
    )
  })
})

test('luck is carried on only by whoever carries it', () => {
  const luck = new Luck(1, 7)
  const request = withLuck(Context.ROOT, luck)
  expect(luckOf(Context.ROOT)).toBeUndefined()
  expect(luckOf(carryLuck(request, Context.ROOT))).toBe(luck)
  expect(carryLuck(Context.ROOT, Context.ROOT)).toBe(Context.ROOT)
})

test('given waits come in order, and after them none', () => {
  const luck = new Luck(1, 7, [120, 0])
  expect([luck.nextWait(), luck.nextWait(), luck.nextWait()]).toEqual([120, 0, 0])
  expect([luck.isAlone, new Luck(1, 7).isAlone]).toEqual([true, false])
  expect(new Luck(1, 7).nextWait()).toBeUndefined()
})
