/** `@lab/tracer`: what a lesson can import to make spans and to carry them from one place to another. */

export { active, bind, withContext } from './ambient.ts'
export { Context } from './context.ts'
export { activeSpan, type Span, spanContextOf, withSpan } from './span.ts'
export type { SpanContext } from './span-context.ts'
export type { SpanKind, SpanLink, SpanStatus } from './span-record.ts'
export {
  type Carrier,
  extract,
  formatTraceparent,
  inject,
  parseTraceparent,
} from './trace-context.ts'
export { type SpanOptions, span, startActiveSpan, startSpan } from './tracer.ts'
