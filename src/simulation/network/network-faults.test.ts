/** What can go wrong between two services and inside of one, seen from both sides. */

import { beforeAll, describe, expect, test } from 'vitest'
import { runProgram } from '../../../tests/program-run.ts'
import { nodeProgram } from '../../build/node-runner.ts'

beforeAll(async () => {
  await nodeProgram()
}, 60_000)

/** Runs code with a network whose service `shop` takes 30 ms for an order. `ask()` says how it was answered. */
async function run(source: string): Promise<string> {
  const { text } = await runProgram(`
    const network = new Network()
    const orders = { 'POST /order': async (_: any, headers: any) => {
      await span('work', () => sleep(30))
      return { headers }
    } }
    const ask = (options = {}) => network.call<any>('shop', 'POST /order', {}, options).then(
      () => 'ok',
      (error) => error.status + ' ' + error.message,
    )
    ${source}`)
  return text
}

describe('a busy service', () => {
  test('lets a request wait in its queue, and the wait is a span', async () => {
    expect(
      await run(`
        network.serve('shop', orders, { capacity: 1 })
        await Promise.all([ask(), ask()])
      `),
    ).toMatchInlineSnapshot(`
      "POST /order (client)  0.0–62.6
        POST /order (shop, server)  1.3–60.9
          wait in queue (shop)  1.3–30.9
          work (shop)  30.9–60.9
      POST /order (client)  0.0–32.5
        POST /order (shop, server)  0.9–30.9
          work (shop)  0.9–30.9"
    `)
  })

  test('has no such span for a request that need not wait', async () => {
    const { store } = await runProgram(`
      const network = new Network()
      network.serve('shop', { 'POST /order': async () => sleep(30) }, { capacity: 2 })
      await Promise.all([1, 2].map(() => network.call('shop', 'POST /order', {})))
    `)
    expect(store.spans().map(({ name }) => name)).not.toContain('wait in queue')
  })

  test('says how long the queue was', async () => {
    const { store } = await runProgram(`
      const network = new Network()
      network.serve('shop', { 'POST /order': async () => sleep(30) }, { capacity: 1 })
      await Promise.all([1, 2, 3].map(() => network.call('shop', 'POST /order', {})))
    `)
    const waits = store.spans().filter(({ name }) => name === 'wait in queue')
    expect(waits.map(({ attributes }) => attributes)).toEqual([
      { 'lab.queue.length': 0 },
      { 'lab.queue.length': 1 },
    ])
  })
})

describe('headers', () => {
  test('reach the handler, the reader’s own beside those of the instrumentation', async () => {
    expect(
      await run(`
        network.serve('shop', orders)
        const { headers } = await network.call<any>('shop', 'POST /order', {}, { headers: { 'x-user': 'Ada' } })
        console.log(Object.keys(headers), headers['x-user'])
      `),
    ).toMatch("['x-user', 'traceparent'] Ada")
  })

  test('that are dropped break the trace in two', async () => {
    expect(
      await run(`
        network.serve('shop', orders, { faults: { headersDropped: 1 } })
        await ask()
      `),
    ).toMatchInlineSnapshot(`
      "POST /order (client)  0.0–32.1
      POST /order (shop, server)  1.3–31.3
        work (shop)  1.3–31.3"
    `)
  })

  test('that are mangled break it as well, and can be seen', async () => {
    const text = await run(`
      network.serve('shop', orders, { faults: { headersMangled: 1 } })
      const { headers } = await network.call<any>('shop', 'POST /order', {})
      console.log(headers.traceparent)
    `)
    expect(text).toMatch(/console\.log 00-[0-9a-f]{16}-[0-9a-f]{16}-03/)
    expect(text).toMatch(/^POST \/order \(shop, server\)/m)
  })
})

describe('a connection', () => {
  test('that is refused gives a 503, and the service knows nothing of it', async () => {
    expect(
      await run(`
        network.serve('shop', orders, { faults: { refused: 1 } })
        console.log(await ask())
      `),
    ).toMatchInlineSnapshot(`
      "POST /order (client)  0.0–2.1 error: shop refuses connections.
      2.1 console.log 503 shop refuses connections."
    `)
  })

  test('that breaks on the way back gives a 502, and the work is done', async () => {
    expect(
      await run(`
        network.serve('shop', orders, { faults: { reset: 1 } })
        console.log(await ask())
      `),
    ).toMatchInlineSnapshot(`
      "POST /order (client)  0.0–32.1 error: The connection to shop broke.
        POST /order (shop, server)  1.3–31.3
          work (shop)  1.3–31.3
      32.1 console.log 502 The connection to shop broke."
    `)
  })
})

