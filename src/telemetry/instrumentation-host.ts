/** The instrumentation host is what a logger and a tracer need from outside: a clock, ids, and someone who listens. */

import type { TelemetryEvent } from './telemetry-event.ts'

export interface InstrumentationHost {
  /** The time, in whole microseconds since the Unix epoch. */
  now(): number
  /** A new trace id: 32 lowercase hexadecimal digits, not all zero. */
  newTraceId(): string
  /** A new span id: 16 lowercase hexadecimal digits, not all zero. */
  newSpanId(): string
  /** Receives every telemetry event, in the order in which they happen. Must not throw. */
  emit(event: TelemetryEvent): void
}

/** Real time, real chance, and nobody listening: what a program gets that has set nothing up. */
const standalone: InstrumentationHost = {
  now: () => Date.now() * 1000,
  newTraceId: () => randomHex(32),
  newSpanId: () => randomHex(16),
  emit: () => {},
}

export let host: InstrumentationHost = standalone

/** Connects the logger and the tracer to the world; without an argument, disconnects them. */
export function connect(newHost: InstrumentationHost = standalone): void {
  host = newHost
}

function randomHex(digits: number): string {
  let hex = ''
  while (hex.length < digits) hex += Math.floor(Math.random() * 16).toString(16)
  return /[^0]/.test(hex) ? hex : randomHex(digits)
}
