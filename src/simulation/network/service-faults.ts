/** Service faults are what can go wrong on the way to a service and inside of it, each a dial that is off at 0. */

import type { Random } from '../chance/random.ts'
import { DURATION_OR_NONE, type Rule, requireRule, SHARE } from '../rule.ts'
import type { Headers } from './instrumentation.ts'

export interface ServiceFaults {
  /** The share of requests that find nobody who takes them: the caller gets a 503. 0 to 1. */
  readonly refused: number
  /** The share of requests that lose their headers on the way, to a proxy that doesn't know them, say. 0 to 1. */
  readonly headersDropped: number
  /** The share of requests whose `traceparent` arrives cut short, which makes it invalid. 0 to 1. */
  readonly headersMangled: number
  /** The share of requests that crash the service, and with it all others that are there: callers get a 502. 0 to 1. */
  readonly crashes: number
  /** The share of answers that are lost on the way back: the work is done, and the caller gets a 502. 0 to 1. */
  readonly reset: number
  /** How long a crashed service refuses everything until it is there again. Milliseconds, 0 or more. */
  readonly restart: number
}

const NO_FAULTS: ServiceFaults = {
  refused: 0,
  headersDropped: 0,
  headersMangled: 0,
  crashes: 0,
  reset: 0,
  restart: 1000,
}

const RULES: { readonly [Name in keyof ServiceFaults]: Rule } = {
  refused: SHARE,
  headersDropped: SHARE,
  headersMangled: SHARE,
  crashes: SHARE,
  reset: SHARE,
  restart: DURATION_OR_NONE,
}

/**
 * All faults: those that are given, and the others off.
 * @throws RangeError if one is out of its range
 */
export function completeFaults(asker: string, given: Partial<ServiceFaults>): ServiceFaults {
  const faults = { ...NO_FAULTS, ...given }
  for (const name of Object.keys(RULES) as (keyof ServiceFaults)[]) {
    requireRule(asker, name, faults[name], RULES[name])
  }
  return faults
}

/** What becomes of one request. */
export interface Fate {
  readonly isRefused: boolean
  readonly headers: 'kept' | 'dropped' | 'mangled'
  readonly isCrashing: boolean
  readonly isReset: boolean
}

/** Draws the fate of a request: always in this order, and nothing for a dial that is off. */
export function drawFate(
  { refused, headersDropped, headersMangled, crashes, reset }: ServiceFaults,
  chance: Random,
): Fate {
  const isRefused = chance.chance(refused)
  const isDropped = chance.chance(headersDropped)
  const isMangled = chance.chance(headersMangled)
  return {
    isRefused,
    headers: isDropped ? 'dropped' : isMangled ? 'mangled' : 'kept',
    isCrashing: chance.chance(crashes),
    isReset: chance.chance(reset),
  }
}

/** The headers as they arrive. */
export function headersAfter(fate: Fate, { traceparent, ...others }: Headers): Headers {
  if (fate.headers === 'dropped') return {}
  if (traceparent === undefined) return others
  // As a proxy does that knows only trace ids of 64 bits.
  const arrived =
    fate.headers === 'mangled' ? traceparent.replace(/^(..-)[0-9a-f]{16}/, '$1') : traceparent
  return { ...others, traceparent: arrived }
}
