import { expect, test } from 'vitest'
import { costText } from './cost-text.ts'

const COST = {
  requests: 2,
  records: 2,
  spans: 9,
  onTheWire: 8000,
  atRest: 2000,
  isEstimate: false,
} as const

test('the cost is told of one request and of a month', () => {
  expect(costText(COST, 50)).toBe(
    'A request costs 1 log record and 4.5 spans: 4 kB on the wire, 1 kB at rest. A month at 50 a second: 526 GB sent, 131 GB kept.',
  )
})

test('what was weighed in part is about right', () => {
  expect(costText({ ...COST, isEstimate: true }, 50)).toContain('about 4 kB on the wire')
})

test('where there are no requests, the run is told of, and no month', () => {
  expect(costText({ ...COST, requests: 0, spans: 0 }, 50)).toBe(
    'A run costs 2 log records and 0 spans: 8 kB on the wire, 2 kB at rest.',
  )
})
