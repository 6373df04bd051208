/** Arbitrary events are telemetry of any shape that types allow, in any order: what a program could say that means no good. */

import fc from 'fast-check'
import { CONSOLE_METHODS } from '../src/telemetry/console-line.ts'
import type { Fields, FieldValue } from '../src/telemetry/field.ts'
import { LEVELS } from '../src/telemetry/logging/level.ts'
import type { TelemetryEvent } from '../src/telemetry/telemetry-event.ts'
import { SPAN_KINDS } from '../src/telemetry/tracing/span-record.ts'

/** Any text, with halves of surrogate pairs and names that objects inherit. */
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.constantFrom('', '__proto__', 'constructor', '\ud800', '\udfff\ud800', '0', '{"a":1}', '…'),
)
const whole = fc.oneof(fc.maxSafeInteger(), fc.constantFrom(0, -1, 1, 2 ** 31, 2 ** 53 - 1))
const digits = (length: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: length, maxLength: length })
/** Few different ones, so that events are about each other's spans; of digits, and not quite. */
const spanId = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('a', 'b', '00000000000000aa', 'ffffffff00000000') },
  digits(16),
  fc.constantFrom(
    '',
    '00000000000000AA',
    '0000000000000000',
    '00000000ffffffff',
    '000000000000000é',
  ),
  text,
)
const traceId = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('t', '0af7651916cd43dd8448eb211c80319c') },
  digits(32),
  text,
)

const number = fc.oneof(
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom(-0, 2 ** 31, -(2 ** 31), 2 ** 32, Number.MIN_VALUE),
)

/** `Object.fromEntries` keeps a member called `__proto__`; a dictionary of fast-check has none. */
const members = (value: fc.Arbitrary<FieldValue>): fc.Arbitrary<Fields> =>
  fc.array(fc.tuple(text, value), { maxLength: 4 }).map((entries) => Object.fromEntries(entries))

const { value } = fc.letrec<{ value: FieldValue }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    text,
    number,
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 4 }),
    members(tie('value')),
  ),
}))

const manyFields = fc
  .integer({ min: 60, max: 64 })
  .map((count) => Object.fromEntries(Array.from({ length: count }, (_, at) => [`n${at}`, at / 2])))

const fields = fc.oneof({ weight: 20, arbitrary: members(value) }, manyFields)

/** What may be there or not. */
const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined })

const context = fc.record({
  traceId,
  spanId,
  traceFlags: whole,
  traceState: optional(text),
  isRemote: optional(fc.boolean()),
})
const link = fc.record({ context, attributes: fields })
const dropped = fc.record({ attributes: whole, events: whole, links: whole })
const kind = <K extends string>(word: K) => fc.constant(word)
const site = whole

const anyEvent: fc.Arbitrary<TelemetryEvent> = fc.oneof(
  fc.record({
    kind: kind('log'),
    time: whole,
    level: fc.constantFrom(...LEVELS),
    target: text,
    message: text,
    template: text,
    fields,
    service: text,
    traceId: optional(traceId),
    spanId: optional(spanId),
    traceFlags: optional(whole),
    site,
  }),
  fc.record({
    kind: kind('span-start'),
    traceId,
    spanId,
    parentSpanId: optional(spanId),
    isParentRemote: optional(fc.boolean()),
    traceFlags: whole,
    traceState: optional(text),
    name: text,
    spanKind: fc.constantFrom(...SPAN_KINDS),
    service: text,
    scope: fc.record({ name: text, version: optional(text) }),
    time: whole,
    attributes: fields,
    links: fc.array(link, { maxLength: 3 }),
    site,
  }),
  fc.record({ kind: kind('span-end'), spanId, time: whole, dropped: optional(dropped) }),
  fc.record({ kind: kind('attribute'), spanId, name: text, value }),
  fc.record({ kind: kind('span-event'), spanId, name: text, time: whole, attributes: fields }),
  fc.record({ kind: kind('link'), spanId, link }),
  fc.record({
    kind: kind('status'),
    spanId,
    status: fc.record({
      code: fc.constantFrom('unset' as const, 'ok' as const, 'error' as const),
      message: optional(text),
    }),
  }),
  fc.record({ kind: kind('rename'), spanId, name: text }),
  fc.record({
    kind: kind('console'),
    time: whole,
    method: fc.constantFrom(...CONSOLE_METHODS),
    text,
    depth: optional(fc.nat()),
    snapshot: optional(value.map((any) => JSON.stringify(any))),
    site,
  }),
  fc.record({ kind: kind('diagnostic'), time: whole, message: text, site }),
)

/** Any event. Its objects have no prototypes, as those that come out of a store. */
export const arbitraryEvent: fc.Arbitrary<TelemetryEvent> = anyEvent.map(withoutAbsent)

/** The same without the members that are undefined, also inside. */
function withoutAbsent<T>(value: T): T {
  if (Array.isArray(value)) return value.map(withoutAbsent) as T
  if (typeof value !== 'object' || value === null) return value
  const copy = Object.create(null)
  for (const [name, member] of Object.entries(value)) {
    if (member !== undefined) copy[name] = withoutAbsent(member)
  }
  return copy
}
