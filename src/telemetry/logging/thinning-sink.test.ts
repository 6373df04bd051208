import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { recordEachTest } from '../../../tests/recording.ts'
import { markSite, withContext } from '../context/ambient.ts'
import { Context } from '../context/context.ts'
import { span } from '../lab-tracer.ts'
import { fingersCrossed } from './fingers-crossed.ts'
import { LEVELS, type Level } from './level.ts'
import { limitRate } from './limit-rate.ts'
import type { LogRecord } from './log-record.ts'
import { type LogSink, MemorySink } from './log-sink.ts'
import { LoggerProvider } from './logger-provider.ts'
import { sampleLines } from './sample-lines.ts'
import type { DroppingSink } from './thinning-sink.ts'

const recording = recordEachTest()

/** A logger behind a sink, and what comes through. */
function behind<S extends LogSink>(makeSink: (inner: LogSink) => S) {
  const memory = new MemorySink()
  const sink = makeSink(memory.write)
  return {
    sink,
    log: new LoggerProvider({ sinks: [sink] }).logger('shop'),
    messages: () => memory.records.map(({ message }) => message),
    records: memory.records,
  }
}

/** What a sink was told and what came of it have to add up. */
function addsUp(told: number, { dropped }: DroppingSink, records: readonly LogRecord[]): boolean {
  return told === dropped + records.filter(({ fields }) => fields.dropped === undefined).length
}

describe('a rate limit', () => {
  test('lets a burst through, and then as much as time allows', () => {
    const { log, sink, messages } = behind((inner) => limitRate({ perSecond: 2, burst: 3 }, inner))
    for (let n = 1; n <= 5; n++) log.info('call {n}', { n })
    expect(messages()).toEqual(['call 1', 'call 2', 'call 3'])
    expect(sink.dropped).toBe(2)
    recording.pass(499)
    log.info('call {n}', { n: 6 })
    recording.pass(1)
    log.info('call {n}', { n: 7 })
    log.info('call {n}', { n: 8 })
    expect(messages().slice(3)).toEqual(['records left out here: 3', 'call 7'])
    expect(sink.dropped).toBe(4)
  })

  test('says what it left out with the level and at the time of the record that follows', () => {
    const { log, records } = behind((inner) => limitRate({ perSecond: 1 }, inner))
    for (let n = 0; n < 3; n++) log.warn('slow')
    recording.pass(1000)
    log.warn('slow')
    expect(records[1]).toMatchObject({
      time: 1e6,
      level: 'warn',
      target: 'shop',
      template: 'records left out here: {dropped}',
      fields: { dropped: 2 },
    })
    recording.pass(1000)
    log.warn('slow')
    expect(records).toHaveLength(4)
  })

  test('never saves up more than a burst', () => {
    const { log, messages } = behind((inner) => limitRate({ perSecond: 2 }, inner))
    log.info('call')
    recording.pass(60_000)
    for (let n = 0; n < 5; n++) log.info('call')
    expect(messages()).toHaveLength(3)
  })

  test('counts every call on its own', () => {
    const { log, messages } = behind((inner) => limitRate({ perSecond: 1 }, inner))
    for (let n = 0; n < 3; n++) {
      log.info(markSite(1, 'same words'))
      log.info(markSite(2, 'same words'))
      log.info(markSite(-1, 'other words'))
      log.info(markSite(-1, `words made up: ${n}`))
    }
    expect(messages()).toEqual([
      'same words',
      'same words',
      'other words',
      'words made up: 0',
      'words made up: 1',
      'words made up: 2',
    ])
  })

  test('takes a clock that goes back for one that stands', () => {
    const { log, messages } = behind((inner) => limitRate({ perSecond: 1, burst: 2 }, inner))
    recording.pass(5000)
    log.info('at 5')
    recording.pass(-3000)
    log.info('at 5')
    log.info('at 5')
    recording.pass(3500)
    log.info('at 5')
    expect(messages()).toEqual(['at 5', 'at 5'])
    recording.pass(500)
    log.info('at 5')
    expect(messages().slice(2)).toEqual(['records left out here: 2', 'at 5'])
  })

  test('in any second, lets no more through than the burst and the rate', () => {
    const gaps = fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 60 })
    const limits = fc.record({
      perSecond: fc.integer({ min: 1, max: 9 }),
      burst: fc.integer({ min: 1, max: 9 }),
    })
    fc.assert(
      fc.property(limits, gaps, (limit, milliseconds) => {
        const { log, sink, records } = behind((inner) => limitRate(limit, inner))
        for (const gap of milliseconds) {
          recording.pass(gap)
          log.info('call')
        }
        expect(addsUp(milliseconds.length, sink, records)).toBe(true)
        const times = records.filter(({ message }) => message === 'call').map(({ time }) => time)
        for (const from of times) {
          const inSecond = times.filter((time) => time >= from && time < from + 1e6)
          expect(inSecond.length).toBeLessThanOrEqual(limit.burst + limit.perSecond)
        }
      }),
    )
  })

  test.each([{ perSecond: Number.NaN }, { perSecond: -1 }, { perSecond: 1, burst: 0 }, {}])(
    'of %o is reported, and limits nothing',
    (limit) => {
      const { log, messages } = behind((inner) => limitRate(limit as { perSecond: number }, inner))
      for (let n = 0; n < 20; n++) log.info('call')
      expect(messages()).toHaveLength(20)
      expect(recording.said()).toEqual([
        'notice: limitRate() takes { perSecond, burst }, where burst is at least 1. It limits nothing.',
      ])
    },
  )

  test('forgets the calls that were silent for longest when there are too many', () => {
    const { log, sink, messages } = behind((inner) => limitRate({ perSecond: 1 }, inner))
    log.info('first')
    for (let n = 0; n < 999; n++) log.info(`call ${n}`)
    log.info('first')
    expect(sink.dropped).toBe(1)
    for (let n = 0; n < 500; n++) log.info(`later call ${n}`)
    log.info('first')
    expect(sink.dropped).toBe(2)
    for (let n = 0; n < 1000; n++) log.info(`other call ${n}`)
    log.info('first')
    expect(messages().at(-1)).toBe('first')
    expect(sink.dropped).toBe(2)
  })
})

