import { beforeAll, describe, expect, test } from 'vitest'
import { runProgram } from '../../../tests/program-run.ts'
import { nodeProgram } from '../../build/node-runner.ts'

beforeAll(async () => {
  await nodeProgram()
}, 60_000)

/** Runs code that has a network with a service called `shop`. */
async function run(source: string): Promise<string> {
  const { text } = await runProgram(`
    const network = new Network()
    const serve = (handler: (body: any) => unknown) =>
      network.serve('shop', { 'POST /order': async (body) => handler(body) })
    const order = (body?: unknown) => network.call<any>('shop', 'POST /order', body)
    ${source}`)
  return text
}

describe('a call', () => {
  test('is a client span here and a server span there, one the parent of the other', async () => {
    const text = await run(`
      serve(() => log.info('at work'))
      await span('buy', () => order())
    `)
    expect(text).toMatchInlineSnapshot(`
      "buy  0.0–2.1
        POST /order (client)  0.0–2.1
          POST /order (shop, server)  1.3–1.3
            1.3 info at work"
    `)
  })

  test('brings the answer', async () => {
    expect(
      await run(`
        serve(({ cups }) => ({ total: 8 * cups }))
        console.log(await order({ cups: 2 }))
      `),
    ).toMatch('console.log { total: 16 }')
  })

  test('says where it went and how it was answered', async () => {
    const { store } = await runProgram(`
      const network = new Network()
      network.serve('shop', { 'POST /order': async () => {} })
      await network.call('shop', 'POST /order', {})
    `)
    expect(store.spans().map(({ attributes }) => attributes)).toEqual([
      {
        'http.request.method': 'POST',
        'server.address': 'shop',
        'http.response.status_code': 200,
      },
      { 'http.request.method': 'POST', 'http.response.status_code': 200 },
    ])
  })
})

describe('nothing crosses but headers and bodies:', () => {
  test('no value of the context, on the way there or back', async () => {
    expect(
      await run(`
        const USER = Symbol('user')
        serve(() => {
          console.log('there', active().getValue(USER))
        })
        await withContext(active().setValue(USER, 'Ada'), async () => {
          await order()
          console.log('here', active().getValue(USER))
        })
      `),
    ).toMatch(/there undefined[\s\S]*here Ada/)
  })

  test('the body is a copy', async () => {
    expect(
      await run(`
        const cart = { items: ['cup'] }
        serve((body) => body.items.push('teapot'))
        await order(cart)
        console.log(cart)
      `),
    ).toMatch("{ items: ['cup'] }")
  })

  test('the answer is a copy', async () => {
    expect(
      await run(`
        const stock = { cups: 12 }
        serve(() => stock)
        const answer = await order()
        answer.cups = 0
        console.log(stock)
      `),
    ).toMatch('{ cups: 12 }')
  })

  test('what is no JSON does not arrive', async () => {
    expect(
      await run(`
        serve((body) => body)
        console.log(await order({ at: new Date(0), pay() {}, none: undefined }))
      `),
    ).toMatch("{ at: '1970-01-01T00:00:00.000Z' }")
  })
})

describe('an error', () => {
  test('of a handler comes back with its status and fails both spans', async () => {
    const text = await run(`
      serve(() => {
        throw new ServiceError(422, 'No price.')
      })
      const error = await order().catch((error) => error)
      console.log(error instanceof ServiceError, error.status, error.message)
    `)
    expect(text).toMatchInlineSnapshot(`
      "POST /order (client)  0.0–2.1 error: No price.
        POST /order (shop, server)  1.3–1.3 error: No price.
      2.1 console.log true 422 No price."
    `)
  })

  test('that nobody foresaw has status 500', async () => {
    const { store } = await runProgram(`
      const network = new Network()
      network.serve('shop', { 'POST /order': async () => { throw new Error('oh') } })
      await network.call('shop', 'POST /order', {}).catch(() => {})
    `)
    expect(store.spans().map(({ attributes }) => attributes['http.response.status_code'])).toEqual([
      500, 500,
    ])
  })

  test.each([
    ['service', `network.call('bank', 'POST /order', {})`, 'bank has no route POST /order.'],
    ['route', `network.call('shop', 'GET /order', {})`, 'shop has no route GET /order.'],
  ])('is the answer if there is no such %s', async (_, call, message) => {
    const text = await run(`
      serve(() => {})
      const error: any = await ${call}.catch((error) => error)
      console.log(error.status, error.message)
    `)
    expect(text).toMatch(`404 ${message}`)
  })
})

test('each way through the network takes its time, the same for each seed', async () => {
  const source = `
    const network = new Network()
    network.serve('shop', { 'POST /order': async () => {} })
    await network.call('shop', 'POST /order', {})
    await network.call('shop', 'POST /order', {})
  `
  const [one, same, other] = await Promise.all(
    [1, 1, 2].map(async (seed) => (await runProgram(source, { seed })).text),
  )
  expect(one).toMatchInlineSnapshot(`
    "POST /order (client)  0.0–2.1
      POST /order (shop, server)  1.3–1.3
    POST /order (client)  2.1–5.5
      POST /order (shop, server)  3.7–3.7"
  `)
  expect(same).toBe(one)
  expect(other).not.toBe(one)
})
