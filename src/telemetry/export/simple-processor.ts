/** The simple processor exports every span as soon as it has ended: right for lessons and tests, costly in production. */

import { diagnose } from '../diagnostic.ts'
import { isSampled } from '../tracing/span-context.ts'
import type { ExportingProcessor, SpanExporter } from '../tracing/span-processor.ts'
import type { ExportableSpan } from '../tracing/span-record.ts'
import { ExportLane } from './export-lane.ts'

/** @see OpenTelemetry Trace SDK, “Simple processor”. Spans that are not sampled are not exported. */
export function simpleProcessor(exporter: SpanExporter): ExportingProcessor {
  return new SimpleProcessor(exporter)
}

class SimpleProcessor implements ExportingProcessor {
  readonly #lane: ExportLane
  #closed: Promise<void> | undefined
  #dropped = 0

  constructor(exporter: SpanExporter) {
    this.#lane = new ExportLane(exporter)
  }

  get dropped(): number {
    return this.#dropped
  }

  get failed(): number {
    return this.#lane.failed
  }

  onEnd(record: ExportableSpan): void {
    if (!isSampled(record)) return
    if (this.#closed) this.#drop()
    else this.#lane.send([record])
  }

  forceFlush(): Promise<void> {
    return this.#closed ?? this.#lane.flush()
  }

  shutdown(): Promise<void> {
    this.#closed ??= this.#lane.shutdown()
    return this.#closed
  }

  #drop(): void {
    if (this.#dropped++ === 0) diagnose('A span ended after the shutdown; it is not exported.')
  }
}