describe('sampling lines', () => {
  test('keeps the first and then every so-manieth', () => {
    const { log, sink, records } = behind((inner) => sampleLines({ keepOneIn: 3 }, inner))
    for (let n = 1; n <= 8; n++) log.info('call {n}', { n })
    expect(records.map(({ message, fields }) => [message, fields])).toEqual([
      ['call 1', { n: 1 }],
      ['call 4', { n: 4, left_out: 2 }],
      ['call 7', { n: 7, left_out: 2 }],
    ])
    expect(sink.dropped).toBe(5)
  })

  test('keeps the first of every call', () => {
    const { log, messages } = behind((inner) => sampleLines({ keepOneIn: 100 }, inner))
    for (let n = 0; n < 10; n++) log.info('often')
    log.error('rarely')
    expect(messages()).toEqual(['often', 'rarely'])
  })

  test('keeps everything of one in one', () => {
    const { log, messages } = behind((inner) => sampleLines({ keepOneIn: 1 }, inner))
    for (let n = 0; n < 3; n++) log.info('call')
    expect(messages()).toEqual(['call', 'call', 'call'])
  })

  test.each([0, 1.5, Number.NaN, undefined])('one in %s is reported, and keeps everything', (n) => {
    const keepOneIn = n as number
    const { log, messages } = behind((inner) => sampleLines({ keepOneIn }, inner))
    for (let call = 0; call < 5; call++) log.info('call')
    expect(messages()).toHaveLength(5)
    expect(recording.said()).toEqual([
      'notice: sampleLines() takes { keepOneIn }, a whole number from 1 on. It keeps everything.',
    ])
  })
})

