/** Span limits keep one span from growing without bound. What they leave out is counted. */

/** @see OpenTelemetry Trace SDK, “Span Limits”: names, and defaults. */
export interface SpanLimits {
  readonly attributeCountLimit: number
  /** Longer texts are cut, also inside of lists. UTF-16 code units. */
  readonly attributeValueLengthLimit: number
  readonly eventCountLimit: number
  readonly linkCountLimit: number
  readonly attributePerEventCountLimit: number
  readonly attributePerLinkCountLimit: number
}

/** @see OpenTelemetry Trace SDK, “Span Limits”: 128 of each, and texts of any length. */
export const DEFAULT_SPAN_LIMITS: SpanLimits = {
  attributeCountLimit: 128,
  attributeValueLengthLimit: Number.POSITIVE_INFINITY,
  eventCountLimit: 128,
  linkCountLimit: 128,
  attributePerEventCountLimit: 128,
  attributePerLinkCountLimit: 128,
}
