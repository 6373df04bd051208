/** Propagation is how this program's requests carry their trace and their baggage to the next one. */

import { active } from '../context/ambient.ts'
import { Context } from '../context/context.ts'
import { w3cBaggage } from './baggage-header.ts'
import type { Carrier } from './carrier.ts'
import { composite, type Propagator } from './propagator.ts'
import { w3cTraceContext } from './trace-context.ts'

const W3C = composite([w3cTraceContext, w3cBaggage])

let propagator = W3C

/**
 * The propagator that the whole program uses: W3C Trace Context and W3C Baggage, unless it was told to use another.
 * @see OpenTelemetry Propagators API, “Global Propagators”.
 */
export const propagation = {
  inject,
  extract,

  /** Uses another propagator from now on; without an argument, the W3C's two. Several are one: {@link composite}. */
  use(another: Propagator = W3C): void {
    // A composite keeps what its parts throw away from the code that sends a request.
    propagator = another === W3C ? W3C : composite([another])
  },

  /** The headers that `inject` may write, in lowercase. */
  get fields(): readonly string[] {
    return propagator.fields
  },
}

/**
 * Writes a context into a carrier that is about to leave.
 * @param context default: the one that is active
 */
function inject(carrier: Carrier): void
function inject(context: Context, carrier: Carrier): void
function inject(...args: [Carrier] | [Context, Carrier]): void {
  propagator.inject(...withActive(args))
}

/**
 * A context that also holds what a carrier brought; the same one if it brought nothing.
 * @param context default: the one that is active
 */
function extract(carrier: Carrier): Context
function extract(context: Context, carrier: Carrier): Context
function extract(...args: [Carrier] | [Context, Carrier]): Context {
  return propagator.extract(...withActive(args))
}

function withActive(args: [Carrier] | [Context, Carrier]): [Context, Carrier] {
  const [first, carrier] = args
  return first instanceof Context ? [first, carrier ?? {}] : [active(), first ?? carrier ?? {}]
}
