/** A span processor is told what becomes of spans; an exporter sends finished ones to where they are kept. */

import type { Context } from '../context/context.ts'
import type { SpanChange } from '../telemetry-event.ts'
import type { Span } from './span.ts'
import type { ExportableSpan } from './span-record.ts'

/**
 * What a processor throws is reported as a diagnostic and goes no further.
 * @see OpenTelemetry Trace SDK, “Span processor”. `onChange` is ours: with it, spans can be watched while they grow.
 */
export interface SpanProcessor {
  /** A span that is recorded has begun. The processor may still change it. */
  onStart?(span: Span, parent: Context): void
  /** Something about a running span has changed. */
  onChange?(record: ExportableSpan, change: SpanChange): void
  /** A span has ended, and will not change any more. */
  onEnd?(record: ExportableSpan): void
  /** Sends off what is held back. */
  forceFlush?(): Promise<void> | void
  /** Sends off what is held back, and then does nothing any more. */
  shutdown?(): Promise<void> | void
}

/** A processor that hands spans to an exporter, and counts those that do not arrive. */
export interface ExportingProcessor extends SpanProcessor {
  onEnd(record: ExportableSpan): void
  forceFlush(): Promise<void>
  shutdown(): Promise<void>
  /** Spans that were not handed over: there was no room for them, or it was too late. */
  readonly dropped: number
  /** Spans that were handed over, and that the exporter could not export. */
  readonly failed: number
}

/** @see OpenTelemetry Trace SDK, “Span Exporter”. */
export interface SpanExporter {
  /** Must not change the records. What it throws, or rejects with, is reported as a diagnostic. */
  export(records: readonly ExportableSpan[]): Promise<void> | void
  /** Sends off what it holds back. */
  forceFlush?(): Promise<void> | void
  shutdown?(): Promise<void> | void
}
