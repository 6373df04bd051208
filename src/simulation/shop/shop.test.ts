import { beforeAll, describe, expect, test } from 'vitest'
import { runProgram } from '../../../tests/program-run.ts'
import { nodeProgram } from '../../build/node-runner.ts'

beforeAll(async () => {
  await nodeProgram()
}, 60_000)

/** Takes one order in a shop with these settings. */
function order(settings: string, items = ['teapot', 'cup', 'cup']) {
  return runProgram(`
    const receipt = await openShop(${settings}).checkout({
      order: 1042,
      items: ${JSON.stringify(items)},
      card: '4242',
    })
    console.log('receipt', receipt)
  `)
}

test('on a calm day an order goes through storefront, cart, pricing, payments and bank', async () => {
  const { text } = await order('')
  expect(text).toMatchInlineSnapshot(`
    "POST /checkout (browser, client)  0.0–122.7
      POST /checkout (storefront, server)  1.3–121.3
        1.3 info order 1042: checkout begins
        POST /reserve (storefront, client)  1.3–12.5
          POST /reserve (cart, server)  2.1–10.8
            10.8 debug reserved 3 items for order 1042
        POST /price (storefront, client)  12.5–36.5
          POST /price (pricing, server)  14.2–36.0
            read price list (pricing)  14.2–36.0
            36.0 debug 3 items cost 65.45
        POST /charge (storefront, client)  36.5–121.3
          POST /charge (payments, server)  38.6–119.9
            POST /transfer (payments, client)  38.6–119.9
              POST /transfer (bank, server)  40.4–118.6
                118.6 info took 65.45 euros from card 4242
        121.3 info order 1042: paid, 65.45 euros
    122.7 console.log receipt { order: 1042, total: 65.45, payment: 'T1' }"
  `)
})

test('a slow bank is asked twice, and takes the money twice', async () => {
  const { text } = await order('{ bankMedian: 300, bankSpread: 0.6 }')
  expect(text).toMatchInlineSnapshot(`
    "POST /checkout (browser, client)  0.0–703.6
      POST /checkout (storefront, server)  1.3–702.5
        1.3 info order 1042: checkout begins
        POST /reserve (storefront, client)  1.3–12.5
          POST /reserve (cart, server)  2.1–10.8
            10.8 debug reserved 3 items for order 1042
        POST /price (storefront, client)  12.5–36.5
          POST /price (pricing, server)  14.2–36.0
            read price list (pricing)  14.2–36.0
            36.0 debug 3 items cost 65.45
        POST /charge (storefront, client)  36.5–702.5
          POST /charge (payments, server)  38.6–699.7
            POST /transfer (payments, client)  38.6–551.9
              POST /transfer (bank, server)  40.4–550.5
                550.5 info took 65.45 euros from card 4242
            438.6 warn no answer from the bank within 400 ms
            POST /transfer (payments, client)  438.6–699.7
              POST /transfer (bank, server)  439.9–698.3
                698.3 info took 65.45 euros from card 4242
        702.5 info order 1042: paid, 65.45 euros
    703.6 console.log receipt { order: 1042, total: 65.45, payment: 'T2' }"
  `)
})

test('a bank that never answers in time costs the order, and the money all the same', async () => {
  const { store, problems } = await order('{ bankMedian: 900, bankSpread: 0, attempts: 3 }')
  const saidByBank = store
    .lines()
    .flatMap((line) => (line.kind === 'log' && line.target === 'bank' ? [line.message] : []))
  expect(problems.map(({ title }) => title)).toEqual([
    'ServiceError: The bank did not answer 3 times.',
  ])
  expect(saidByBank).toEqual(['took 65.45 euros from card 4242'])
})

test('an item without a price ends the order before it is paid', async () => {
  const { store, problems } = await order('', ['teapot', 'spoon'])
  expect(problems.map(({ title }) => title)).toEqual([
    'ServiceError: There is no price for “spoon”.',
  ])
  expect(store.services).not.toContain('bank')
})

test('every record and span of the shop knows the line of the shop that made it', async () => {
  const { store, siteOf } = await order('')
  const files = new Set(
    [...store.spans(), ...store.lines()].map(({ site }) => siteOf(site)?.file ?? 'unknown'),
  )
  expect([...files].toSorted()).toEqual([
    '@lab/shop/bank.ts',
    '@lab/shop/cart.ts',
    '@lab/shop/payments.ts',
    '@lab/shop/pricing.ts',
    '@lab/shop/shop.ts',
    '@lab/shop/storefront.ts',
    'main.ts',
  ])
})

describe('a setting out of its range is refused in words:', () => {
  test.each([
    ['{ bankMedian: 0 }', 'bankMedian is milliseconds, more than 0; it was 0'],
    ['{ bankMedian: Infinity }', 'bankMedian is milliseconds, more than 0; it was Infinity'],
    ['{ bankSpread: -1 }', 'bankSpread is 0 or more; it was -1'],
    ['{ bankSpread: NaN }', 'bankSpread is 0 or more; it was NaN'],
    ['{ patience: -400 }', 'patience is milliseconds, more than 0; it was -400'],
    ['{ attempts: 1.5 }', 'attempts is a whole number, 1 or more; it was 1.5'],
    ['{ attempts: 0 }', 'attempts is a whole number, 1 or more; it was 0'],
  ])('%s', async (settings, rule) => {
    const { problems } = await order(settings)
    expect(problems).toMatchObject([{ title: `RangeError: openShop(): ${rule}.` }])
    expect(problems[0]?.position).toMatchObject({ file: 'main.ts', line: 2 })
  })
})
