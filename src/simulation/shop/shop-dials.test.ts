/** What each dial of the shop shows in its telemetry, and that nothing of it is there without the dial. */

import { beforeAll, describe, expect, test } from 'vitest'
import { type ProgramRun, runProgram } from '../../../tests/program-run.ts'
import { nodeProgram } from '../../build/node-runner.ts'
import type { SpanRecord } from '../../telemetry/tracing/span-record.ts'
import { RUN_EPOCH } from '../time/virtual-clock.ts'

beforeAll(async () => {
  await nodeProgram()
}, 60_000)

/** Runs code with a shop of these settings. `buy()` buys three things and says how that went. */
function shop(settings: string, source = 'await buy()'): Promise<ProgramRun> {
  return runProgram({
    'main.ts': `import { openShop } from '@lab/shop'; import { sleep } from '@lab/sim'
      const shop = openShop(${settings})
      const buy = (order = 1042) => shop.checkout({ order, items: ['teapot', 'cup', 'tea'], card: '4242' }).then(
        () => console.log('paid'),
        (error) => console.log(error.status, error.message))
      ${source}`,
  })
}

const namesOf = ({ store }: ProgramRun) => store.spans().map(({ name }) => name)
const countOf = (run: ProgramRun, wanted: string) =>
  namesOf(run).filter((name) => name === wanted).length
const spanOf = ({ store }: ProgramRun, service: string, name: string) =>
  store.spans().find((span) => span.service === service && span.name === name) as SpanRecord
const lengthOf = ({ start, end = Number.NaN }: SpanRecord) => (end - start) / 1000

test('a calm day has none of the faults', async () => {
  const run = await shop('', 'for (let order = 1; order <= 30; order++) await buy(order)')
  expect(new Set(namesOf(run))).toEqual(
    new Set([
      'POST /checkout',
      'POST /reserve',
      'POST /price',
      'read price list',
      'POST /charge',
      'POST /transfer',
    ]),
  )
  expect(run.text.match(/paid$/gm)).toHaveLength(30)
  expect(run.text).not.toMatch(/error|warn|never ended/)
  expect(run.store.spans().filter(({ parentSpanId }) => !parentSpanId)).toHaveLength(30)
})

test('bankTail: some answers of the bank take many times as long as the others', async () => {
  const longest = async (settings: string) => {
    const run = await shop(settings, 'for (let order = 1; order <= 100; order++) await buy(order)')
    const transfers = run.store
      .spans()
      .filter(({ name, service }) => name === 'POST /transfer' && service === 'bank')
    return Math.max(...transfers.map(lengthOf))
  }
  // Of 100 draws of the body, the longest is three spreads above the median or so: 60 ms × e^0.9 = 148 ms.
  expect(await longest('{ patience: 100_000 }')).toBeLessThan(200)
  expect(await longest('{ patience: 100_000, bankTail: 0.1 }')).toBeGreaterThan(300)
})

test('bankErrors: the bank can’t be reached, and the order fails', async () => {
  const run = await shop('{ bankErrors: 1 }')
  expect(run.text).toMatch('503 bank refuses connections.')
  expect(run.store.services).not.toContain('bank')
})

test('refusals: the bank says no, and payments does not ask again', async () => {
  const run = await shop('{ refusals: 1 }')
  expect(run.text).toMatch('402 The bank refuses card 4242.')
  expect(run.text).toMatch('warn refused 70.21 euros from card 4242')
  expect(spanOf(run, 'bank', 'POST /transfer')).toMatchObject({
    status: { code: 'error' },
    attributes: { 'http.response.status_code': 402 },
  })
  expect(countOf(run, 'POST /transfer')).toBe(2)
})

