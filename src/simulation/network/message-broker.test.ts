import { beforeAll, describe, expect, test } from 'vitest'
import { runProgram } from '../../../tests/program-run.ts'
import { nodeProgram } from '../../build/node-runner.ts'

beforeAll(async () => {
  await nodeProgram()
}, 60_000)

/** Runs code that has a broker with these faults, and `told`: the bodies that the topic `orders` has brought. */
function program(source: string, faults = '{}') {
  return runProgram({
    'main.ts': `import { logger } from '@lab/logger'; import { activeSpan, span } from '@lab/tracer'
      import { logsAndTraces, MessageBroker, sleep } from '@lab/sim'
      const log = logger('main')
      const broker = new MessageBroker(logsAndTraces, ${faults})
      ${source}`,
  })
}

const run = async (source: string, faults?: string) => (await program(source, faults)).text

describe('a message', () => {
  const SENT = `
    broker.subscribe('orders', async ({ cups }) => log.info('{cups} cups', { cups }), { service: 'fulfilment' })
    await span('buy', () => broker.publish('orders', { cups: 2 }))
  `

  test('is a producer span here and a consumer span there, in a trace of its own', async () => {
    expect(await run(SENT)).toMatchInlineSnapshot(`
      "buy  0.0–3.5
        send orders (producer)  0.0–3.5
      process orders (fulfilment, consumer)  3.7–3.7
        3.7 info 2 cups"
    `)
  })

  test('is told of in the words of OpenTelemetry', async () => {
    const { store } = await program(SENT)
    const [, producer, consumer] = store.spans()
    expect(producer).toMatchObject({
      name: 'send orders',
      spanKind: 'producer',
      attributes: {
        'messaging.system': 'lab',
        'messaging.operation.name': 'send',
        'messaging.operation.type': 'send',
        'messaging.destination.name': 'orders',
        'messaging.message.id': 'M1',
      },
    })
    expect(consumer).toMatchObject({
      name: 'process orders',
      spanKind: 'consumer',
      service: 'fulfilment',
      attributes: {
        'messaging.operation.name': 'process',
        'messaging.operation.type': 'process',
        'messaging.destination.name': 'orders',
        'messaging.message.id': 'M1',
        'messaging.consumer.group.name': 'fulfilment',
        'lab.delivery.attempt': 1,
      },
    })
  })

  test('links its consumer to its producer', async () => {
    const { store } = await program(SENT)
    const [, producer, consumer] = store.spans()
    expect(consumer?.links).toMatchObject([
      { context: { traceId: producer?.traceId, spanId: producer?.spanId, isRemote: true } },
    ])
    expect(consumer?.parentSpanId).toBeUndefined()
    expect(consumer?.traceId).not.toBe(producer?.traceId)
  })

  test('makes its consumer a child of its producer, if that is asked for, and links it as well', async () => {
    const { store } = await program(
      SENT.replace("service: 'fulfilment'", "service: 'fulfilment', sender: 'parent'"),
    )
    const [, producer, consumer] = store.spans()
    expect(consumer?.parentSpanId).toBe(producer?.spanId)
    expect(consumer?.links).toHaveLength(1)
  })

  test('brings its metadata, and nothing of the sender’s context', async () => {
    expect(
      await run(`
        broker.subscribe('orders', async (_, { metadata, id, topic, attempt }) => {
          console.log(metadata.tenant, Object.keys(metadata), id, topic, attempt)
        })
        await broker.publish('orders', {}, { tenant: 'tea' })
      `),
    ).toMatch("tea ['tenant', 'traceparent'] M1 orders 1")
  })

  test('waits in the broker for somebody who receives its topic', async () => {
    expect(
      await run(`
        await broker.publish('orders', { cups: 2 })
        console.log('kept', broker.kept('orders'))
        broker.subscribe('orders', async ({ cups }) => console.log('cups', cups))
        await sleep(10)
        console.log('kept', broker.kept('orders'))
      `),
    ).toMatch(/kept 1[\s\S]*cups 2[\s\S]*kept 0/)
  })

  test('reaches each of several receivers', async () => {
    const text = await run(`
      broker.subscribe('orders', async () => console.log('one'))
      broker.subscribe('orders', async () => console.log('other'))
      await broker.publish('orders', {})
    `)
    expect(text).toMatch('console.log one')
    expect(text).toMatch('console.log other')
  })
})

