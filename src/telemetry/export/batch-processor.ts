/** The batch processor collects spans and exports many at once, later, so that the code that ends a span never waits. */

import { diagnose } from '../diagnostic.ts'
import { isSampled } from '../tracing/span-context.ts'
import type { ExportingProcessor, SpanExporter } from '../tracing/span-processor.ts'
import type { ExportableSpan } from '../tracing/span-record.ts'
import { ExportLane } from './export-lane.ts'
import { later } from './later.ts'

/** @see OpenTelemetry Trace SDK, “Batching processor”: names, and defaults. */
export interface BatchOptions {
  /** Spans that wait. What ends while so many wait is dropped, and counted. Default 2048. */
  readonly maxQueueSize?: number
  /** How long a span waits for others, in milliseconds. Default 5000. */
  readonly scheduledDelayMillis?: number
  /** Spans in one export. When so many wait, they are exported without delay. Default 512. */
  readonly maxExportBatchSize?: number
  /** How long an export may take, in milliseconds. Default 30000. */
  readonly exportTimeoutMillis?: number
}

const DEFAULTS: Required<BatchOptions> = {
  maxQueueSize: 2048,
  scheduledDelayMillis: 5000,
  maxExportBatchSize: 512,
  exportTimeoutMillis: 30_000,
}

/** @see OpenTelemetry Trace SDK, “Batching processor”. Spans that are not sampled are not exported. */
export function batchProcessor(
  exporter: SpanExporter,
  options: BatchOptions = {},
): ExportingProcessor {
  return new BatchProcessor(exporter, checked(options))
}

class BatchProcessor implements ExportingProcessor {
  readonly #lane: ExportLane
  readonly #options: Required<BatchOptions>
  #queue: ExportableSpan[] = []
  #cancelExport: (() => void) | undefined
  #isExportDue = false
  #isSending = false
  #isDropping = false
  #dropped = 0
  #closed: Promise<void> | undefined

  constructor(exporter: SpanExporter, options: Required<BatchOptions>) {
    this.#lane = new ExportLane(exporter, options.exportTimeoutMillis)
    this.#options = options
  }

  get dropped(): number {
    return this.#dropped
  }

  get failed(): number {
    return this.#lane.failed
  }

  onEnd(record: ExportableSpan): void {
    if (!isSampled(record)) return
    if (this.#closed) {
      this.#drop('A span ended after the shutdown; it and those that follow are not exported.')
    } else if (this.#queue.length >= this.#options.maxQueueSize) {
      this.#drop(
        `${this.#queue.length} spans wait to be exported; until some are, more are dropped.`,
      )
    } else {
      this.#isDropping = false
      this.#queue.push(record)
      this.#schedule()
    }
  }

  forceFlush(): Promise<void> {
    return this.#closed ?? this.#flush()
  }

  shutdown(): Promise<void> {
    this.#closed ??= this.#flush().then(() => this.#lane.shutdown())
    this.#isDropping = false
    return this.#closed
  }

  async #flush(): Promise<void> {
    const batches = Math.ceil(this.#queue.length / this.#options.maxExportBatchSize)
    await Promise.all(Array.from({ length: batches }, () => this.#sendBatch()))
    await this.#lane.flush()
  }

  /** Sees to it that what waits is exported: soon if it fills a batch, and in any case after the delay. */
  #schedule(): void {
    const { maxExportBatchSize, scheduledDelayMillis } = this.#options
    if (this.#isSending || this.#queue.length === 0) return
    const isFull = this.#queue.length >= maxExportBatchSize
    if (this.#cancelExport && (this.#isExportDue || !isFull)) return
    this.#cancelExport?.()
    this.#isExportDue = isFull
    this.#cancelExport = later(isFull ? 0 : scheduledDelayMillis, () => void this.#sendBatch())
  }

  async #sendBatch(): Promise<void> {
    this.#cancelExport?.()
    this.#cancelExport = undefined
    const batch = this.#queue.splice(0, this.#options.maxExportBatchSize)
    if (batch.length === 0) return
    this.#isSending = true
    await this.#lane.send(batch)
    this.#isSending = false
    this.#schedule()
  }

  /** One word for each time that it gets too much; the spans are counted. */
  #drop(reason: string): void {
    this.#dropped++
    if (!this.#isDropping) diagnose(reason)
    this.#isDropping = true
  }
}

/** Options that work. What is wrong with the given ones is reported. */
function checked(given: BatchOptions): Required<BatchOptions> {
  const options = { ...DEFAULTS }
  for (const name of Object.keys(DEFAULTS) as (keyof BatchOptions)[]) {
    const value = given[name]
    if (value === undefined) continue
    if (isUsable(name, value)) options[name] = value
    else diagnose(`${name} cannot be ${value}; it is ${DEFAULTS[name]} instead.`)
  }
  if (options.maxExportBatchSize > options.maxQueueSize) {
    if (given.maxExportBatchSize !== undefined) {
      diagnose('maxExportBatchSize is larger than maxQueueSize; it is made as small.')
    }
    options.maxExportBatchSize = options.maxQueueSize
  }
  return options
}

function isUsable(name: keyof BatchOptions, value: number): boolean {
  const least = name === 'scheduledDelayMillis' ? 0 : 1
  const isCount = name === 'maxQueueSize' || name === 'maxExportBatchSize'
  return value >= least && (!isCount || Number.isInteger(value))
}
