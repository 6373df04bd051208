/** The shop with other instrumentations, and with services of a lesson's own. */

import { beforeAll, describe, expect, test } from 'vitest'
import { type ProgramRun, runProgram } from '../../../tests/program-run.ts'
import { nodeProgram } from '../../build/node-runner.ts'

beforeAll(async () => {
  await nodeProgram()
}, 60_000)

function checkout(options: string, before = ''): Promise<ProgramRun> {
  return runProgram({
    'main.ts': `import { bank, openShop } from '@lab/shop'
      import { logsAndTraces, logsOnly, ServiceError, sleep, tracesOnly, uninstrumented } from '@lab/sim'
      ${before}
      const shop = openShop(${options})
      console.log(await shop.checkout({ order: 1042, items: ['tea'], card: '4242' }))
      await sleep(1000)`,
  })
}

const RECEIPT = "{ order: 1042, total: 14.28, payment: 'T1' }"

describe('instrumentation:', () => {
  test.each([
    ['logsAndTraces', { spans: 18, logs: 8, inSpans: 8 }],
    ['logsOnly', { spans: 0, logs: 8, inSpans: 0 }],
    ['tracesOnly', { spans: 18, logs: 0, inSpans: 0 }],
    ['uninstrumented', { spans: 0, logs: 0, inSpans: 0 }],
  ])('%s', async (name, counts) => {
    const { store, text } = await checkout(`{ instrumentation: ${name}, fulfilment: true }`)
    const logs = store.lines().filter((line) => line.kind === 'log')
    const inSpans = logs.filter(({ spanId }) => spanId !== undefined).length
    expect({ spans: store.spans().length, logs: logs.length, inSpans }).toEqual(counts)
    expect(text).toMatch(RECEIPT)
  })

  test('none of them changes what happens, or when', async () => {
    const endOf = async (name: string) => {
      const { text } = await checkout(`{ instrumentation: ${name}, fulfilment: true }`)
      return text.split('\n').find((line) => line.includes('console.log'))
    }
    const [both, ...others] = await Promise.all(
      ['logsAndTraces', 'logsOnly', 'tracesOnly', 'uninstrumented'].map(endOf),
    )
    expect(others).toEqual([both, both, both])
  })

  test('logs know their service even where nothing is traced', async () => {
    const { store } = await checkout('{ instrumentation: logsOnly }')
    const services = store.lines().flatMap((line) => (line.kind === 'log' ? [line.service] : []))
    expect(services).toEqual(['storefront', 'cart', 'pricing', 'bank', 'storefront'])
  })

  test('a reader’s own sees every way there and every arrival, and its headers cross', async () => {
    const { text } = await checkout(
      '{ instrumentation: new Own() }',
      `class Own {
        count = 0
        logger(target: string) { return logsOnly.logger('own::' + target) }
        span(name: string, ...rest: any[]) { console.log('span', name); return rest.at(-1)() }
        leaving({ kind, name }: any, headers: any, send: any) {
          headers['x-count'] = String(++this.count)
          console.log(kind, name)
          return send()
        }
        arriving({ kind, name }: any, headers: any, handle: any) {
          console.log(kind, name, headers['x-count'])
          return handle()
        }
      }`,
    )
    expect(text.replaceAll(/^[\d.]+ (console\.log )?/gm, '')).toMatchInlineSnapshot(`
      "client POST /checkout
      server POST /checkout 1
      info order 1042: checkout begins
      client POST /reserve
      server POST /reserve 2
      debug reserved 1 items for order 1042
      client POST /price
      server POST /price 3
      span read price list
      debug 1 items cost 14.28
      client POST /charge
      server POST /charge 4
      client POST /transfer
      server POST /transfer 5
      info took 14.28 euros from card 4242
      info order 1042: paid, 14.28 euros
      { order: 1042, total: 14.28, payment: 'T1' }"
    `)
  })
})

describe('a service of a lesson’s own', () => {
  test('takes the place of the shop’s', async () => {
    const { text } = await checkout(
      `{ services: { bank: ({ logger }) => ({
        'POST /transfer': async ({ total }) => {
          logger('my bank').info('{total} euros are a gift', { total })
          return { payment: 'G1' }
        },
      }) } }`,
    )
    expect(text).toMatch("payment: 'G1'")
    expect(text).toMatch('info 14.28 euros are a gift')
  })

  test('can be wrapped around it', async () => {
    const { text } = await checkout(
      '{ services: { bank: strictBank } }',
      `const strictBank: typeof bank = (parts) => {
        const routes = bank(parts)
        return {
          ...routes,
          'POST /transfer': async (body, headers) => {
            if (body.total > 10) throw new ServiceError(402, 'Too much.')
            return routes['POST /transfer']?.(body, headers)
          },
        }
      }`,
    )
    expect(text).toMatch('✗ ServiceError: Too much.')
  })

  test('that is the shop’s own file changes nothing', async () => {
    const [own, shops] = await Promise.all([checkout('{ services: { bank } }'), checkout('')])
    expect(own.text).toBe(shops.text)
  })
})
