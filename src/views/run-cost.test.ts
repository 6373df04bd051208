import { describe, expect, test } from 'vitest'
import { log, span, written } from '../../tests/made-up-run.ts'
import { storeOf } from '../../tests/made-up-store.ts'
import type { TelemetryEvent } from '../telemetry/telemetry-event.ts'
import { costRows, runCost } from './run-cost.ts'

const hex = (number: number, digits: number) => number.toString(16).padStart(digits, '0')

/** Requests of two spans and a line each. */
function requests(count: number): TelemetryEvent[] {
  return Array.from({ length: count }, (_, index) => {
    const [root, child] = [hex(2 * index + 1, 16), hex(2 * index + 2, 16)]
    const traceId = hex(index + 1, 32)
    return [
      ...span('checkout', index, index + 9, { spanId: root, traceId }),
      ...span('charge', index, index + 8, { spanId: child, traceId, parent: root }),
      log('order {order} paid', index, { spanId: child, traceId, fields: { order: index } }),
    ]
  }).flat()
}

describe('what is sent', () => {
  test('is counted as the exporter writes it', () => {
    const { requests: count, records, spans, onTheWire, isEstimate } = runCost(storeOf(requests(1)))
    expect({ count, records, spans, isEstimate }).toEqual({
      count: 1,
      records: 1,
      spans: 2,
      isEstimate: false,
    })
    expect(onTheWire).toMatchInlineSnapshot(`1276`)
  })

  test('counts the bytes of a letter, not the letter', () => {
    const weigh = (message: string) => runCost(storeOf(log(message))).onTheWire
    const plain = weigh('e')
    expect([weigh('é'), weigh('€'), weigh('🙂')].map((bytes) => bytes - plain)).toEqual([1, 2, 3])
  })

  test('is not what the program writes to its console', () => {
    expect(runCost(storeOf(written('hello'))).onTheWire).toBe(0)
  })
})

test('what is kept takes less in columns than what is sent', () => {
  const { atRest, onTheWire } = runCost(storeOf(requests(200)))
  expect(atRest).toBeGreaterThan(200 * 2 * 80)
  expect(atRest).toBeLessThan(onTheWire / 3)
})

test('a large run is weighed in part, says so, and comes near the whole', () => {
  const whole = runCost(storeOf(requests(1000)))
  const large = runCost(storeOf(requests(5000)))
  expect([whole.isEstimate, large.isEstimate]).toEqual([false, true])
  expect(large.onTheWire / whole.onTheWire).toBeCloseTo(5, 1)
  expect(large.atRest / whole.atRest).toBeGreaterThan(4.5)
  expect(large.atRest / whole.atRest).toBeLessThan(5.5)
})

test('a month is so many requests as the rate says', () => {
  const cost = {
    requests: 10,
    records: 30,
    spans: 110,
    onTheWire: 50_000,
    atRest: 9_000,
    isEstimate: false,
  }
  expect(
    costRows(cost, 50).map(
      ({ name, run, request, month }) => `${name}: ${run}, ${request}, ${month}`,
    ),
  ).toMatchInlineSnapshot(`
    [
      "log records: 30, 3, 394,000,000",
      "spans: 110, 11, 1,450,000,000",
      "on the wire: 50 kB, 5 kB, 657 GB",
      "at rest: 9 kB, 900 bytes, 118 GB",
    ]
  `)
})

test('without requests there is no cost of one', () => {
  const rows = costRows(runCost(storeOf(log('x'))), 50)
  expect(rows.map(({ request, month }) => [request, month])).toEqual(
    Array.from({ length: 4 }, () => ['–', '–']),
  )
})

test('a run of nothing costs nothing', () => {
  expect(runCost(storeOf())).toEqual({
    requests: 0,
    records: 0,
    spans: 0,
    onTheWire: 0,
    atRest: 0,
    isEstimate: false,
  })
})
