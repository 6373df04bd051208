/**
 * Benchmarks of the logger and the tracer, beside OpenTelemetry JS and pino, and beside the least that the job can cost.
 *
 * `npm run bench:lab` prints medians in nanoseconds and ratios. All contestants take turns in one process, so that what
 * slows the machine down slows all of them down. `npm run bench:lab -- await` runs only the rows with “await” in their name.
 */

import { context as otelContext, propagation, ROOT_CONTEXT, trace } from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import { W3CTraceContextPropagator } from '@opentelemetry/core'
import { BasicTracerProvider, type ReadableSpan } from '@opentelemetry/sdk-trace-base'
import * as esbuild from 'esbuild-wasm'
import { pino } from 'pino'
import { lower } from '../src/sandbox/compile.ts'
import { installHooks } from '../src/sandbox/hooks.ts'
import { active } from '../src/telemetry/context/ambient.ts'
import { Context } from '../src/telemetry/context/context.ts'
import { propagateThroughPromises } from '../src/telemetry/context/propagate-through-promises.ts'
import { host } from '../src/telemetry/instrumentation-host.ts'
import { json } from '../src/telemetry/logging/json-format.ts'
import { atLeast } from '../src/telemetry/logging/log-filter.ts'
import { LoggerProvider } from '../src/telemetry/logging/logger-provider.ts'
import { w3cTraceContext } from '../src/telemetry/propagation/trace-context.ts'
import { withSpan } from '../src/telemetry/tracing/span.ts'
import type { ExportableSpan } from '../src/telemetry/tracing/span-record.ts'
import { TracerProvider } from '../src/telemetry/tracing/tracer-provider.ts'
import { type Contest, hold, type Work } from './contest.ts'

/** The clock and the chance of a program that has set nothing up. */
const { now: microseconds, randomBits } = host

/** The last thousand results: what is thrown away at once, an engine may never make. */
const kept: unknown[] = new Array(1024)
let count = 0
let loops = 0
const keep = (result: unknown) => {
  kept[count++ & 1023] = result
}

const tracer = new TracerProvider({
  processors: [{ onEnd: (record: ExportableSpan) => keep(record) }],
}).tracer('bench')
const otel = new BasicTracerProvider({
  spanProcessors: [
    {
      onStart() {},
      onEnd: (span: ReadableSpan) => keep(span),
      forceFlush: async () => {},
      shutdown: async () => {},
    },
  ],
}).getTracer('bench')
otelContext.setGlobalContextManager(new AsyncLocalStorageContextManager().enable())
propagation.setGlobalPropagator(new W3CTraceContextPropagator())

/** A span with nothing but what makes it one. */
class LeastSpan {
  readonly start = microseconds()
  end = 0
  attributes: Record<string, unknown> | undefined
  events: unknown[] | undefined
  readonly ids: readonly number[]
  readonly name: string
  readonly parent: LeastSpan | undefined

  constructor(name: string, parent?: LeastSpan) {
    this.name = name
    this.parent = parent
    this.ids = parent
      ? [randomBits(), randomBits()]
      : [randomBits(), randomBits(), randomBits(), randomBits(), randomBits(), randomBits()]
  }

  finish() {
    this.end = microseconds()
    keep(this)
  }
}

const parent = withSpan(Context.ROOT, tracer.startSpan('parent'))
const otelParent = trace.setSpan(ROOT_CONTEXT, otel.startSpan('parent'))
const leastParent = new LeastSpan('parent')

const labLog = new LoggerProvider({ filter: atLeast('info'), sinks: [keep] }).logger('bench')
const labLines = new LoggerProvider({
  filter: atLeast('info'),
  sinks: [(record) => keep(json(record))],
}).logger('bench')
const pinoLog = pino({ level: 'info' }, { write: keep })
let least = 9

installHooks(globalThis)
const [labAcrossAwait, floorAcrossAwait] = await acrossAwait()