describe('retries', () => {
  const pauses = async (settings: string) => {
    const { store } = await shop(`{ bankMedian: 9000, patience: 100, attempts: 5, ${settings} }`)
    const starts = store
      .spans()
      .filter(({ name, service }) => name === 'POST /transfer' && service === 'payments')
      .map(({ start }) => start / 1000)
    return starts.slice(1).map((start, index) => start - (starts[index] as number) - 100)
  }

  test('follow at once without backoff', async () => {
    expect(await pauses('')).toEqual([0, 0, 0, 0])
  })

  test('pause with backoff, any time up to twice as long as before', async () => {
    const waits = await pauses('backoff: 200')
    expect(waits).toHaveLength(4)
    for (const [index, wait] of waits.entries()) {
      expect(wait).toBeGreaterThan(0)
      expect(wait).toBeLessThanOrEqual(200 * 2 ** index)
    }
  })

  test('without backoff are a storm: the bank is busy with what nobody waits for any more', async () => {
    const storm = async (backoff: number) => {
      const { store, text } = await shop(
        `{ bankMedian: 150, attempts: 4, backoff: ${backoff}, capacity: { bank: 4 } }`,
        'await Promise.all(Array.from({ length: 20 }, (_, order) => buy(order)))\nawait sleep(30_000)',
      )
      const transfers = store
        .spans()
        .filter(({ name, service }) => name === 'POST /transfer' && service === 'bank')
      return { paid: text.match(/paid$/gm)?.length ?? 0, transfers: transfers.length }
    }
    const [atOnce, patient] = await Promise.all([storm(0), storm(1000)])
    expect(patient.paid).toBe(20)
    expect(atOnce.paid).toBeLessThan(15)
    expect(atOnce.transfers).toBeGreaterThan(patient.transfers + 10)
  })
})

test('nPlusOne: pricing asks for each item on its own', async () => {
  const run = await shop('{ nPlusOne: true }')
  expect(countOf(run, 'read price')).toBe(3)
  expect(countOf(run, 'read price list')).toBe(0)
  const items = run.store
    .spans()
    .flatMap(({ name, attributes }) => (name === 'read price' ? [attributes.item] : []))
  expect(items).toEqual(['teapot', 'cup', 'tea'])
})

test('lockTime: orders wait for each other in the cart', async () => {
  const run = await shop('{ lockTime: 80 }', 'await Promise.all([buy(1), buy(2), buy(3)])')
  expect(countOf(run, 'change stock')).toBe(3)
  expect(countOf(run, 'wait for lock')).toBe(2)
  const changes = run.store
    .spans()
    .filter(({ name }) => name === 'change stock')
    .toSorted((a, b) => a.start - b.start)
  expect(changes[1]?.start).toBe(changes[0]?.end)
  expect(changes[2]?.start).toBe(changes[1]?.end)
})

test('coldStart: the first request waits for pricing, and so does the first after a long pause', async () => {
  const run = await shop(
    '{ coldStart: 900, idleAfter: 5000 }',
    'await buy()\nawait buy()\nawait sleep(6000)\nawait buy()',
  )
  const starts = run.store.spans().filter(({ name }) => name === 'cold start')
  expect(starts.map(lengthOf)).toEqual([900, 900])
  expect(starts[1]?.start).toBeGreaterThan(RUN_EPOCH + 6_000_000)
})

test.each(['headersDropped', 'headersMangled'])(
  '%s: the trace breaks in two at payments',
  async (dial) => {
    const { store } = await shop(`{ ${dial}: 1 }`)
    const roots = store.spans().filter(({ parentSpanId }) => parentSpanId === undefined)
    expect(roots.map(({ name, service }) => `${name} ${service}`)).toEqual([
      'POST /checkout browser',
      'POST /charge payments',
    ])
  },
)

test('crashes: spans of payments never end, and the customer sees a 502', async () => {
  const run = await shop('{ crashes: 1 }', 'await buy()\nawait buy()\nawait sleep(500)')
  expect(run.text).toMatch('502 The connection to payments broke.')
  expect(run.text).toMatch('503 payments refuses connections.')
  const open = run.store.spans().filter(({ end }) => end === undefined)
  expect(open.map(({ name, service }) => `${name} ${service}`)).toEqual([
    'POST /charge payments',
    'POST /transfer payments',
  ])
  expect(run.text).toMatch('took 70.21 euros')
})

