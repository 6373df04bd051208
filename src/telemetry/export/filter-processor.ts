/** A filter processor lets through only the spans that somebody wants to keep. */

import { diagnose } from '../diagnostic.ts'
import { reasonOf } from '../field.ts'
import type { SpanProcessor } from '../tracing/span-processor.ts'
import type { ExportableSpan } from '../tracing/span-record.ts'

/**
 * Tells another processor of the end of a span only if the span is wanted. It looks at single spans, so it can tear
 * holes into traces; see {@link tailSampler} for whole ones.
 * @param isWanted what it throws is reported, and the span is let through
 */
export function filterProcessor(
  isWanted: (record: ExportableSpan) => boolean,
  next: SpanProcessor,
): SpanProcessor {
  const passes = (record: ExportableSpan) => {
    try {
      return isWanted(record)
    } catch (error) {
      diagnose(`A span filter failed, so “${record.name}” is let through: ${reasonOf(error)}`)
      return true
    }
  }
  return {
    onStart: (span, parent) => next.onStart?.(span, parent),
    onEnd(record) {
      if (passes(record)) next.onEnd?.(record)
    },
    forceFlush: () => next.forceFlush?.(),
    shutdown: () => next.shutdown?.(),
  }
}
