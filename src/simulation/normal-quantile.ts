/**
 * The normal quantile is the number below which a given share of the normal distribution lies: it turns one number from
 * 0 to 1 into a normal one. Built as `quick-math.ts` is, and for the same reason.
 * @see M. J. Wichura, “Algorithm AS 241: The percentage points of the normal distribution”, 1988: right to about 16 digits
 */

import { log } from './quick-math.ts'

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
  let above = 2509.0809287301227
  above = above * r + 33430.57558358813
  above = above * r + 67265.7709270087
  above = above * r + 45921.95393154987
  above = above * r + 13731.69376550946
  above = above * r + 1971.5909503065513
  above = above * r + 133.14166789178438
  above = above * r + 3.3871328727963665
  let below = 5226.495278852854
  below = below * r + 28729.085735721943
  below = below * r + 39307.89580009271
  below = below * r + 21213.794301586597
  below = below * r + 5394.196021424751
  below = below * r + 687.1870074920579
  below = below * r + 42.31333070160091
  below = below * r + 1
  return (q * above) / below
}

/** @param share the smaller of the shares on both sides */
function tail(share: number): number {
  const r = Math.sqrt(-log(share)) - 1.6
  let above = 0.0007745450142783414
  above = above * r + 0.022723844989269184
  above = above * r + 0.2417807251774506
  above = above * r + 1.2704582524523684
  above = above * r + 3.6478483247632045
  above = above * r + 5.769497221460691
  above = above * r + 4.630337846156546
  above = above * r + 1.4234371107496835
  let below = 1.0507500716444169e-9
  below = below * r + 0.0005475938084995345
  below = below * r + 0.015198666563616457
  below = below * r + 0.14810397642748008
  below = below * r + 0.6897673349851
  below = below * r + 1.6763848301838038
  below = below * r + 2.053191626637759
  below = below * r + 1
  return above / below
}