test('restart: payments is there again after it', async () => {
  const run = await shop('{ crashes: 1, restart: 50 }', 'await buy()\nawait sleep(60)\nawait buy()')
  expect(run.text.match(/502 /g)).toHaveLength(2)
})

describe('fulfilment', () => {
  const settings = (faults: string) => `{ fulfilment: true, ${faults} }`

  test('goes on after the customer has their receipt, each service in a trace of its own', async () => {
    const run = await shop(settings(''))
    const [, ...consumers] = run.store.spans().filter(({ parentSpanId }) => !parentSpanId)
    expect(consumers.map(({ name, service }) => `${name} ${service}`)).toEqual([
      'process orders fulfilment',
      'process parcels email',
    ])
    expect(run.text).toMatch(/paid[\s\S]*process orders|process orders[\s\S]*paid/)
    expect(spanOf(run, 'inventory', 'POST /pick')).toBeDefined()
    expect(run.text).toMatch('info order 1042: the customer knows')
  })

  test.each([
    ['messagesLost: 1', 0],
    ['messagesDuplicated: 1', 2],
    ['messagesPoisoned: 1', 3],
  ])('with %s, orders are worked on %d times', async (dial, times) => {
    const run = await shop(settings(dial))
    expect(countOf(run, 'process orders')).toBe(times)
    const isSent = run.text.includes('info order 1042: sent')
    expect(isSent).toBe(dial.includes('Duplicated'))
  })

  test('is not there on a calm day', async () => {
    const { store } = await shop('')
    expect(store.services).not.toContain('fulfilment')
  })
})

describe('clockSkew', () => {
  test('moves what a service tells by so much, and nothing that happens', async () => {
    const [right, wrong] = await Promise.all([shop(''), shop('{ clockSkew: { payments: -80 } }')])
    const moved = (span: SpanRecord) => ({
      start: span.start - 80_000,
      end: (span.end ?? 0) - 80_000,
    })
    expect(spanOf(wrong, 'payments', 'POST /charge')).toMatchObject(
      moved(spanOf(right, 'payments', 'POST /charge')),
    )
    const { start, end } = spanOf(right, 'bank', 'POST /transfer')
    expect(spanOf(wrong, 'bank', 'POST /transfer')).toMatchObject({ start, end })
  })

  test('ends with the next shop that is opened', async () => {
    const { store, text } = await shop(
      '{ clockSkew: { payments: -80 } }',
      'openShop()\nawait buy()',
    )
    expect(text).toMatch('paid')
    const charges = store.spans().filter(({ name }) => name === 'POST /charge')
    expect(charges[1]?.start).toBeGreaterThan(Number(charges[0]?.start))
  })

  test('lets a child begin before its parent', async () => {
    const run = await shop('{ clockSkew: { payments: -80 } }')
    const parent = spanOf(run, 'storefront', 'POST /charge')
    expect(spanOf(run, 'payments', 'POST /charge').start).toBeLessThan(parent.start)
  })

  test('also holds for the service’s own Date', async () => {
    const { text } = await runProgram({
      'main.ts': `import { openShop } from '@lab/shop'
        const bank = () => ({ 'POST /transfer': async () => ({ payment: String(Date.now()) }) })
        const now = Date.now()
        const shop = openShop({ clockSkew: { bank: 3_600_000 }, services: { bank } })
        const { payment } = await shop.checkout({ order: 1, items: ['tea'], card: '1' })
        console.log(Math.floor((Number(payment) - now) / 3_600_000), 'hour ahead')`,
    })
    expect(text).toMatch('1 hour ahead')
  })
})

