import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { arbitraryEvent } from '../../tests/arbitrary-events.ts'
import { failed, log, notice, runOf, span, spanStart, written } from '../../tests/made-up-run.ts'
import { ColumnStore } from '../trace-data/column-store.ts'
import { Replay } from './replay.ts'
import { momentAt, momentText } from './replay-moments.ts'
import { timeAxis } from './time-axis.ts'
import { WaterfallRows } from './waterfall-rows.ts'
import { waterfallText } from './waterfall-text.ts'

const CHECKOUT = runOf(
  spanStart('checkout', 0, { service: 'storefront' }),
  log('an order comes in', 2, { span: 'checkout', service: 'storefront' }),
  spanStart('charge', 10, { service: 'bank', parent: 'checkout' }),
  { kind: 'attribute', spanId: 'charge', name: 'amount', value: 65 },
  { kind: 'span-event', spanId: 'charge', name: 'no answer', time: 30_000, attributes: {} },
  log('no money', 40, { span: 'charge', service: 'bank', level: 'error' }),
  failed('charge'),
  { kind: 'span-end', spanId: 'charge', time: 45_000 },
  written('and now?', 46),
  notice('there is a hole in the sentence', 46),
  { kind: 'span-end', spanId: 'checkout', time: 50_000 },
  { kind: 'attribute', spanId: 'checkout', name: 'late', value: true },
)

function told(replay: Replay): string {
  const texts = replay.moments.map((moment, index) =>
    momentText(replay.asOf(index), moment, CHECKOUT.start),
  )
  return `\n${texts.join('\n')}\n`
}

function waterfall(store: ColumnStore, now: number): string {
  const axis = { ...timeAxis(CHECKOUT.start, CHECKOUT.end, true), now }
  const rows = new WaterfallRows(store)
  rows.showLines(true)
  return `\n${waterfallText(store, rows, axis)}\n`
}

describe('the moments of a run', () => {
  test('are told in the order in which they happened', () => {
    expect(told(new Replay(CHECKOUT))).toMatchInlineSnapshot(`
      "
      +0.0 ms: storefront began checkout
      +2.0 ms: storefront said “an order comes in”
      +10.0 ms: bank began charge
      +30.0 ms: charge noted “no answer”
      +40.0 ms: bank said (error) “no money”
      +45.0 ms: bank ended charge after 35 ms: it failed
      +46.0 ms: console.log said “and now?”
      +46.0 ms: the lab noticed: there is a hole in the sentence
      +50.0 ms: storefront ended checkout after 50 ms
      "
    `)
  })

  test('are found by their time; before the first there is none, and of several at once it is the last', () => {
    const { moments } = new Replay(CHECKOUT)
    const at = (milliseconds: number) => momentAt(moments, milliseconds * 1000)
    expect([-5, 0, 1, 2, 29.999, 46, 49, 1000].map(at)).toEqual([0, 0, 0, 1, 2, 7, 7, 8])
  })

  test('show what hides in their words', () => {
    const { moments } = new Replay(runOf(log('a\u202eb')))
    expect(momentText(runOf(log('a\u202eb')), moments[0] as (typeof moments)[number], 0)).toBe(
      '+0.0 ms: shop said “a⟨U+202E⟩b”',
    )
  })

  test('are none of a run that said nothing', () => {
    const replay = new Replay(new ColumnStore())
    expect(replay.moments).toEqual([])
    expect(replay.asOf(0).eventCount).toBe(0)
  })

  test('never go back in time, also where times are given', () => {
    const { moments } = new Replay(runOf(log('now', 10), span('measured before', 2, 8)))
    expect(moments.map(({ time, clock }) => [time, clock])).toEqual([
      [10_000, 10_000],
      [2_000, 10_000],
      [8_000, 10_000],
    ])
  })
})

describe('a run as of a moment', () => {
  test('has what was said until then, and what has begun goes on until then', () => {
    const replay = new Replay(CHECKOUT)
    expect(waterfall(replay.asOf(4), 40_000)).toMatchInlineSnapshot(`
      "
      ▾ storefront: checkout              │█████████████████████████░      │ running
          · 2.0 ms info an order comes in
          bank: charge                    │      ███████████████████░      │ running
            · 40.0 ms error no money
      "
    `)
  })

  const events = fc.array(arbitraryEvent, { maxLength: 40 })

  test('is a beginning of the run, whatever was looked at before', () => {
    fc.assert(
      fc.property(events, fc.array(fc.nat(40)), (given, steps) => {
        const run = ColumnStore.of(given)
        const replay = new Replay(run)
        for (const step of steps.filter((one) => one < replay.moments.length)) {
          const store = replay.asOf(step)
          const { told, kind, row } = replay.moments[step] as (typeof replay.moments)[number]
          expect(store.eventCount).toBe(told)
          expect(store.lines()).toEqual(run.lines(0, store.lineCount))
          expect(row).toBeLessThan(kind === 'line' ? store.lineCount : store.spanCount)
          for (let span = 0; span < store.spanCount; span++) {
            expect(store.spanId(span)).toBe(run.spanId(span))
            expect(store.traceOf(span)).toBe(run.traceOf(span))
          }
        }
      }),
    )
  })

  test('is the whole run at the last one', () => {
    fc.assert(
      fc.property(events, (given) => {
        const run = ColumnStore.of(given)
        const replay = new Replay(run)
        fc.pre(replay.moments.length > 0)
        const store = replay.asOf(replay.moments.length - 1)
        expect(store.events()).toEqual(run.events())
        expect(store.spans()).toEqual(run.spans())
        expect(store.roots()).toEqual(run.roots())
        expect(store.problemCounts).toEqual(run.problemCounts)
        expect(store.services).toEqual(run.services)
        expect([store.start, store.end]).toEqual([run.start, run.end])
      }),
    )
  })

  test('is the same store, grown, as long as nobody goes back', () => {
    const replay = new Replay(CHECKOUT)
    const store = replay.asOf(1)
    expect(replay.asOf(3)).toBe(store)
    expect(replay.asOf(3).revision).toBe(2)
    expect(replay.asOf(2)).not.toBe(store)
  })
})
