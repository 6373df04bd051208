import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { angleWithinQuarter } from './quarter-turns.ts'
import { REPRODUCIBLE } from './reproducible-math.ts'

type Name = Exclude<keyof typeof REPRODUCIBLE, 'atan2' | 'hypot'>

/** Arguments, and the double closest to the true result, computed with two thousand binary digits. */
const CLOSEST: Record<Name, readonly (readonly [x: number, result: number])[]> = {
  acos: [
    [-0.6065009809808424, 2.222448667911452],
    [0.1, 1.4706289056333368],
    [0.9999999, 0.00044721359910904126],
  ],
  acosh: [
    [1.0074797564773859, 0.12223297895313769],
    [3, 1.762747174039086],
    [1e300, 691.4686750787737],
  ],
  asin: [
    [0.8403384096523356, 0.9979072210794476],
    [-1e-5, -1.0000000000166668e-5],
    [0.5, 0.5235987755982989],
  ],
  asinh: [
    [4.824454134405415e-7, 4.824454134405228e-7],
    [-1.8460986135442172, -1.3726115374236738],
    [1e300, 691.4686750787737],
  ],
  atan: [
    [1.6287607044819885, 1.0201725960486383],
    [-1e-7, -9.999999999999966e-8],
    [1e308, 1.5707963267948966],
  ],
  atanh: [
    [0.8750734150196438, 1.3543384238550116],
    [1e-7, 1.0000000000000033e-7],
    [-0.3, -0.3095196042031117],
  ],
  cbrt: [
    [27, 3.0],
    [-48.68452625168983, -3.65143563345982],
    [1e-300, 1e-100],
  ],
  cos: [
    [1e22, 0.523214785395139],
    [1.5707963267948966, 6.123233995736766e-17],
    [-4, -0.6536436208636119],
  ],
  cosh: [
    [0.7931534773024289, 1.3313858072056501],
    [-30, 5343237290762.231],
    [710.4, 1.6663642832806496e308],
  ],
  exp: [
    [1, Math.E],
    [-745, 5e-324],
    [709.78, 1.7928227943945155e308],
  ],
  expm1: [
    [1e-9, 1.0000000005000001e-9],
    [-0.3, -0.2591817793182821],
    [50.5, 8.548134287298057e21],
  ],
  log: [
    [5e-324, -744.4400719213812],
    [0.999999999, -9.999999722180686e-10],
    [12345.678, 9.421061321291832],
  ],
  log10: [
    [5e-324, -323.3062153431158],
    [0.999999999, -4.342944698377123e-10],
    [12345.678, 4.091514945509202],
  ],
  log1p: [
    [1.8617319632761333, 1.0514270231063214],
    [-1e-9, -1.0000000005000001e-9],
    [1000000000000000, 34.538776394910684],
  ],
  log2: [
    [5e-324, -1074.0],
    [0.999999999, -1.4426950008081086e-9],
    [12345.678, 13.59171844813855],
  ],
  sin: [
    [1e22, -0.8522008497671888],
    [Math.PI, 1.2246467991473532e-16],
    [1.7976931348623157e308, 0.004961954789184062],
  ],
  sinh: [
    [1e-5, 1.0000000000166668e-5],
    [-0.7857068812500323, -0.8690799333611394],
    [710.4, 1.6663642832806496e308],
  ],
  tan: [
    [1.5707963267948966, 1.633123935319537e16],
    [0.7, 0.8422883804630794],
    [1e300, 1.4214488238747245],
  ],
  tanh: [
    [0.2456819073765244, 0.24085531915749772],
    [-1e-6, -9.999999999996666e-7],
    [3, 0.9950547536867305],
  ],
}

const names = Object.keys(CLOSEST) as Name[]
const rows = names.flatMap((name) => CLOSEST[name].map(([x, result]) => [name, x, result] as const))

test.each(rows)('%s(%d) is the double closest to the truth', (name, x, result) => {
  expect(REPRODUCIBLE[name](x)).toBe(result)
})

const EDGES = [Number.NaN, 0, -0, Infinity, -Infinity, 1, -1, 2, -2, 5e-324, -5e-324, 1e308, -1e308]
const pairs = EDGES.flatMap((a) => EDGES.map((b) => [a, b] as const))

/** How many doubles lie between two; none between two that are no number. */
function distance(a: number, b: number): number {
  if (Object.is(a, b)) return 0
  const [first, second] = new BigInt64Array(new Float64Array([a, b]).buffer)
  return Math.abs(Number((first as bigint) - (second as bigint)))
}

describe('at the edges, and in between, the engine says the same but for the last digits:', () => {
  test.each(names)('%s', (name) => {
    const compare = (x: number) => {
      expect(distance(REPRODUCIBLE[name](x), Math[name](x)), `${name}(${x})`).toBeLessThanOrEqual(3)
    }
    for (const x of EDGES) compare(x)
    fc.assert(fc.property(fc.double(), compare))
    fc.assert(fc.property(fc.double({ min: -8, max: 8 }), compare))
  })

  test.each(['atan2', 'hypot'] as const)('%s', (name) => {
    const compare = (x: number, y: number) => {
      const apart = distance(REPRODUCIBLE[name](x, y), Math[name](x, y))
      expect(apart, `${name}(${x}, ${y})`).toBeLessThanOrEqual(3)
    }
    for (const [a, b] of pairs) compare(a, b)
    fc.assert(fc.property(fc.double({ min: -9, max: 9 }), fc.double({ min: -9, max: 9 }), compare))
  })
})

test('the length of no sides is nothing, and of many their common length', () => {
  expect([REPRODUCIBLE.hypot(), REPRODUCIBLE.hypot(2, 3, 6), REPRODUCIBLE.hypot(-3)]).toEqual([
    0, 7, 3,
  ])
})

test('of an angle, whole quarter turns are taken off, in both directions', () => {
  const quarters = [0.7, 0.8, 2, 3, 4, 5.2, -0.8, -2, -3].map((x) => angleWithinQuarter(x).quarters)
  expect(quarters).toEqual([0, 1, 1, 2, 3, 3, 3, 3, 2])
  fc.assert(
    fc.property(fc.double({ noNaN: true, min: -1e300, max: 1e300 }), (x) => {
      expect(Math.abs(angleWithinQuarter(x).angle[0])).toBeLessThanOrEqual(Math.PI / 4)
    }),
  )
})