test('capacity: those who come too many at once wait in the queue of the service that is full', async () => {
  const all = 'await Promise.all([buy(1), buy(2), buy(3)])'
  const full = await shop('{ capacity: { bank: 1 } }', all)
  const waits = full.store.spans().filter(({ name }) => name === 'wait in queue')
  expect(waits.map(({ service }) => service)).toEqual(['bank', 'bank'])
  expect(countOf(await shop('', all), 'wait in queue')).toBe(0)
})

describe('a value out of its range is refused in words, at its line:', () => {
  const share = 'is a share, from 0 (never) to 1 (always)'
  const orNone = 'is milliseconds, 0 or more'
  test.each([
    ['{ bankTail: 1.1 }', `bankTail ${share}; it was 1.1`],
    ['{ bankErrors: 5 }', `bankErrors ${share}; it was 5`],
    ['{ refusals: -0.1 }', `refusals ${share}; it was -0.1`],
    ['{ refusals: NaN }', `refusals ${share}; it was NaN`],
    ["{ refusals: '1' as any }", `refusals ${share}; it was 1`],
    ['{ backoff: -1 }', `backoff ${orNone}; it was -1`],
    ['{ nPlusOne: 1 as any }', 'nPlusOne is true or false; it was 1'],
    ['{ lockTime: Infinity }', `lockTime ${orNone}; it was Infinity`],
    ['{ coldStart: -900 }', `coldStart ${orNone}; it was -900`],
    ['{ idleAfter: 0 }', 'idleAfter is milliseconds, more than 0; it was 0'],
    ['{ headersDropped: 2 }', `headersDropped ${share}; it was 2`],
    ['{ headersMangled: 2 }', `headersMangled ${share}; it was 2`],
    ['{ crashes: 2 }', `crashes ${share}; it was 2`],
    ['{ restart: -1 }', `restart ${orNone}; it was -1`],
    ['{ fulfilment: null as any }', 'fulfilment is true or false; it was null'],
    ['{ messagesLost: 2 }', `messagesLost ${share}; it was 2`],
    ['{ messagesDuplicated: 2 }', `messagesDuplicated ${share}; it was 2`],
    ['{ messagesPoisoned: 2 }', `messagesPoisoned ${share}; it was 2`],
    ['{ clockSkew: { bank: NaN } }', 'clockSkew of bank is a number of milliseconds; it was NaN'],
    [
      '{ clockSkew: 5 as any }',
      'clockSkew is an object with a number for each service that it names; it was 5',
    ],
    [
      '{ capacity: { bank: 1.5 } }',
      'capacity of bank is a whole number, 1 or more, or Infinity; it was 1.5',
    ],
    ['{ capacity: { bnak: 1 } as any }', 'there is no service “bnak”. Did you mean “bank”?'],
    ['{ pateince: 1 } as any', 'there is no setting “pateince”. Did you mean “patience”?'],
    [
      '{ services: { bnak: () => ({}) } as any }',
      'there is no service “bnak”. Did you mean “bank”?',
    ],
    [
      '{ services: { bank: {} as any } }',
      "services.bank is a function that is given the shop's parts and returns routes",
    ],
    ['{ services: { email: () => ({}) } }', 'services.email has work only with fulfilment: true'],
    [
      '{ instrumentation: { logger() {} } as any }',
      'instrumentation has the functions logger, span, leaving, arriving; there was no span()',
    ],
  ])('%s', async (settings, message) => {
    const { problems } = await shop(settings)
    const title = `RangeError: openShop(): ${message}${message.endsWith('?') ? '' : '.'}`
    expect(problems).toMatchObject([{ title, position: { file: 'main.ts', line: 2 } }])
  })

  test('what resembles no setting is told all of them', async () => {
    const { problems } = await shop('{ unicorns: 1 } as any')
    expect(problems[0]?.title).toMatch(/There are: bankMedian, .*, clockSkew, capacity\.$/)
  })
})
