/** An export lane takes batches of spans to an exporter, one after the other, and survives whatever the exporter does. */

import { withContext } from '../context/ambient.ts'
import { Context } from '../context/context.ts'
import { withoutTracing } from '../context/suppression.ts'
import { diagnose } from '../diagnostic.ts'
import { reasonOf } from '../field.ts'
import type { SpanExporter } from '../tracing/span-processor.ts'
import type { ExportableSpan } from '../tracing/span-record.ts'
import { later } from './later.ts'

const THROUGH = Promise.resolve()

/** Where exporters work: on behalf of no request, and unobserved. */
const UNOBSERVED = withoutTracing(Context.ROOT)

/** @see OpenTelemetry Trace SDK, “Export(batch)”: never two at a time, and none of them for ever. */
export class ExportLane {
  readonly #exporter: SpanExporter
  readonly #timeoutMillis: number
  /** The last export that has not come to its end yet. */
  #last: Promise<void> | undefined
  #failed = 0

  constructor(exporter: SpanExporter, timeoutMillis = 30_000) {
    this.#exporter = exporter
    this.#timeoutMillis = timeoutMillis
  }

  /** Spans that the exporter was given and could not export. */
  get failed(): number {
    return this.#failed
  }

  /** Exports at once if nothing is on its way, or else when it has arrived. @returns when this batch is through */
  send(records: readonly ExportableSpan[]): Promise<void> {
    const sent = this.#last ? this.#last.then(() => this.#export(records)) : this.#export(records)
    if (!sent) return THROUGH
    const last = sent.then(() => {
      if (this.#last === last) this.#last = undefined
    })
    this.#last = last
    return last
  }

  /** When all that was sent is through, and the exporter holds nothing back either. */
  async flush(): Promise<void> {
    await this.#last
    await this.#ask('forceFlush')
  }

  /** Flushes, and shuts the exporter down. */
  async shutdown(): Promise<void> {
    await this.flush()
    await this.#ask('shutdown')
  }

  /** @returns nothing if the exporter was done at once */
  #export(records: readonly ExportableSpan[]): Promise<void> | undefined {
    try {
      const result = withContext(UNOBSERVED, () => this.#exporter.export(records))
      if (!isPromise(result)) return undefined
      return this.#inTime(result).catch((error) => this.#fail(records, error))
    } catch (error) {
      this.#fail(records, error)
      return undefined
    }
  }

  async #ask(method: 'forceFlush' | 'shutdown'): Promise<void> {
    try {
      const result = withContext(UNOBSERVED, () => this.#exporter[method]?.())
      if (isPromise(result)) await this.#inTime(result)
    } catch (error) {
      diagnose(`The ${method} of a span exporter failed: ${reasonOf(error)}`)
    }
  }

  #inTime(work: Promise<void>): Promise<void> {
    return new Promise((resolve, reject) => {
      const tooLate = () => reject(new Error(`it took longer than ${this.#timeoutMillis} ms`))
      const stopWaiting = later(this.#timeoutMillis, tooLate)
      Promise.resolve(work).then(resolve, reject).then(stopWaiting)
    })
  }

  #fail(records: readonly ExportableSpan[], error: unknown): void {
    this.#failed += records.length
    const what = records.length === 1 ? 'A span' : `${records.length} spans`
    diagnose(`${what} could not be exported: ${reasonOf(error)}`)
  }
}

/** An exporter written as `(records) => list.push(...records)` returns a number, which is no reason to wait. */
function isPromise(result: unknown): result is Promise<void> {
  return typeof Object(result).then === 'function'
}
