/** The memory exporter keeps spans, for tests and for programs that look at their own traces. */

import type { SpanExporter } from '../tracing/span-processor.ts'
import type { ExportableSpan } from '../tracing/span-record.ts'

/** @see OpenTelemetry specification, “In-memory Exporter”. */
export class MemoryExporter implements SpanExporter {
  readonly #records: ExportableSpan[] = []

  /** The spans, in the order in which they ended. */
  get records(): readonly ExportableSpan[] {
    return this.#records
  }

  export(records: readonly ExportableSpan[]): void {
    for (const record of records) this.#records.push(record)
  }

  /** Forgets them. */
  reset(): void {
    this.#records.length = 0
  }
}
