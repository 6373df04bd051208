/** The instrumentation host is what a logger and a tracer need from outside: a clock, ids, and someone who listens. */

import type { TelemetryEvent } from './telemetry-event.ts'

/** The ports of the library: without them it knows no time, no chance and no listener. */
export interface InstrumentationHost {
  /** The time, in whole microseconds since the Unix epoch. */
  now(): number
  /** 32 random bits, as a whole number: what ids are made of. */
  randomBits(): number
  /** Receives every telemetry event, in the order in which they happen. Must not throw. */
  emit(event: TelemetryEvent): void
}

/** What every JavaScript runtime has, and the language does not name. */
declare const performance: { readonly timeOrigin: number; now(): number }

/** It never changes, and to ask for it takes as long as to look at the clock. */
const { timeOrigin } = performance

/** Real time, real chance, and nobody listening: what a program gets that has set nothing up. */
const standalone: InstrumentationHost = {
  now: () => Math.round((timeOrigin + performance.now()) * 1000),
  randomBits: () => (Math.random() * 2 ** 32) >>> 0,
  emit: () => {},
}

/** The host of now. Ask it at every call: a run may connect another. */
export let host: InstrumentationHost = standalone

/** Connects the logger and the tracer to the world; without an argument, disconnects them. */
export function connect(newHost: InstrumentationHost = standalone): void {
  host = newHost
}
