import fc from 'fast-check'
import { afterEach, describe, expect, test } from 'vitest'
import { envLoggerEnabled, envLoggerParse } from '../../../tests/conformance/env-logger.json'
import { recordEachTest } from '../../../tests/recording.ts'
import { Context } from '../context/context.ts'
import { explain, logger, setFilter, setLevel } from '../lab-logger.ts'
import {
  type EnvLoggerSpec,
  envLoggerFilter,
  parseEnvLogger,
  printEnvLogger,
} from './env-logger-filter.ts'
import { LEVELS, type Level, SEVERITY } from './level.ts'

const recording = recordEachTest()
afterEach(() => setLevel('trace'))

describe('reading directives', () => {
  test.each(envLoggerParse)('agrees with env_logger about “$spec”', ({ spec, ...expected }) => {
    const { directives, pattern, errors } = parseEnvLogger(spec)
    expect(directives).toEqual(
      expected.directives.map(({ target, level }) => ({ ...(target && { target }), level })),
    )
    expect(pattern?.source).toBe(expected.regex ?? undefined)
    expect(errors.map(({ part }) => `invalid logging spec '${part}'`)).toEqual(
      expected.errors.map((error) => error.replace(/ \(.*\)$/, '')),
    )
  })

  test.each<[part: string, text: string, reason: RegExp]>([
    ['loud', 'info,shop=loud', /^is no level; there are: trace, .*, off$/],
    ['shop=info=warn', 'shop=info=warn', /^has more than one “=”$/],
    ['info/a/b', 'info/a/b', /^has more than one “\/”$/],
    ['(', 'info/(', /^is no regular expression: /],
  ])('names “%s” as the mistake in “%s”', (part, text, reason) => {
    expect(parseEnvLogger(text).errors).toEqual([{ part, reason: expect.stringMatching(reason) }])
  })

  test.each([' info , shop = debug ', 'INFO,shop=Debug', ',,info,shop=debug,'])(
    'takes “%s” for “info,shop=debug”',
    (text) => expect(printEnvLogger(parseEnvLogger(text))).toBe('info,shop=debug'),
  )

  test('is the reverse of writing them', () => {
    const level = fc.constantFrom(...LEVELS, 'off' as const)
    const target = fc
      .string({ minLength: 1 })
      .filter((text) => /^[^,=/\s](.*[^,=/\s])?$/.test(text) && !/[,=/]/.test(text))
    const directive = fc.oneof(fc.record({ level }), fc.record({ target, level }))
    const pattern = fc
      .constantFrom('', 'abc', 'a.c', '\\d+ euros', '^paid$')
      .map((source) => new RegExp(source, 'u'))
    const filter = fc.record(
      { directives: fc.array(directive), pattern },
      { requiredKeys: ['directives'] },
    )
    fc.assert(
      fc.property(filter, (spec: EnvLoggerSpec) => {
        expect(parseEnvLogger(printEnvLogger(spec))).toEqual({ ...spec, errors: [] })
      }),
    )
  })

  test('never throws, and reads what it has written', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'ab=,/:( info') }), (text) => {
        const { errors: _, ...spec } = parseEnvLogger(text)
        expect(parseEnvLogger(printEnvLogger(spec))).toEqual({ ...spec, errors: [] })
      }),
    )
  })
})

describe('an env_logger filter', () => {
  test.each(envLoggerEnabled)(
    'agrees with env_logger about “$spec”: $level of “$target”',
    ({ spec, level, target, enabled }) => {
      const filter = envLoggerFilter(spec)
      expect(SEVERITY[level as Level] >= filter.leastSeverity(target)).toBe(enabled)
      expect(filter.explain(target, level as Level, Context.ROOT).enabled).toBe(enabled)
    },
  )

  test('silences even what is fatal with off', () => {
    setFilter('off')
    logger('shop').fatal('silent')
    expect(recording.said()).toEqual([])
  })

  test('lets the last of two directives for the same target decide', () => {
    expect(envLoggerFilter('shop=debug,shop=error').leastSeverity('shop')).toBe(SEVERITY.error)
    expect(envLoggerFilter('debug,warn').leastSeverity('shop')).toBe(SEVERITY.warn)
  })

  test('keeps only the messages that match, with their holes filled', () => {
    setFilter('info/order 10\\d')
    const log = logger('shop')
    for (const order of [99, 100, 110]) log.info('order {order}', { order })
    expect(recording.said()).toEqual(['info shop: order 100 order=100'])
  })
})