describe('fingers crossed', () => {
  test('nothing is written while all goes well', () => {
    const { log, messages } = behind((inner) => fingersCrossed({}, inner))
    span('pay', () => log.warn('slow'))
    log.info('done')
    expect(messages()).toEqual([])
  })

  test('a failure brings everything that led to it, in order, and what follows in its trace', () => {
    const { log, messages } = behind((inner) => fingersCrossed({ trigger: 'error' }, inner))
    span('pay', () => {
      log.debug('one')
      span('charge', () => log.info('two'))
      log.error('three')
      log.debug('four')
    })
    expect(messages()).toEqual(['one', 'two', 'three', 'four'])
  })

  test('a failure brings nothing of other traces', () => {
    const { log, messages } = behind((inner) => fingersCrossed({}, inner))
    log.info('in no trace')
    span('pay', () => log.info('in another trace'))
    span('refund', () => {
      log.info('in this trace')
      log.error('failed')
    })
    expect(messages()).toEqual(['in this trace', 'failed'])
  })

  test('without a trace, the story begins anew after each failure', () => {
    const { log, messages } = behind((inner) => fingersCrossed({}, inner))
    for (const word of ['one', 'two']) {
      log.info(word)
      log.error('failed')
      log.info(`after ${word}`)
    }
    expect(messages()).toEqual(['one', 'failed', 'after one', 'two', 'failed'])
  })

  test('what made room is counted, and said before the rest', () => {
    const { log, sink, messages } = behind((inner) => fingersCrossed({ capacity: 2 }, inner))
    for (let n = 1; n <= 4; n++) log.info('{n}', { n })
    log.fatal('failed')
    expect(messages()).toEqual(['records left out here: 3', '4', 'failed'])
    expect(sink.dropped).toBe(3)
    log.error('failed again')
    expect(messages().slice(3)).toEqual(['failed again'])
  })

  test('what was held back of a trace of long ago is counted', () => {
    const { log, sink, messages } = behind((inner) => fingersCrossed({}, inner))
    for (let n = 0; n < 1001; n++) {
      span('pay', () => {
        log.info('one')
        log.info('two')
      })
    }
    expect(messages()).toEqual([])
    expect(sink.dropped).toBe(2)
  })

  test('a trace that goes on is not forgotten for others', () => {
    const { log, messages } = behind((inner) => fingersCrossed({}, inner))
    const others = () => {
      for (let n = 0; n < 600; n++) span('other', () => log.info('other'))
    }
    span('long', () => {
      log.info('one')
      withContext(Context.ROOT, others)
      log.info('two')
      withContext(Context.ROOT, others)
      log.error('failed')
    })
    expect(messages()).toEqual(['one', 'two', 'failed'])
  })

  test.each(LEVELS)('a trigger of %s fires from there on', (trigger) => {
    for (const level of LEVELS) {
      const { log, messages } = behind((inner) => fingersCrossed({ trigger }, inner))
      log[level]('word')
      expect(messages()).toHaveLength(LEVELS.indexOf(level) >= LEVELS.indexOf(trigger) ? 1 : 0)
    }
  })

  test('a mistake in its options is reported, and the default holds', () => {
    const wrong = { trigger: 'loud' as Level, capacity: 0 }
    const { log, messages } = behind((inner) => fingersCrossed(wrong, inner))
    log.warn('one')
    log.error('two')
    expect(messages()).toEqual(['one', 'two'])
    expect(recording.said()).toEqual([
      'notice: loud is no level; there are: trace, debug, info, warn, error, fatal. The trigger is error.',
      'notice: The capacity of fingersCrossed() is at least 1. It is 100.',
    ])
  })
})

test('sinks can be put inside each other', () => {
  const { log, messages } = behind((inner) =>
    fingersCrossed({}, sampleLines({ keepOneIn: 2 }, limitRate({ perSecond: 100 }, inner))),
  )
  for (let n = 1; n <= 3; n++) log.info('call {n}', { n })
  log.error('failed')
  expect(messages()).toEqual(['call 1', 'call 3', 'failed'])
})
