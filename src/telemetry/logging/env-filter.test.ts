import fc from 'fast-check'
import { afterEach, describe, expect, test } from 'vitest'
import {
  tracingDirectiveParse,
  tracingEventEnabled,
  tracingSpanEnabled,
  tracingSpecificityOrder,
} from '../../../tests/conformance/tracing-subscriber.json'
import { recordEachTest } from '../../../tests/recording.ts'
import { withContext } from '../context/ambient.ts'
import { Context } from '../context/context.ts'
import { snapshotFields } from '../field.ts'
import { explain, logger, setFilter, setLevel } from '../lab-logger.ts'
import { alwaysOff, TracerProvider, tracing, withSpan } from '../lab-tracer.ts'
import {
  type EnvDirective,
  mostSpecificFirst,
  parseEnvDirectives,
  printEnvDirective,
} from './env-directive.ts'
import { envFilter } from './env-filter.ts'
import { LEVELS, type Level } from './level.ts'

const recording = recordEachTest()
afterEach(() => setLevel('trace'))

/** A context within spans, the outermost first. */
function within(...spans: { name: string; target?: string; fields?: object }[]): Context {
  return spans.reduce((context, { name, target = '', fields = {} }) => {
    const span = tracing.tracer(target).startSpan(name, { attributes: fields }, context)
    return withSpan(context, span)
  }, Context.ROOT)
}

/** Does a filter let a logger write, there? */
function isWritten(filter: string, target: string, level: Level, context: Context, fields = {}) {
  setFilter(envFilter(filter))
  recording.events.length = 0
  withContext(context, () => logger(target)[level]('a word', fields))
  return recording.events.length > 0
}

/** A directive without what compares its values. */
const plain = ({ fields, ...directive }: EnvDirective) => ({
  ...directive,
  fields: fields.map(({ name, value }) => (value ? { name, value: value.text } : { name })),
})

describe('reading directives', () => {
  test.each(tracingDirectiveParse)('agrees with tracing about “$spec”', ({ spec, directives }) => {
    expect(parseEnvDirectives(spec).directives).toEqual(
      directives.map(({ target, span, level }) => ({
        ...(target && { target }),
        ...(span && { span }),
        fields: [],
        level,
      })),
    )
  })

  test.each(tracingSpecificityOrder)(
    'puts those of “$spec” into the order of tracing',
    ({ spec, mostSpecificFirst: expected }) => {
      const sorted = mostSpecificFirst(parseEnvDirectives(spec).directives)
      const spellsTargetsOnly = !expected.some((text) => text.includes('['))
      expect(
        sorted.map((directive) =>
          spellsTargetsOnly ? directive.target : printEnvDirective(directive).split('=')[0],
        ),
      ).toEqual(expected)
    },
  )

  test.each([
    ['shop[pay{order=1042,card}]=debug', 'shop', 'pay', ['order=1042', 'card'], 'debug'],
    ['[pay{card=\\d{4}}]', undefined, 'pay', ['card=\\d{4}'], 'trace'],
    ['[{name="bob"}]=2', undefined, undefined, ['name="bob"'], 'warn'],
    ['[{url=http://a?b=c}]=off', undefined, undefined, ['url=http://a?b=c'], 'off'],
    [' shop [ pay ] = info ', 'shop', ' pay ', [], 'info'],
  ] as const)('finds all parts of “%s”', (text, target, span, fields, level) => {
    const { directives, errors } = parseEnvDirectives(text)
    expect(errors).toEqual([])
    expect(
      directives.map((directive) => ({ ...directive, fields: plain(directive).fields })),
    ).toEqual([
      {
        ...(target && { target }),
        ...(span && { span }),
        fields: fields.map((field) => {
          const [name, ...value] = field.split('=')
          return value.length > 0 ? { name, value: value.join('=') } : { name }
        }),
        level,
      },
    ])
  })

  test.each<[part: string, text: string, reason: RegExp]>([
    ['loud', 'info,shop=loud', /^is no level/],
    ['!', ',!', /^has a target that begins with none of/],
    ['target[]{]=info', 'target[]{]=info', /^is no directive$/],
    ['[pay', 'info,[pay', /^is no directive$/],
    ['=1', '[{=1}]=info', /^is no field$/],
    ['(', '[{a=(}]=info', /^is no regular expression: /],
    ['a)|(b', '[{a=a)|(b}]=info', /^is no regular expression: /],
  ])('names “%s” as the mistake in “%s”', (part, text, reason) => {
    expect(parseEnvDirectives(text).errors).toEqual([
      { part, reason: expect.stringMatching(reason) },
    ])
  })

  test('puts those with more fields first', () => {
    const { directives } = parseEnvDirectives('[{z}]=info,info,[{a,b}]=info')
    expect(mostSpecificFirst(directives).map(printEnvDirective)).toEqual([
      '[{a,b}]=info',
      '[{z}]=info',
      'info',
    ])
  })

  test('is the reverse of writing them', () => {
    const level = fc.constantFrom(...LEVELS, 'off' as const)
    const word = fc.stringMatching(/^[a-z0-9:_-]{1,8}$/)
    const value = fc.constantFrom('4', '-1.5', 'true', 'bob', '"bob"', 'a.*c', '[0-9]+', '\\d{2}')
    const field = fc.oneof(
      fc.record({ name: word }),
      fc.record({ name: word, value: value.map((text) => ({ text, matches: () => true })) }),
    )
    const directive = fc.record(
      { target: word, span: word, fields: fc.array(field, { maxLength: 3 }), level },
      { requiredKeys: ['fields', 'level'] },
    )
    fc.assert(
      fc.property(fc.array(directive), (directives) => {
        const read = parseEnvDirectives(directives.map(printEnvDirective).join())
        expect(read.errors).toEqual([])
        expect(read.directives.map(plain)).toEqual(directives.map(plain))
      }),
    )
  })

  test('never throws, and reads what it has written', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'ab=,/:( 1[]{}') }), (text) => {
        const { directives } = parseEnvDirectives(text)
        const again = parseEnvDirectives(directives.map(printEnvDirective).join())
        expect(again.directives.map(plain)).toEqual(directives.map(plain))
      }),
    )
  })
})

