/** An ending is how a checkout can end, as the customer sees it. */

import type { Checkout } from '../traffic/traffic.ts'

/** In the columns of a month, each is a number. */
export const PAID = 0
export const REFUSED = 1
/** The connection to payments broke. */
export const BROKEN = 2
/** Nobody took the request. */
export const UNREACHABLE = 3
/** The bank took too long, as often as it was asked. */
export const UNANSWERED = 4

/** What each of them is, by its number. */
export const ENDINGS: readonly Pick<Checkout, 'outcome' | 'status'>[] = [
  { outcome: 'paid', status: 200 },
  { outcome: 'refused', status: 402 },
  { outcome: 'failed', status: 502 },
  { outcome: 'failed', status: 503 },
  { outcome: 'failed', status: 504 },
]
