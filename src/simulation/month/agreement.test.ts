/** The model and the shop are two descriptions of one thing. Here they are held against each other. */

import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { runProgram } from '../../../tests/program-run.ts'
import { nodeProgram } from '../../build/node-runner.ts'
import type { GivenSettings } from '../shop/shop-settings.ts'

beforeAll(async () => {
  await nodeProgram()
}, 60_000)

interface Plan {
  readonly seed: number
  readonly settings: GivenSettings
  readonly perDay: number
  readonly checkouts: number
  /** Every which request is opened. Default: every seventh. */
  readonly opening?: number
}

interface Agreement {
  /** How many requests differ, the first of them both ways. */
  readonly different: number
  readonly first?: readonly object[]
  /** How many waited for others, and how they ended. */
  readonly waited: number
  readonly paid: number
  readonly failed: number
  /** Of the requests that were opened: how many took another time or had another outcome. */
  readonly openedDifferently: number
}

/** Plays the same customers both ways, in one run, and opens some of them. */
async function agreement({ seed, settings, opening = 7, ...plan }: Plan): Promise<Agreement> {
  const source = `
    import { drive, openShop, simulateMonth } from '@lab/shop'
    import { uninstrumented } from '@lab/sim'
    const settings = ${JSON.stringify(settings)}
    const plan = ${JSON.stringify(plan)}
    const month = simulateMonth({ settings, ...plan })
    const all = await drive(openShop({ ...settings, instrumentation: uninstrumented }), plan)
    const text = (checkout: object) => JSON.stringify(Object.entries(checkout).sort())
    const different = all.filter((one) => text(one) !== text(month.checkout(one.request)))
    let openedDifferently = 0
    for (let request = 1; request <= plan.checkouts; request += ${opening}) {
      const { arrival: _, ...opened } = await month.open(request, { instrumentation: uninstrumented })
      const { arrival, ...expected } = month.checkout(request)
      if (text(opened) !== text(expected)) openedDifferently++
    }
    const waited = all.filter(({ request }) => month.waitsOf(request).some((wait) => wait > 0))
    const first = different.slice(0, 2).map((one) => [one, month.checkout(one.request)])
    console.log(JSON.stringify({
      different: different.length, first, waited: waited.length, openedDifferently,
      paid: month.where({ outcome: 'paid' }).count, failed: month.failed().count,
    }))`
  const { store, problems, text } = await runProgram({ 'main.ts': source }, { seed })
  if (problems.length > 0) throw new Error(text)
  const said = store.lines().find((line) => line.kind === 'console')
  return JSON.parse(said?.kind === 'console' ? said.text : text) as Agreement
}

const share = fc.constantFrom(0, 0.02, 0.2)
const limit = fc.integer({ min: 1, max: 8 })

const anySettings: fc.Arbitrary<GivenSettings> = fc.record({
  bankMedian: fc.integer({ min: 5, max: 400 }),
  bankSpread: fc.constantFrom(0, 0.3, 1),
  bankTail: share,
  bankErrors: share,
  refusals: share,
  patience: fc.integer({ min: 30, max: 500 }),
  attempts: fc.integer({ min: 1, max: 5 }),
  backoff: fc.constantFrom(0, 40, 200),
  nPlusOne: fc.boolean(),
  lockTime: fc.constantFrom(0, 5, 20),
  coldStart: fc.constantFrom(0, 300),
  idleAfter: fc.integer({ min: 50, max: 1000 }),
  headersDropped: share,
  headersMangled: share,
  capacity: fc.record({
    storefront: fc.constantFrom(1, 10, 64),
    cart: limit,
    pricing: limit,
    payments: limit,
    bank: limit,
  }),
})

/** From hardly anybody to twice what the shop can take. */
const anyPlan: fc.Arbitrary<Plan> = fc.record({
  seed: fc.integer({ min: 1, max: 1e6 }),
  settings: anySettings,
  perDay: fc.constantFrom(10_000, 300_000, 1_500_000, 5_000_000),
  checkouts: fc.constant(200),
})

/** The same plans each time: at a microsecond that two requests share, the two may wait the other way round. */
const FIXED = { seed: 7, numRuns: 25, endOnFailure: true }

test('whatever the settings and however many come, each request takes as long in the model as in the shop', async () => {
  let waited = 0
  await fc.assert(
    fc.asyncProperty(anyPlan, async (plan) => {
      const found = await agreement(plan)
      waited += found.waited
      expect(found).toMatchObject({ different: 0, openedDifferently: 0 })
    }),
    FIXED,
  )
  // Otherwise this would prove little.
  expect(waited).toBeGreaterThan(1000)
}, 120_000)

describe('also', () => {
  test.each<[what: string, settings: GivenSettings]>([
    ['on a calm day', {}],
    [
      'in a retry storm, in which most transfers are for nobody',
      { bankMedian: 150, patience: 200, attempts: 6, capacity: { bank: 2 } },
    ],
    ['when everybody waits for one lock', { lockTime: 60 }],
    ['when pricing is always cold', { coldStart: 700, idleAfter: 1 }],
  ])('%s', async (_, settings) => {
    const found = await agreement({ seed: 1, settings, perDay: 2_000_000, checkouts: 500 })
    expect(found).toMatchObject({ different: 0, openedDifferently: 0 })
  })
})

test('when payments crashes, the model loses the same requests', async () => {
  const settings = {
    crashes: 0.02,
    restart: 400,
    bankMedian: 200,
    attempts: 3,
    capacity: { bank: 4 },
  }
  const found = await agreement({ seed: 3, settings, perDay: 1_500_000, checkouts: 600 })
  expect(found.different).toBe(0)
  expect(found.failed).toBeGreaterThan(30)
  // Opened alone, a request is spared by the crashes of others.
  expect(found.openedDifferently).toBeGreaterThan(0)
})