describe('an env filter', () => {
  test.each(tracingEventEnabled)(
    'agrees with tracing about “$spec”: $level of $target in $inSpans',
    ({ spec, level, target, inSpans, enabled }) => {
      const context = within(...inSpans)
      expect(isWritten(spec, target, level as Level, context)).toBe(enabled)
      expect(withContext(context, () => explain(target, level as Level)).enabled).toBe(enabled)
    },
  )

  test.each(tracingSpanEnabled)(
    'agrees with tracing about “$spec”: a span of $span',
    ({ spec, span, enabled }) => {
      const { name = 'any', level, fields } = span as typeof span & { name?: string }
      const traits = { name, target: 'm', fields: snapshotFields(fields) }
      expect(envFilter(spec).isSpanEnabled(traits, level as Level)).toBe(enabled)
    },
  )

  test('lets a record through for any of the spans around it', () => {
    const context = within({ name: 'checkout' }, { name: 'pay' })
    expect(isWritten('off,[checkout]=debug', 'bank', 'debug', context)).toBe(true)
    expect(isWritten('off,[refund]=debug', 'bank', 'debug', context)).toBe(false)
  })

  test('knows the target of a span by its tracer', () => {
    const context = within({ name: 'pay', target: 'shop::payments' })
    expect(isWritten('off,shop[pay]=debug', 'bank', 'debug', context)).toBe(true)
    expect(isWritten('off,bank[pay]=debug', 'bank', 'debug', context)).toBe(false)
  })

  test('sees an attribute from when it is set', () => {
    const span = tracing.tracer().startSpan('pay', {}, Context.ROOT)
    const context = withSpan(Context.ROOT, span)
    expect(isWritten('off,[{order=1042}]=debug', 'bank', 'debug', context)).toBe(false)
    span.setAttribute('order', 1042)
    expect(isWritten('off,[{order=1042}]=debug', 'bank', 'debug', context)).toBe(true)
  })

  test('does not see a span that no sampler wants', () => {
    const provider = new TracerProvider({ sampler: alwaysOff })
    const span = provider.tracer().startSpan('pay', {}, Context.ROOT)
    expect(isWritten('off,[pay]=debug', 'bank', 'debug', withSpan(Context.ROOT, span))).toBe(false)
  })

  test('never takes away with a dynamic directive what a static one gives', () => {
    expect(isWritten('info,[pay]=warn', 'bank', 'info', within({ name: 'pay' }))).toBe(true)
  })

  test.each<[value: string, field: unknown, matches: boolean]>([
    ['4', 4, true],
    ['4', 5, false],
    ['4', '4', false],
    ['4.0', 4, true],
    ['-1e3', -1000, true],
    ['true', true, true],
    ['true', 'true', false],
    ['false', true, false],
    ['bob', 'bob', true],
    ['"bob"', 'bob', true],
    ['bob', 'bobby', false],
    ['bo', 'bob', false],
    ['bo.*', 'bobby', true],
    ['a|b', 'b', true],
    ['a|b', 'ab', false],
    ['null', null, true],
    ['.*cup.*', ['cup'], true],
    ['[0-9]+', 12, false],
    ['NaN', Number.NaN, true],
  ])('that asks for %s finds %j: %s', (value, field, matches) => {
    const context = within({ name: 'pay', fields: { field } })
    expect(isWritten(`off,[{field=${value}}]=debug`, 'bank', 'debug', context)).toBe(matches)
  })

  test('also finds a name of a field in the record itself', () => {
    const filter = 'warn,[{order}]=debug'
    expect(isWritten(filter, 'bank', 'debug', Context.ROOT, { order: 1 })).toBe(true)
    expect(isWritten(filter, 'bank', 'debug', Context.ROOT, { cart: 1 })).toBe(false)
    expect(isWritten(filter, 'bank', 'trace', Context.ROOT, { order: 1 })).toBe(false)
    expect(isWritten(filter, 'bank', 'warn', Context.ROOT)).toBe(true)
    expect(isWritten('info,[{noise}]=off', 'bank', 'info', Context.ROOT, { noise: 1 })).toBe(false)
    expect(isWritten('info,[{noise}]=off', 'bank', 'info', Context.ROOT)).toBe(true)
  })

  test('reports the part that is wrong, and follows the others', () => {
    setFilter(envFilter('warn,[pay'))
    logger('shop').warn('heard')
    expect(recording.said()).toEqual([
      'notice: “[pay” is no directive. This part of the filter was left out.',
      'warn shop: heard',
    ])
  })
})

