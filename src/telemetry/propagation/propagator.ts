/** A propagator takes what belongs to one flow of work across a process boundary, in one format. */

import { Context } from '../context/context.ts'
import { diagnose } from '../diagnostic.ts'
import { reasonOf, textOf } from '../field.ts'
import type { Carrier } from './carrier.ts'

/**
 * Neither method throws, and what a carrier says in a form that is no good leaves the context as it is.
 * @see OpenTelemetry Propagators API, “TextMap Propagator”.
 */
export interface Propagator {
  /** Writes what the context holds into a carrier that is about to leave. */
  inject(context: Context, carrier: Carrier): void
  /** A context that also holds what a carrier brought; the same one if it brought nothing. */
  extract(context: Context, carrier: Carrier): Context
  /** The headers that `inject` may write, in lowercase. Who uses a carrier twice deletes them before the second time. */
  readonly fields: readonly string[]
}

/**
 * Several propagators as one. They write and read in the order given, so where two read the same, the last one counts.
 * One that throws is reported and passed over.
 * @see OpenTelemetry Propagators API, “Composite Propagator”.
 */
export function composite(propagators: readonly Propagator[]): Propagator {
  return {
    fields: [...new Set(propagators.flatMap(({ fields }) => fields))],
    inject(context, carrier) {
      for (const propagator of propagators) {
        try {
          propagator.inject(context, carrier)
        } catch (error) {
          failed(error, propagator)
        }
      }
    },
    extract(context, carrier) {
      let extracted = context
      for (const propagator of propagators) {
        try {
          const context = propagator.extract(extracted, carrier)
          if (!(context instanceof Context)) throw new TypeError('extract() gave back no context.')
          extracted = context
        } catch (error) {
          failed(error, propagator)
        }
      }
      return extracted
    },
  }
}

function failed(error: unknown, { fields }: Propagator): void {
  diagnose(`The propagator of ${textOf(fields)} failed: ${reasonOf(error)}`)
}
