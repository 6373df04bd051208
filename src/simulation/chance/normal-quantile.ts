/**
 * The normal quantile is the number below which a given share of the normal distribution lies: it turns one number from
 * 0 to 1 into a normal one. Built as `quick-math.ts` is, and for the same reason.
 * @see M. J. Wichura, “Algorithm AS 241: The percentage points of the normal distribution”, 1988: right to about 16 digits
 */

import { log } from './quick-math.ts'

/** Into so many cells the shares are cut, each as likely as the others. */
const CELLS = 2048
const NUMBERS_PER_CELL = 2 ** 32 / CELLS

/** Further from the middle than this, the curve is another one. */
const MIDDLE = 0.425

/**
 * @param share more than 0 and less than 1; not below 10⁻¹⁰ or that close to 1, where the algorithm has a third part, which
 *   32 random bits don't reach
 */
export function normalQuantile(share: number): number {
  const q = share - 0.5
  if (q >= -MIDDLE && q <= MIDDLE) return middle(q)
  return q < 0 ? -tail(share) : tail(1 - share)
}

function middle(q: number): number {
  const r = MIDDLE * MIDDLE - q * q
  const s = r * r
  const above =
    ((33430.57558358813 * s + 45921.95393154987) * s + 1971.5909503065513) * s +
    3.3871328727963665 +
    r *
      (((2509.0809287301227 * s + 67265.7709270087) * s + 13731.69376550946) * s +
        133.14166789178438)
  const below =
    ((28729.085735721943 * s + 21213.794301586597) * s + 687.1870074920579) * s +
    1 +
    r *
      (((5226.495278852854 * s + 39307.89580009271) * s + 5394.196021424751) * s +
        42.31333070160091)
  return (q * above) / below
}

/** @param share the smaller of the shares on both sides */
function tail(share: number): number {
  const r = Math.sqrt(-log(share)) - 1.6
  const s = r * r
  const above =
    ((0.022723844989269184 * s + 1.2704582524523684) * s + 5.769497221460691) * s +
    1.4234371107496835 +
    r *
      (((0.0007745450142783414 * s + 0.2417807251774506) * s + 3.6478483247632045) * s +
        4.630337846156546)
  const below =
    ((0.0005475938084995345 * s + 0.14810397642748008) * s + 1.6763848301838038) * s +
    1 +
    r *
      (((1.0507500716444169e-9 * s + 0.015198666563616457) * s + 0.6897673349851) * s +
        2.053191626637759)
  return above / below
}

/** Where each cell begins; the first begins at minus infinity. */
const CELL_EDGES = Float64Array.from({ length: CELLS }, (_, cell) => normalQuantile(cell / CELLS))

/**
 * A normal number. Within a cell the curve is taken for a straight line, but for the first and the last, which have no end.
 * So it is right at every edge, and between two of them nearly.
 * @param uint32 any whole number from 0 to 2³² − 1, each as likely as the others
 */
export function normalFrom(uint32: number): number {
  const cell = Math.floor(uint32 / NUMBERS_PER_CELL)
  if (cell === 0 || cell === CELLS - 1) return normalQuantile((uint32 + 0.5) / 2 ** 32)
  const from = CELL_EDGES[cell] as number
  const to = CELL_EDGES[cell + 1] as number
  return from + (to - from) * ((uint32 + 0.5) / NUMBERS_PER_CELL - cell)
}