const headers = { traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' }

const CONTESTS: readonly Contest[] = [
  {
    name: 'span: start, end',
    contestants: {
      lab: loop(() => tracer.startSpan('work').end()),
      OpenTelemetry: loop(() => otel.startSpan('work').end()),
      floor: loop(() => new LeastSpan('work').finish()),
    },
  },
  {
    name: 'child span: start, end',
    contestants: {
      lab: loop(() => tracer.startSpan('work', {}, parent).end()),
      OpenTelemetry: loop(() => otel.startSpan('work', {}, otelParent).end()),
      floor: loop(() => new LeastSpan('work', leastParent).finish()),
    },
  },
  {
    name: 'span, 3 attributes, 1 event',
    contestants: {
      lab: loop(() =>
        tracer
          .startSpan('work')
          .setAttribute('order.id', 1042)
          .setAttribute('currency', 'EUR')
          .setAttribute('paid', true)
          .addEvent('charged')
          .end(),
      ),
      OpenTelemetry: loop(() =>
        otel
          .startSpan('work')
          .setAttribute('order.id', 1042)
          .setAttribute('currency', 'EUR')
          .setAttribute('paid', true)
          .addEvent('charged')
          .end(),
      ),
      floor: loop(() => {
        const span = new LeastSpan('work')
        span.attributes = { 'order.id': 1042, currency: 'EUR', paid: true }
        span.events = [{ name: 'charged', time: microseconds() }]
        span.finish()
      }),
    },
  },
  {
    name: 'active span',
    contestants: {
      lab: loop(() => tracer.startActiveSpan('work', (span) => span.end())),
      OpenTelemetry: loop(() => otel.startActiveSpan('work', (span) => span.end())),
      floor: loop(() => new LeastSpan('work').finish()),
    },
  },
  {
    name: 'active span across an await',
    contestants: {
      lab: labAcrossAwait,
      async OpenTelemetry(times) {
        for (let i = 0; i < times; i++) {
          await otel.startActiveSpan('work', async (span) => {
            await undefined
            keep(trace.getActiveSpan())
            span.end()
          })
        }
      },
      floor: floorAcrossAwait,
    },
  },
  {
    name: 'log line, disabled',
    contestants: {
      lab: loop(() => labLog.debug('order paid')),
      pino: loop(() => pinoLog.debug('order paid')),
      floor: loop(() => {
        if (5 >= least) keep('order paid')
      }),
    },
  },
  {
    name: 'log line, disabled, with fields',
    contestants: {
      lab: loop(() => labLog.debug('order paid', { order: 1042, total: 65.45 })),
      pino: loop(() => pinoLog.debug({ order: 1042, total: 65.45 }, 'order paid')),
      floor: loop(() => {
        if (5 >= least) keep({ order: 1042, total: 65.45 })
      }),
    },
  },
  {
    name: 'log line, enabled, kept as a record',
    contestants: {
      lab: loop(() => labLog.info('order paid', { order: 1042, total: 65.45 })),
      floor: loop(() => keep({ time: microseconds(), order: 1042, total: 65.45 })),
    },
  },
  {
    name: 'log line, enabled, as JSON',
    contestants: {
      lab: loop(() => labLines.info('order paid', { order: 1042, total: 65.45 })),
      pino: loop(() => pinoLog.info({ order: 1042, total: 65.45 }, 'order paid')),
      floor: loop(() =>
        keep(
          `{"time":${microseconds()},"level":"info","message":"order paid","order":${1042},"total":${65.45}}`,
        ),
      ),
    },
  },
  {
    name: 'inject',
    contestants: {
      lab: loop(() => {
        const carrier = {}
        w3cTraceContext.inject(parent, carrier)
        keep(carrier)
      }),
      OpenTelemetry: loop(() => {
        const carrier = {}
        propagation.inject(otelParent, carrier)
        keep(carrier)
      }),
    },
  },
  {
    name: 'extract',
    contestants: {
      lab: loop(() => keep(w3cTraceContext.extract(Context.ROOT, headers))),
      OpenTelemetry: loop(() => keep(propagation.extract(ROOT_CONTEXT, headers))),
    },
  },
]

// Set again, so that no engine takes it for a constant.
least = Number(process.env.LEAST ?? least)
await hold(CONTESTS, process.argv[2] ?? '')

/**
 * A loop whose code belongs to this body alone: one loop for all would cost each of them a call that can't be inlined.
 * The number makes the texts differ, because an engine compiles equal texts only once.
 */
function loop(body: () => void): Work {
  const code = `return (times) => { for (let i = 0; i < times; i++) body(${loops++}) }`
  return new Function('body', code)(body)
}

/** The lab's side is lowered as the code of a cell is; the floor is native. */
async function acrossAwait(): Promise<[Work, Work]> {
  const source = `(tracer, active, keep) => async (times) => {
    for (let i = 0; i < times; i++) {
      await tracer.startActiveSpan('work', async (span) => {
        await undefined
        keep(active())
        span.end()
      })
    }
  }`
  const map = JSON.stringify({ version: 3, sources: [], mappings: '' })
  const { code } = await lower(esbuild, { code: `globalThis.labAcrossAwait = ${source}`, map })
  new Function(code)()
  propagateThroughPromises(Promise)
  const { labAcrossAwait } = globalThis as unknown as {
    labAcrossAwait(...needs: unknown[]): Work
  }
  const floor = async (times: number) => {
    for (let i = 0; i < times; i++) {
      const span = new LeastSpan('work')
      await (async () => {
        await undefined
        keep(span)
        span.finish()
      })()
    }
  }
  return [labAcrossAwait(tracer, active, keep), floor]
}
