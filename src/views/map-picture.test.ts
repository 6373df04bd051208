import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { span } from '../../tests/made-up-run.ts'
import { storeOf } from '../../tests/made-up-store.ts'
import { layOutMap } from './map-layout.ts'
import { drawMap, type MapKey, mapNeighbour, NODE_HEIGHT, NODE_WIDTH } from './map-picture.ts'
import { serviceMap } from './service-map.ts'

/** A map of calls such as `shop>bank`, laid out and drawn. */
function drawn(...calls: readonly string[]) {
  const events = calls.flatMap((call, index) => {
    const [from = '', to = ''] = call.split('>')
    const spanKind = from === to ? 'client' : 'internal'
    return [
      ...span('call', index, index + 1, { spanId: `a${index}`, service: from, spanKind }),
      ...span('work', index, index + 1, {
        spanId: `b${index}`,
        service: to,
        parent: `a${index}`,
        spanKind: 'server',
      }),
    ]
  })
  const map = serviceMap(storeOf(events))
  const layout = layOutMap(map)
  return { map, layout, picture: drawMap(map, layout) }
}

const service = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g')
const calls = fc.array(
  fc.tuple(service, service).map(([from, to]) => `${from}>${to}`),
  { minLength: 1, maxLength: 25 },
)

describe('the picture', () => {
  test('holds every node and label, whoever calls whom', () => {
    fc.assert(
      fc.property(calls, (given) => {
        const { width, height, nodes, edges } = drawn(...given).picture
        for (const { x, y } of nodes) {
          expect(x).toBeGreaterThanOrEqual(0)
          expect(y).toBeGreaterThanOrEqual(0)
          expect(x + NODE_WIDTH).toBeLessThanOrEqual(width)
          expect(y + NODE_HEIGHT).toBeLessThanOrEqual(height)
        }
        for (const { label, path } of edges) {
          expect(label.y).toBeGreaterThanOrEqual(20)
          expect(label.y).toBeLessThanOrEqual(height - 20)
          expect(path).toMatch(/^M[-\d.MCH ]+$/)
        }
      }),
    )
  })

  test('has no label that covers another', () => {
    fc.assert(
      fc.property(calls, (given) => {
        const labels = drawn(...given).picture.edges.map(({ label }) => label)
        labels.forEach((one, index) => {
          for (const other of labels.slice(index + 1)) {
            const isBeside = Math.abs(one.x - other.x) >= 100
            expect(isBeside || Math.abs(one.y - other.y) >= 40).toBe(true)
          }
        })
      }),
    )
  })

  test('leads a call past the node that stands in its way', () => {
    const { edges } = drawn('shop>pay', 'pay>bank', 'shop>bank').picture
    const [straight, , past] = edges.map(({ path }) => path)
    expect(straight).not.toContain('H')
    expect(past).toContain('H')
  })
})

describe('the keys', () => {
  const { map, layout } = drawn('shop>price', 'shop>pay', 'pay>bank', 'bank>bank')
  const walk = (from: string, ...keys: readonly MapKey[]) => {
    const end = keys.reduce((id, key) => mapNeighbour(map, layout, id, key), `service ${from}`)
    return end.replaceAll('service ', '').replace(/^\d+ /, '')
  }

  test('follow a call to the right, and go back to the left', () => {
    expect(walk('shop', 'ArrowRight')).toBe('shop price')
    expect(walk('shop', 'ArrowRight', 'ArrowRight')).toBe('price')
    expect(walk('price', 'ArrowLeft', 'ArrowLeft')).toBe('shop')
  })

  test('go up and down among the calls of a caller, and among the nodes of a layer', () => {
    expect(walk('shop', 'ArrowRight', 'ArrowDown', 'ArrowRight')).toBe('pay')
    expect(walk('price', 'ArrowDown')).toBe('pay')
    expect(walk('price', 'ArrowDown', 'ArrowDown', 'ArrowUp')).toBe('price')
  })

  test('stay where there is nothing further, and know the beginning and the end', () => {
    expect(walk('price', 'ArrowRight')).toBe('price')
    expect(walk('shop', 'ArrowLeft')).toBe('shop')
    expect(walk('price', 'Home')).toBe('shop')
    expect(walk('shop', 'End')).toBe('bank')
  })
})
