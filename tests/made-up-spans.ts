/** Made-up spans are what a processor or an exporter is given in a test: made by a real tracer, ended at will. */

import { vi } from 'vitest'
import { Context } from '../src/telemetry/context/context.ts'
import { type Span, withSpan } from '../src/telemetry/tracing/span.ts'
import type { SpanProcessor } from '../src/telemetry/tracing/span-processor.ts'
import { TracerProvider } from '../src/telemetry/tracing/tracer-provider.ts'
import type { TracingSetup } from '../src/telemetry/tracing/tracing-setup.ts'

export interface MadeUpSpans {
  readonly provider: TracerProvider
  /** Starts a span: a root, or the child of another span. */
  start(name: string, parent?: Span): Span
  /** Starts and ends spans, each a trace of its own. */
  ended(...names: string[]): void
}

/** @param processors who is told of them */
export function madeUpSpans(
  processors: readonly SpanProcessor[],
  setup: Partial<TracingSetup> = {},
): MadeUpSpans {
  const provider = new TracerProvider({ ...setup, processors })
  const tracer = provider.tracer('test', '1.0')
  const start = (name: string, parent?: Span) =>
    tracer.startSpan(name, {}, parent ? withSpan(Context.ROOT, parent) : Context.ROOT)
  return {
    provider,
    start,
    ended: (...names) => {
      for (const name of names) start(name).end()
    },
  }
}

/** Lets time pass for timers, and for whatever promises wait for them. */
export async function timePasses(milliseconds: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(milliseconds)
}