describe('changing the filter at run time', () => {
  test('holds for loggers that exist', () => {
    const payments = logger('shop::payments')
    const pricing = logger('shop::pricing')
    setFilter('warn,shop::payments=debug')
    for (const log of [payments, pricing]) for (const level of LEVELS) log[level]('')
    expect(recording.said()).toEqual([
      'debug shop::payments: ',
      'info shop::payments: ',
      'warn shop::payments: ',
      'error shop::payments: ',
      'fatal shop::payments: ',
      'warn shop::pricing: ',
      'error shop::pricing: ',
      'fatal shop::pricing: ',
    ])
  })

  test('reports the part that is wrong, and follows the others', () => {
    setFilter('warn,shop=loud')
    logger('shop').info('silent')
    logger('shop').warn('heard')
    expect(recording.said()).toEqual([
      'notice: “loud” is no level; there are: trace, debug, info, warn, error, fatal, off. This part of the filter was left out.',
      'warn shop: heard',
    ])
  })

  test.each([42, undefined, null, {}, () => true])(
    'changes nothing when it is given %o',
    (wrong) => {
      setFilter('error')
      setFilter(wrong as unknown as string)
      logger('shop').warn('silent')
      expect(recording.said()).toEqual([
        "notice: setFilter() takes directives, such as 'info,shop=debug', or a filter. Nothing changed.",
      ])
    },
  )

  test('to one that fails costs no record, and is reported', () => {
    const fail = () => {
      throw new Error('no')
    }
    setFilter({ leastSeverity: fail, isEnabled: fail, accepts: fail, explain: fail })
    logger('shop').info('heard')
    expect(recording.said().at(-1)).toBe('info shop: heard')
    expect(recording.said().slice(0, -1)).toEqual(
      Array(3).fill('notice: A log filter failed, and let a record through: no'),
    )
    expect(explain('shop', 'info').because).toBe(
      'The filter failed, and so lets everything through: no',
    )
  })
})

describe('an explanation says what decides', () => {
  test.each<[filter: string, target: string, level: Level, because: string]>([
    [
      'info,shop=debug',
      'shop::cart',
      'debug',
      '“shop=debug” fits “shop::cart” best, and writes everything from debug on.',
    ],
    [
      'info,shop=off',
      'shop::cart',
      'fatal',
      '“shop=off” fits “shop::cart” best, and writes nothing.',
    ],
    [
      'info,shop=debug',
      'bank',
      'debug',
      'No directive names “bank”, and “info” writes everything from info on.',
    ],
    ['shop=debug', 'bank', 'error', 'No directive speaks of “bank”, so it writes nothing.'],
    [
      '',
      'bank',
      'warn',
      'There is no directive, and without one the filter writes everything from error on.',
    ],
    [
      'info/paid',
      'bank',
      'warn',
      'No directive names “bank”, and “info” writes everything from info on. Its message has to match /paid/u.',
    ],
  ])('by “%s”, about %s at %s', (filter, target, level, because) => {
    setFilter(filter)
    expect(explain(target, level).because).toBe(because)
  })

  test('and names the directive', () => {
    setFilter('info,shop')
    expect(explain('shop', 'trace')).toMatchObject({ enabled: true, directive: 'shop=trace' })
    expect(explain('bank', 'debug')).toMatchObject({ enabled: false, directive: 'info' })
  })

  test('as loggers do it', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('info', 'off', 'a=debug', 'a::b=warn', 'a::b::c=off', 'b')),
        fc.constantFrom('a', 'a::b', 'a::b::c', 'b', 'c'),
        fc.constantFrom(...LEVELS),
        (directives, target, level) => {
          setFilter(directives.join())
          expect(explain(target, level).enabled).toBe(logger(target).isEnabled(level))
        },
      ),
    )
  })
})