test('a receiver works on so many at once, and the waits of the others can be read', async () => {
  const { store } = await program(`
    broker.subscribe('orders', () => sleep(100), { concurrency: 2 })
    for (let order = 0; order < 4; order++) broker.publish('orders', { order })
    await sleep(1)
  `)
  const waits = store
    .spans()
    .filter(({ spanKind }) => spanKind === 'consumer')
    .map(({ attributes }) => Number(attributes['lab.queue.wait_ms']))
  expect(waits.map((wait) => (wait > 90 ? 'long' : 'short'))).toEqual([
    'short',
    'short',
    'long',
    'long',
  ])
})

describe('work that fails', () => {
  test('is tried again after a pause, and may succeed then', async () => {
    expect(
      await run(`
        broker.subscribe('orders', async (_, { attempt }) => {
          if (attempt === 1) throw new Error('no paper')
          log.info('printed')
        }, { redeliverAfter: 200 })
        await broker.publish('orders', {})
      `),
    ).toMatchInlineSnapshot(`
      "send orders (producer)  0.0–3.5
      process orders (consumer, consumer)  3.7–3.7 error: no paper
      3.7 warn orders M1, attempt 1: no paper
      process orders (consumer, consumer)  205.2–205.2
        205.2 info printed"
    `)
  })

  test('goes to the dead letters after so many attempts, with the reason, and lets others pass', async () => {
    expect(
      await run(`
        broker.subscribe('orders', async ({ cups }) => {
          if (cups === 1) throw new Error('one cup is none')
          console.log('served', cups)
        }, { attempts: 2, redeliverAfter: 50 })
        broker.subscribe('orders.dead-letters', async ({ cups }, { metadata }) =>
          console.log('dead', cups, metadata['dead-letter-reason']))
        await broker.publish('orders', { cups: 1 })
        await broker.publish('orders', { cups: 2 })
      `),
    ).toMatch(/served 2[\s\S]*attempt 2: one cup is none[\s\S]*dead 1 one cup is none/)
  })
})

describe('the broker', () => {
  const THREE = `
    let received = 0
    broker.subscribe('orders', async () => { received++ })
    for (let order = 0; order < 3; order++) await broker.publish('orders', { order })
    await sleep(10_000)
    console.log('received', received, 'dead', broker.kept('orders.dead-letters'))
  `
  test.each([
    ['{}', 'received 3 dead 0'],
    ['{ lost: 1 }', 'received 0 dead 0'],
    ['{ duplicated: 1 }', 'received 6 dead 0'],
    ['{ poisoned: 1 }', 'received 0 dead 3'],
  ])('with the faults %s: %s', async (faults, result) => {
    expect(await run(THREE, faults)).toMatch(result)
  })

  test.each([
    ['{ lost: -0.1 }', 'lost is a share, from 0 (never) to 1 (always); it was -0.1.'],
    ['{ duplicated: 2 }', 'duplicated is a share, from 0 (never) to 1 (always); it was 2.'],
    ['{ poisoned: NaN }', 'poisoned is a share, from 0 (never) to 1 (always); it was NaN.'],
  ])('refuses %s', async (faults, message) => {
    const { problems } = await program('', faults)
    expect(problems).toMatchObject([
      { title: `RangeError: new MessageBroker(): ${message}`, position: { line: 4 } },
    ])
  })

  test.each([
    ['{ attempts: 0 }', 'attempts is a whole number, 1 or more; it was 0.'],
    ['{ concurrency: -1 }', 'concurrency is a whole number, 1 or more, or Infinity; it was -1.'],
    ['{ redeliverAfter: -1 }', 'redeliverAfter is milliseconds, 0 or more; it was -1.'],
  ])('refuses a subscription with %s', async (options, message) => {
    const { problems } = await program(`broker.subscribe('orders', async () => {}, ${options})`)
    expect(problems).toMatchObject([
      { title: `RangeError: subscribe(): ${message}`, position: { line: 5 } },
    ])
  })
})