describe('an explanation says what decides', () => {
  const pay = { name: 'pay', fields: { order: 1042 } }
  test.each<
    [
      filter: string,
      level: Level,
      context: () => Context,
      directive: string | undefined,
      because: string,
    ]
  >([
    [
      'info,[pay{order}]=debug',
      'debug',
      () => within(pay),
      '[pay{order}]=debug',
      '“[pay{order}]=debug” writes everything from debug on within the span “pay”, which is active here.',
    ],
    [
      'info,[pay]=debug',
      'debug',
      () => Context.ROOT,
      'info',
      'No directive names “bank”, and “info” writes everything from info on. Where “[pay]=debug” finds what it names, it decides.',
    ],
    [
      'info,[{noise}]=off',
      'info',
      () => Context.ROOT,
      'info',
      'No directive names “bank”, and “info” writes everything from info on. Where “[{noise}]=off” finds what it names, it decides.',
    ],
    [
      '[{noise}]=off,bank=info',
      'info',
      () => Context.ROOT,
      'bank=info',
      '“bank=info” fits “bank” best, and writes everything from info on.',
    ],
    [
      'info,shop::cart[{noise}]=off',
      'info',
      () => Context.ROOT,
      'info',
      'No directive names “bank”, and “info” writes everything from info on.',
    ],
    [
      'bank=5',
      'trace',
      () => Context.ROOT,
      'bank=trace',
      '“bank=trace” fits “bank” best, and writes everything from trace on.',
    ],
    [
      '[pay]=info',
      'debug',
      () => within(pay),
      undefined,
      'No directive speaks of “bank”, so it writes nothing.',
    ],
    [
      '',
      'info',
      () => within(pay),
      undefined,
      'There is no directive, and without one the filter writes everything from error on.',
    ],
  ])('by “%s”, about %s', (filter, level, context, directive, because) => {
    setFilter(envFilter(filter))
    expect(withContext(context(), () => explain('bank', level))).toMatchObject({
      directive,
      because,
    })
  })

  test('as loggers do it', () => {
    const directives = [
      'info',
      'off',
      'a=debug',
      'a::b=warn',
      '[s]=debug',
      'a[s]=trace',
      '[{f}]=trace',
      '[{f=1}]=info',
    ]
    const spans = [{ name: 's' }, { name: 's', target: 'a' }, { name: 't', fields: { f: 1 } }]
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...directives)),
        fc.constantFrom('a', 'a::b', 'c'),
        fc.constantFrom(...LEVELS),
        fc.subarray(spans),
        (chosen, target, level, inSpans) => {
          const context = within(...inSpans)
          const written = isWritten(chosen.join(), target, level, context)
          expect(withContext(context, () => explain(target, level)).enabled).toBe(written)
        },
      ),
    )
  })
})
