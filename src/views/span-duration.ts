/** Span duration is how long a span took, in words: also of one that has no end. */

import type { SpanRecord } from '../telemetry/tracing/span-record.ts'
import { durationText } from './duration-text.ts'
import type { TimeAxis } from './time-axis.ts'

export function spanDuration({ start, end }: SpanRecord, { isGrowing }: TimeAxis): string {
  if (end !== undefined) return durationText(end - start)
  return isGrowing ? 'running' : 'never ended'
}
