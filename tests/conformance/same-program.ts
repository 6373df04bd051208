/** The same program runs on the lab's tracer and on OpenTelemetry's own, where only words differ, and says the same. */

import {
  type SpanContext as ApiSpanContext,
  SpanKind as ApiSpanKind,
  context,
  ROOT_CONTEXT,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import { TraceState } from '@opentelemetry/core'
import { resourceFromAttributes } from '@opentelemetry/resources'
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  type ReadableSpan,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-base'
import { withContext } from '../../src/telemetry/context/ambient.ts'
import { Context } from '../../src/telemetry/context/context.ts'
import { MemoryExporter } from '../../src/telemetry/export/memory-exporter.ts'
import { simpleProcessor } from '../../src/telemetry/export/simple-processor.ts'
import { type Span, withRemoteSpan } from '../../src/telemetry/tracing/span.ts'
import type { SpanContext } from '../../src/telemetry/tracing/span-context.ts'
import { DEFAULT_SPAN_LIMITS } from '../../src/telemetry/tracing/span-limits.ts'
import type {
  ExportableSpan,
  SpanKind,
  SpanStatus,
} from '../../src/telemetry/tracing/span-record.ts'
import { TracerProvider } from '../../src/telemetry/tracing/tracer-provider.ts'

/** What the program needs of a span; both libraries' have it. */
interface AnySpan {
  spanContext(): { traceId: string; spanId: string; traceFlags: number }
  setAttribute(name: string, value: unknown): AnySpan
  setAttributes(attributes: object): AnySpan
  addEvent(name: string, attributes: object, time: unknown): AnySpan
  recordException(error: Error): unknown
  setStatus(status: object): AnySpan
  updateName(name: string): AnySpan
  end(time: unknown): void
}

interface AnyTracer {
  startSpan(name: string, options?: object): AnySpan
  startActiveSpan<R>(name: string, options: object, fn: (span: AnySpan) => R): R
}

/** Where the two libraries use other words for the same. */
interface Dialect {
  readonly tracer: AnyTracer
  kind(kind: SpanKind): unknown
  status(status: SpanStatus): object
  /** @param microseconds since the Unix epoch */
  time(microseconds: number): unknown
  link(span: AnySpan, target: SpanContext, attributes: object): void
  /** Runs something on behalf of a span of another process. */
  below(remote: SpanContext, fn: () => void): void
}

const RUN = 1_763_800_000_000_000

const REMOTE: SpanContext = {
  traceId: '0af7651916cd43dd8448eb211c80319c',
  spanId: 'b7ad6b7169203331',
  traceFlags: 1,
  traceState: 'vendor=1',
}

/** Everything that the API of a tracer offers, once. */
function program({ tracer, kind, status, time, link, below }: Dialect): void {
  const at = (milliseconds: number) => time(RUN + milliseconds * 1000)
  const work = (name: string, from: number, to: number, options: object = {}) =>
    tracer.startSpan(name, { ...options, startTime: at(from) }).end(at(to))

  const options = { kind: kind('server'), startTime: at(0), attributes: { order: 1042 } }
  tracer.startActiveSpan('POST /checkout', options, (request) => {
    request.setAttributes({ currency: 'EUR', total: 65.45, express: true, items: ['cup', 'pot'] })
    work('reserve', 1, 3)
    tracer.startActiveSpan('charge', { kind: kind('client'), startTime: at(3) }, (charge) => {
      charge.addEvent('asked', { attempt: 1 }, at(4))
      charge.setAttribute('attempt', 1).setAttribute('attempt', 2)
      link(charge, request.spanContext(), { why: 'retry' })
      link(charge, { ...REMOTE, isRemote: true }, {})
      work('send', 4, 5, { kind: kind('producer') })
      charge.setStatus(status({ code: 'error', message: 'no answer' }))
      charge.updateName('charge card').end(at(9.5))
      charge.setAttribute('late', true)
    })
    work('unrelated', 9, 9, { root: true })
    request.setStatus(status({ code: 'error', message: 'first' }))
    request.setStatus(status({ code: 'ok' }))
    request.setStatus(status({ code: 'error', message: 'too late' }))
    request.end(at(12))
  })
  below(REMOTE, () => work('receive', 20, 21, { kind: kind('consumer') }))
  below({ ...REMOTE, traceFlags: 0 }, () => work('not sampled', 22, 23))
  const busy = tracer.startSpan('busy', { startTime: at(30) })
  for (let count = 0; count < LIMIT + 2; count++) {
    busy.setAttribute(`attribute ${count}`, count)
    // Always the same one: whether the first ones are kept, as here, or the last ones, is left open.
    busy.addEvent('tick', {}, at(30))
    link(busy, REMOTE, {})
  }
  busy.end(at(31))
}

/** Of attributes, events and links of a span. */
const LIMIT = 4

const LIMITS = { attributeCountLimit: LIMIT, eventCountLimit: LIMIT, linkCountLimit: LIMIT }

/** The spans of the program when it runs on the lab's tracer. */
export function labSpans(run = program): readonly ExportableSpan[] {
  const exporter = new MemoryExporter()
  const provider = new TracerProvider({
    processors: [simpleProcessor(exporter)],
    resource: { service: 'shop', attributes: {} },
    limits: { ...DEFAULT_SPAN_LIMITS, ...LIMITS },
  })
  run({
    tracer: provider.tracer('checkout', '1.0') as unknown as AnyTracer,
    kind: (kind) => kind,
    status: (status) => status,
    time: (microseconds) => microseconds,
    link: (span, target, attributes) => (span as unknown as Span).addLink(target, attributes),
    below: (remote, fn) => withContext(withRemoteSpan(Context.ROOT, remote), fn),
  })
  return exporter.records
}

/** The spans of the program when it runs on OpenTelemetry's own tracer. */
export function realSpans(run = program): readonly ReadableSpan[] {
  const exporter = new InMemorySpanExporter()
  const provider = new BasicTracerProvider({
    spanProcessors: [new SimpleSpanProcessor(exporter)],
    resource: resourceFromAttributes({ 'service.name': 'shop' }),
    spanLimits: LIMITS,
  })
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable())
  try {
    run({
      tracer: provider.getTracer('checkout', '1.0') as unknown as AnyTracer,
      kind: (kind) => ApiSpanKind[kind.toUpperCase() as keyof typeof ApiSpanKind],
      status: ({ code, message }) => ({
        code: SpanStatusCode[code.toUpperCase() as keyof typeof SpanStatusCode],
        ...(message !== undefined && { message }),
      }),
      time: (microseconds) => [
        Math.floor(microseconds / 1e6),
        Math.round((microseconds % 1e6) * 1000),
      ],
      link: (span, target, attributes) => {
        const real = span as unknown as { addLink(link: object): void }
        real.addLink({ context: apiContext(target), attributes })
      },
      below: (remote, fn) =>
        context.with(
          trace.setSpanContext(ROOT_CONTEXT, { ...apiContext(remote), isRemote: true }),
          fn,
        ),
    })
    return exporter.getFinishedSpans()
  } finally {
    context.disable()
  }
}

function apiContext({ traceState, ...rest }: SpanContext): ApiSpanContext {
  return typeof traceState === 'string' ? { ...rest, traceState: new TraceState(traceState) } : rest
}