describe('a timeout', () => {
  test('gives the caller a 504 and does not stop the other side', async () => {
    expect(
      await run(`
        network.serve('shop', orders)
        console.log(await ask({ timeout: 10 }))
        await sleep(50)
      `),
    ).toMatchInlineSnapshot(`
      "POST /order (client)  0.0–10.0 error: shop did not answer within 10 ms.
        POST /order (shop, server)  1.3–31.3
          work (shop)  1.3–31.3
      10.0 console.log 504 shop did not answer within 10 ms."
    `)
  })

  test('that is long enough changes nothing', async () => {
    expect(
      await run(`network.serve('shop', orders); console.log(await ask({ timeout: 100 }))`),
    ).toMatch('console.log ok')
  })
})

describe('a service that crashes', () => {
  test('leaves its spans open, breaks all its connections, and is gone for a while', async () => {
    expect(
      await run(`
        network.serve('shop', {
          'POST /order': async () => {
            await span('work', () => sleep(100))
            log.info('never said')
          },
        }, { faults: { crashes: 1, restart: 500 } })
        console.log((await Promise.all([ask(), ask()])).join(' / '))
        console.log(await ask())
      `),
    ).toMatchInlineSnapshot(`
      "POST /order (client)  0.0–14.7 error: The connection to shop broke.
        POST /order (shop, server)  1.3–never ended
          work (shop)  1.3–never ended
      POST /order (client)  0.0–14.6 error: The connection to shop broke.
        POST /order (shop, server)  0.9–never ended
          work (shop)  0.9–never ended
      14.7 console.log 502 The connection to shop broke. / 502 The connection to shop broke.
      POST /order (client)  14.7–17.3 error: shop refuses connections.
      17.3 console.log 503 shop refuses connections.
      101.3 notice “POST /order” was never ended, 2 times.
      101.3 notice “work” was never ended, 2 times."
    `)
  })

  test('is there again after its restart', async () => {
    const text = await run(`
      network.serve('shop', orders, { faults: { crashes: 0.5, restart: 200 } })
      const answers: string[] = []
      for (let round = 0; round < 30; round++) {
        answers.push((await ask()).slice(0, 3))
        await sleep(60)
      }
      console.log(answers.join(' '))
    `)
    expect(text).toMatch(/502 503 (503 )+.*ok/)
  })

  test('does nothing more: no timers, no intervals', async () => {
    expect(
      await run(`
        network.serve('shop', {
          'POST /order': async () => {
            setInterval(() => log.info('tick'), 400)
            setTimeout(() => log.info('timeout'), 400)
            await sleep(1000)
          },
        }, { faults: { crashes: 1 } })
        console.log(await ask())
        await sleep(2000)
      `),
    ).not.toMatch(/tick|timeout/)
  })

  test('loses its queue too', async () => {
    expect(
      await run(`
        network.serve('shop', {
          'POST /order': async () => {
            log.info('taken')
            await sleep(1000)
          },
        }, { capacity: 1, faults: { crashes: 1 } })
        console.log((await Promise.all([ask(), ask(), ask()])).join(' / '))
        await sleep(3000)
      `),
    ).toMatch(/info taken(?![\s\S]*info taken)[\s\S]*502 .* \/ 502 .* \/ 502/)
  })
})

describe('a bad value is refused where it is written:', () => {
  test.each([
    [
      '{ capacity: 0 }',
      'new Capacity(): its limit is a whole number, 1 or more, or Infinity; it was 0.',
    ],
    [
      '{ faults: { refused: 1.5 } }',
      'serve(): refused is a share, from 0 (never) to 1 (always); it was 1.5.',
    ],
    [
      '{ faults: { crashes: NaN } }',
      'serve(): crashes is a share, from 0 (never) to 1 (always); it was NaN.',
    ],
    ['{ faults: { restart: -1 } }', 'serve(): restart is milliseconds, 0 or more; it was -1.'],
  ])('%s', async (options, message) => {
    const { problems } = await runProgram(`
      new Network().serve('shop', {}, ${options})`)
    expect(problems).toMatchObject([
      { title: `RangeError: ${message}`, position: { file: 'main.ts', line: 2 } },
    ])
  })

  test.each([0, -5, Number.NaN])('{ timeout: %d }', async (timeout) => {
    const { problems } = await runProgram(`
      await new Network().call('shop', 'POST /order', {}, { timeout: ${timeout} })`)
    expect(problems).toMatchObject([
      { title: `RangeError: call(): timeout is milliseconds, more than 0; it was ${timeout}.` },
    ])
  })
})
