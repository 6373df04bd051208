import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { RequestRandom } from './request-random.ts'

const draw = (count: number, random: RequestRandom) =>
  Array.from({ length: count }, () => random.uint32())

test.each<[seed: string | number, purpose: string, request: number, numbers: number[]]>([
  [1, 'bank', 0, [4147700208, 177872863, 2019245011]],
  [1, 'bank', 1, [1858017507, 1489654420, 924050708]],
  [1, 'network', 0, [2499966708, 159869331, 2893241774]],
  ['shop', 'bank', 2 ** 40, [3692113070, 3947409587, 3676599811]],
])('the numbers of seed %j, %s, request %d never change', (seed, purpose, request, numbers) => {
  expect(draw(3, new RequestRandom(seed, purpose, request))).toEqual(numbers)
})

describe('the luck of a request depends on', () => {
  const requests = fc.nat({ max: 2 ** 31 - 1 })
  const numbersOf = (seed: number, purpose: string, request: number) =>
    draw(4, new RequestRandom(seed, purpose, request))

  test('nothing that other requests drew', () => {
    fc.assert(
      fc.property(requests, requests, fc.nat({ max: 20 }), (request, other, draws) => {
        const random = new RequestRandom(1, 'bank', other)
        draw(draws, random)
        expect(draw(4, random.begin(request))).toEqual(numbersOf(1, 'bank', request))
      }),
    )
  })

  test('its number', () => {
    fc.assert(
      fc.property(requests, requests, (request, other) => {
        fc.pre(request !== other)
        expect(numbersOf(1, 'bank', request)).not.toEqual(numbersOf(1, 'bank', other))
      }),
    )
  })

  test('all 53 bits of its number', () => {
    expect(numbersOf(1, 'bank', 5 + 2 ** 32)).not.toEqual(numbersOf(1, 'bank', 5))
  })

  test('the seed and the purpose', () => {
    expect(numbersOf(2, 'bank', 5)).not.toEqual(numbersOf(1, 'bank', 5))
    expect(numbersOf(1, 'cart', 5)).not.toEqual(numbersOf(1, 'bank', 5))
  })
})

test('a request can be left and taken up again', () => {
  fc.assert(
    fc.property(fc.nat({ max: 20 }), (before) => {
      const random = new RequestRandom(1, 'bank', 7)
      draw(before, random)
      const { drawn } = random
      const next = draw(4, random)
      random.begin(8)
      draw(3, random)
      expect(draw(4, random.begin(7, drawn))).toEqual(next)
    }),
  )
})

test('a normal number costs one draw, and so does a number from 0 to 1', () => {
  const random = new RequestRandom(1, 'bank')
  random.normal()
  random.next()
  expect(random.drawn).toBe(2)
})
