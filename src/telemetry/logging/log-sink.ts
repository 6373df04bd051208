/** A log sink is where records go: any function will do. */

import { host } from '../instrumentation-host.ts'
import type { LogRecord } from './log-record.ts'

/** What a sink throws is reported as a diagnostic and goes no further. */
export type LogSink = (record: LogRecord) => void

/** Tells the host of every record. */
export const liveLog: LogSink = (record) => {
  const { time, level, target, message, template, fields, service, traceId, spanId, site } = record
  host.emit({
    kind: 'log',
    time,
    level,
    target,
    message,
    template,
    fields,
    service,
    ...(traceId !== undefined && spanId !== undefined && { traceId, spanId }),
    site,
  })
}

/** Keeps records in memory, the latest of them if there are too many. */
export class MemorySink {
  readonly #most: number
  readonly #records: LogRecord[] = []
  #dropped = 0

  /** @param most how many are kept */
  constructor(most = Number.POSITIVE_INFINITY) {
    this.#most = most
  }

  /** The sink itself. */
  readonly write: LogSink = (record) => {
    this.#records.push(record)
    if (this.#records.length <= this.#most) return
    this.#records.shift()
    this.#dropped++
  }

  get records(): readonly LogRecord[] {
    return this.#records
  }

  /** How many made room for later ones. */
  get dropped(): number {
    return this.#dropped
  }

  clear(): void {
    this.#records.length = 0
    this.#dropped = 0
  }
}
