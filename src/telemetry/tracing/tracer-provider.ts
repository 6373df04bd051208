/** A tracer provider is where spans go: it knows the sampler, the limits and the processors of its tracers. */

import type { Context } from '../context/context.ts'
import { diagnose } from '../diagnostic.ts'
import { reasonOf } from '../field.ts'
import { UNNAMED } from '../resource.ts'
import { alwaysOn, parentBased } from '../sampling/sampler.ts'
import type { SpanChange } from '../telemetry-event.ts'
import { liveSpans } from './live-spans.ts'
import { reportNeverEnded } from './never-ended.ts'
import type { RecordedSpan } from './recorded-span.ts'
import { RunningSpans } from './running-spans.ts'
import type { Span } from './span.ts'
import { DEFAULT_SPAN_LIMITS } from './span-limits.ts'
import type { SpanProcessor } from './span-processor.ts'
import type { ExportableSpan } from './span-record.ts'
import { Tracer } from './tracer.ts'
import type { TracerHome, TracingSetup } from './tracing-setup.ts'

/** @see OpenTelemetry Trace SDK, “Tracer Provider”. */
export class TracerProvider implements TracerHome {
  /** By default everything is kept, and shown while it happens. */
  #setup: TracingSetup = {
    sampler: parentBased({ root: alwaysOn }),
    processors: [liveSpans],
    limits: DEFAULT_SPAN_LIMITS,
    resource: UNNAMED,
  }
  #isWatched = true
  readonly #running = new RunningSpans()

  /** @param setup what differs from the default */
  constructor(setup: Partial<TracingSetup> = {}) {
    this.configure(setup)
  }

  /** Changes the setup, also for tracers that exist already. What is not named stays as it is. */
  configure(setup: Partial<TracingSetup>): void {
    this.#setup = { ...this.#setup, ...setup }
    this.#isWatched = this.#setup.processors.some(({ onChange }) => onChange !== undefined)
  }

  get setup(): TracingSetup {
    return this.#setup
  }

  /** @param name the library that makes the spans */
  tracer(name = '', version?: string): Tracer {
    return new Tracer(this, version === undefined ? { name } : { name, version })
  }

  /** The spans that have begun and not ended, in the order of their start. */
  get running(): readonly ExportableSpan[] {
    return this.#running.inOrder()
  }

  /** Lets all processors send off what they hold back. */
  async forceFlush(): Promise<void> {
    await this.#everyProcessor('forceFlush')
  }

  /** Reports the spans that run still: for the end of a program, when they will never be ended. */
  reportRunning(): void {
    reportNeverEnded(this.running)
    this.#running.clear()
  }

  /** Reports the spans that were never ended, and shuts all processors down. */
  async shutdown(): Promise<void> {
    this.reportRunning()
    await this.#everyProcessor('shutdown')
  }

  /** Does any processor want to know of every change? */
  get isWatched(): boolean {
    return this.#isWatched
  }

  /** For tracers: a span has begun. */
  started(span: Span, record: RecordedSpan, parent: Context): void {
    this.#running.add(record)
    const { processors } = this.#setup
    for (let index = 0; index < processors.length; index++) {
      try {
        processors[index]?.onStart?.(span, parent)
      } catch (error) {
        failed(error)
      }
    }
  }

  /** For spans: something has changed. */
  changed(record: ExportableSpan, change: SpanChange): void {
    const { processors } = this.#setup
    for (let index = 0; index < processors.length; index++) {
      try {
        processors[index]?.onChange?.(record, change)
      } catch (error) {
        failed(error)
      }
    }
  }

  /** For spans: it has ended. */
  ended(record: RecordedSpan): void {
    this.#running.remove(record)
    const { processors } = this.#setup
    for (let index = 0; index < processors.length; index++) {
      try {
        processors[index]?.onEnd?.(record)
      } catch (error) {
        failed(error)
      }
    }
  }

  async #everyProcessor(method: keyof SpanProcessor & ('forceFlush' | 'shutdown')): Promise<void> {
    for (const processor of this.#setup.processors) {
      try {
        await processor[method]?.()
      } catch (error) {
        failed(error)
      }
    }
  }
}

/** Instrumentation never throws into the code that it observes. */
function failed(error: unknown): void {
  diagnose(`A span processor failed: ${reasonOf(error)}`)
}

/** The provider behind `span()` and the other functions of `@lab/tracer`. */
export const tracing = new TracerProvider()
