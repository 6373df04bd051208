import { afterEach, describe, expect, test } from 'vitest'
import { recordEachTest } from '../../../tests/recording.ts'
import { bind, markSite, withContext } from '../context/ambient.ts'
import { Context } from '../context/context.ts'
import { logger, setLevel } from '../lab-logger.ts'
import { span } from '../lab-tracer.ts'
import { withService } from '../resource.ts'
import { LEVELS, type Level, SEVERITY } from './level.ts'
import type { LogRecord } from './log-record.ts'

const recording = recordEachTest()
const log = logger('shop::payments')

afterEach(() => setLevel('trace'))

/** The last record. */
const record = () => recording.events.at(-1) as LogRecord

test('a record has a level, a target, a message and fields', () => {
  log.info('order {order} is paid', { order: 1042, total: 65.45 })
  expect(recording.said()).toEqual([
    'info shop::payments: order 1042 is paid order=1042 total=65.45',
  ])
})

test('the template stays beside the message', () => {
  log.warn('order {order} is late', { order: 1042 })
  expect(record().template).toBe('order {order} is late')
})

test('an error given in place of fields is a field itself', () => {
  log.error('could not charge', new TypeError('no card'))
  expect(record().fields).toEqual({ error: { type: 'TypeError', message: 'no card' } })
})

test('each level has a method of its name', () => {
  for (const level of LEVELS) log[level](`a word of level ${level}`)
  expect(recording.said()).toEqual(
    LEVELS.map((level) => `${level} shop::payments: a word of level ${level}`),
  )
})

test('levels begin the four severity numbers that OpenTelemetry gives each of them', () => {
  expect(SEVERITY).toEqual({ trace: 1, debug: 5, info: 9, warn: 13, error: 17, fatal: 21 })
})

test('a record has the time at which it was written', () => {
  recording.pass(12.5)
  log.info('later')
  expect(record().time).toBe(12_500)
})

test('a record knows the call that made it', () => {
  log.info(markSite(7, 'from line 7'))
  expect(record().site).toBe(7)
})

test('a record belongs to the service in which it is written', () => {
  withContext(withService(Context.ROOT, 'bank'), () => log.info('money moves'))
  expect(record().service).toBe('bank')
})

test('a record belongs to the active span, and to none outside of spans', () => {
  const { traceId, spanId } = span('pay', (current) => {
    log.info('inside')
    return current.spanContext()
  })
  log.info('outside')
  const [inside, outside] = recording.events.filter(({ kind }) => kind === 'log')
  expect(inside).toMatchObject({ traceId, spanId })
  expect(Object.keys(outside ?? {})).not.toEqual(expect.arrayContaining(['traceId']))
  expect(Object.keys(outside ?? {})).not.toEqual(expect.arrayContaining(['spanId']))
})

test('a bound callback writes in the context that it was bound to', () => {
  const later = bind(withService(Context.ROOT, 'cart'), () => log.info('reserved'))
  later()
  expect(record().service).toBe('cart')
})

describe('fields', () => {
  test('are what they were when the record was written', () => {
    const order = { items: ['cup'] }
    log.info('before', { order })
    order.items.push('teapot')
    expect(record().fields).toEqual({ order: { items: ['cup'] } })
  })

  test('of with() stand in every record, as they were then', () => {
    const customer = { name: 'Ada' }
    const forCustomer = log.with({ customer })
    customer.name = 'Grace'
    forCustomer.info('hello')
    forCustomer.warn('goodbye')
    expect(recording.said()).toEqual([
      'info shop::payments: hello customer={"name":"Ada"}',
      'warn shop::payments: goodbye customer={"name":"Ada"}',
    ])
  })

  test('of with() add up, and give way to those of the call', () => {
    log.with({ order: 1, attempt: 1 }).with({ attempt: 2, retry: true }).info('', { order: 3 })
    expect(record().fields).toEqual({ order: 3, attempt: 2, retry: true })
  })

  test('of with() do not reach the logger that it was called on', () => {
    log.with({ order: 1042 })
    log.info('alone')
    expect(record().fields).toEqual({})
  })

  test('of with() fill holes too', () => {
    log.with({ order: 1042 }).info('order {order}')
    expect(record().message).toBe('order 1042')
  })
})

describe('the level', () => {
  test.each(LEVELS)('%s silences what matters less', (level) => {
    setLevel(level)
    for (const each of LEVELS) log[each]('')
    const spoken = recording.events.map((event) => (event as LogRecord).level)
    expect(spoken).toEqual(LEVELS.slice(LEVELS.indexOf(level)))
  })

  test('tells whether a record would be written', () => {
    setLevel('warn')
    expect(LEVELS.filter((level) => log.isEnabled(level))).toEqual(['warn', 'error', 'fatal'])
  })

  test('holds for loggers that were made before and after', () => {
    const child = log.with({ order: 1 })
    setLevel('error')
    child.warn('silent')
    logger('new').warn('silent')
    expect(recording.said()).toEqual([])
  })

  test('stays as it is if it is set to a word that is no level', () => {
    setLevel('error')
    setLevel('verbose' as Level)
    log.warn('silent')
    expect(recording.said()).toEqual([
      'notice: verbose is no level; there are: trace, debug, info, warn, error, fatal. Nothing changed.',
    ])
  })
})

describe('a logger does not throw into the code that it observes', () => {
  const trap = {
    get price() {
      throw new Error('no')
    },
  }

  test('when a field throws', () => {
    log.info('price', trap)
    log.with(trap).info('price')
    expect(recording.said()).toEqual([
      'info shop::payments: price price="[getter threw: no]"',
      'info shop::payments: price price="[getter threw: no]"',
    ])
  })

  test.each<[message: unknown, said: string]>([
    [undefined, 'undefined'],
    [new Error('no card'), 'Error: no card'],
    [Object.create(null), '{}'],
  ])('when the message is %o', (message, said) => {
    log.info(message as string)
    expect(record()).toMatchObject({ message: said, template: said })
  })

  test('when it has no name', () => {
    logger(undefined as unknown as string).info('hello')
    expect(record().target).toBe('undefined')
  })

  test('when fields are null', () => {
    log.info('hello', null as unknown as object)
    expect(record().fields).toEqual({})
  })
})
