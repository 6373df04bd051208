import fc from 'fast-check'
import { expect, test } from 'vitest'
import { span } from '../../tests/made-up-run.ts'
import { storeOf } from '../../tests/made-up-store.ts'
import { layOutMap, type MapLayout } from './map-layout.ts'
import { serviceMap } from './service-map.ts'

/** A run from lines such as `shop>bank`: a span of the shop, and under it one of the bank. */
function runOf(calls: readonly string[]) {
  return storeOf(
    ...calls.map((call, index) => {
      const [from = '', to] = call.split('>')
      const caller = span('call', index, index + 1, { spanId: `a${index}`, service: from })
      if (to === undefined) return caller
      const called = span('work', index, index + 1, {
        spanId: `b${index}`,
        service: to,
        parent: `a${index}`,
      })
      return [...caller, ...called]
    }),
  )
}

const layOut = (calls: readonly string[], earlier?: MapLayout) =>
  layOutMap(serviceMap(runOf(calls)), earlier)

/** Layer by layer, each node with its slot. */
function picture(layout: MapLayout): string {
  const layers = Map.groupBy(layout, ([, { layer }]) => layer)
  return [...layers]
    .sort(([a], [b]) => a - b)
    .map(([, nodes]) =>
      nodes
        .sort(([, a], [, b]) => a.slot - b.slot)
        .map(([id, { slot }]) => `${id.replace('service ', '')} ${slot}`)
        .join(', '),
    )
    .join(' | ')
}

test.each([
  [['shop'], 'shop 0'],
  [['shop>bank'], 'shop 0 | bank 0'],
  [
    ['shop>price', 'shop>stock', 'shop>pay', 'pay>bank'],
    'shop 0 | price 0, stock 1, pay 2 | bank 2',
  ],
  [['shop>pay', 'pay>bank', 'shop>bank'], 'shop 0 | pay 0 | bank 0'],
  [['shop>pay', 'app>pay'], 'shop 0, app 1 | pay 0'],
  [['shop>pay', 'pay>shop'], 'shop 0 | pay 0'],
  [['shop>shop'], 'shop 0'],
  [['shop', 'cron', 'shop>bank'], 'shop 0, cron 1 | bank 0'],
])('%j is laid out as %s', (calls, expected) => {
  expect(picture(layOut(calls))).toBe(expected)
})

const service = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f')
const calls = fc.array(
  fc.oneof(
    service,
    fc.tuple(service, service).map(([from, to]) => `${from}>${to}`),
  ),
  { minLength: 1, maxLength: 20 },
)

test('no two nodes ever stand in one place, and each has one', () => {
  fc.assert(
    fc.property(calls, (given) => {
      const map = serviceMap(runOf(given))
      const layout = layOutMap(map)
      const places = [...layout.values()].map(({ layer, slot }) => `${layer} ${slot}`)
      expect(new Set(places).size).toBe(places.length)
      expect([...layout.keys()].sort()).toEqual(map.nodes.map(({ id }) => id).sort())
    }),
  )
})

test('a run that grows moves nothing, with or without a memory of the earlier layout', () => {
  fc.assert(
    fc.property(calls, fc.nat(20), (given, cut) => {
      const before = layOut(given.slice(0, Math.max(1, cut)))
      for (const after of [layOut(given), layOut(given, before)]) {
        for (const [id, place] of before) expect(after.get(id)).toEqual(place)
      }
    }),
  )
})

test('a caller that comes after the called stands before it, left of all others', () => {
  const bank = span('work', 1, 2, { service: 'bank', parent: 'a' })
  const earlier = layOutMap(serviceMap(storeOf(bank)))
  const late = serviceMap(storeOf(bank, span('call', 0, 3, { spanId: 'a', service: 'shop' })))
  expect(picture(layOutMap(late, earlier))).toBe('shop 0 | bank 0')
  expect(layOutMap(late, earlier).get('service shop')).toEqual({ layer: -1, slot: 0 })
})
