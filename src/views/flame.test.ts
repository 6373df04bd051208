import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { failed, span, spanStart } from '../../tests/made-up-run.ts'
import type { TelemetryEvent } from '../telemetry/telemetry-event.ts'
import { ColumnStore } from '../trace-data/column-store.ts'
import { type Flame, findFrames, flame, flameText, layOutFlame } from './flame.ts'
import { SpanTree } from './span-tree.ts'

type Given = readonly (TelemetryEvent | readonly TelemetryEvent[])[]

function flameOf(...events: Given): Flame {
  const store = ColumnStore.of(events.flat())
  const tree = new SpanTree(store.rows.spans)
  const roots: number[] = []
  for (let place = 0; place < tree.count; place += tree.size(place)) roots.push(place)
  return flame(store, tree, roots, store.end)
}

/** A request that asks twice for prices, and may fail. */
const request = (id: string, start: number): Given => [
  span('checkout', start, start + 100, { spanId: id, service: 'storefront' }),
  ...[1, 2].map((nth) =>
    span('price', start + nth * 20, start + nth * 20 + 10, {
      spanId: `${id} ${nth}`,
      parent: id,
      service: 'pricing',
    }),
  ),
  span('read', start + 22, start + 28, {
    spanId: `${id} r`,
    parent: `${id} 1`,
    service: 'pricing',
  }),
]

const TWO = flameOf(
  ...request('a', 0),
  ...request('b', 500),
  failed('b 2'),
  span('ping', 900, 940, { service: 'storefront' }),
)

/** Where frames stand: a column for each twentieth of the width. */
function picture(given: Flame, zoomed?: number): string {
  const { frames, levels } = layOutFlame(given, zoomed, 0.001, 100)
  const rows = Array.from({ length: levels }, () => ' '.repeat(60))
  for (const { number, from, to, level } of frames) {
    const [first, after] = [Math.round(from * 60), Math.round(to * 60)]
    const text = (given.frames[number]?.name ?? '')
      .padEnd(after - first, '.')
      .slice(0, after - first)
    const row = rows[level] ?? ''
    rows[level] = row.slice(0, first) + text + row.slice(after)
  }
  return `\n${rows.map((row) => `|${row}|`).join('\n')}\n`
}

describe('a flame', () => {
  test('has one frame for all spans that do the same under parents that do the same', () => {
    expect(`\n${flameText(TWO)}\n`).toMatchInlineSnapshot(`
      "
      storefront: checkout — 2 spans, 200 ms in all, 160 ms of it its own
        pricing: price — 4 spans, 40 ms in all, 28 ms of it its own, 1 failed
          pricing: read — 2 spans, 12 ms in all, all of it its own
      storefront: ping — 1 span, 40 ms in all, all of it its own
      "
    `)
  })

  test('is as wide as its frames were at work', () => {
    expect(picture(TWO)).toMatchInlineSnapshot(`
      "
      |checkout..........................................ping......|
      |price.....                                                  |
      |rea                                                         |
      "
    `)
  })

  test('can be looked at closely', () => {
    const price = TWO.frames.findIndex(({ name }) => name === 'price')
    expect(picture(TWO, price)).toMatchInlineSnapshot(`
      "
      |checkout....................................................|
      |price.......................................................|
      |read..............                                          |
      "
    `)
  })

  test('leaves out what is too narrow to be seen, and counts it', () => {
    const { frames, unseen } = layOutFlame(TWO, undefined, 0.1, 100)
    expect([frames.length, unseen]).toEqual([3, 1])
    expect(layOutFlame(TWO, undefined, 0, 1)).toMatchObject({ levels: 1, unseen: 2 })
  })

  test('tells which part of the work a text is found in', () => {
    expect(findFrames(TWO, 'PRIC')).toMatchObject({ count: 2, share: 40 / 240 })
    expect(findFrames(TWO, 'storefront')).toMatchObject({ count: 2, share: 1 })
    expect(findFrames(TWO, 'nothing')).toMatchObject({ count: 0, share: 0 })
  })

  test('can be a hundred thousand frames deep', () => {
    const deep = flameOf(
      Array.from({ length: 100_000 }, (_, nth) =>
        spanStart(`${nth}`, 0, nth > 0 ? { parent: `${nth - 1}` } : {}),
      ),
    )
    expect(deep.frames).toHaveLength(100_000)
    expect(layOutFlame(deep, undefined, 0, 50).levels).toBe(50)
  })

  test('of nothing is nothing', () => {
    expect(flameText(flameOf())).toBe('')
    expect(layOutFlame(flameOf(), undefined, 0, 9)).toEqual({ frames: [], levels: 0, unseen: 0 })
  })
})

test('frames lie within their parents, side by side, and all spans are in one of them', () => {
  const spans = fc.array(
    fc.record({ parent: fc.nat(), name: fc.nat(2), start: fc.nat(50), took: fc.nat(50) }),
    { minLength: 1, maxLength: 30 },
  )
  fc.assert(
    fc.property(spans, (given) => {
      const made = flameOf(
        ...given.map(({ parent, name, start, took }, at) =>
          span(`n${name}`, start, start + took, {
            spanId: `${at}`,
            ...(at > 0 && parent % (at + 1) < at && { parent: `${parent % (at + 1)}` }),
          }),
        ),
      )
      expect(made.frames.reduce((sum, { count }) => sum + count, 0)).toBe(given.length)
      const { frames } = layOutFlame(made, undefined, 0, 100)
      const byNumber = new Map(frames.map((frame) => [frame.number, frame]))
      for (const [index, { number, from, to, level }] of frames.entries()) {
        const parent = byNumber.get(made.frames[number]?.parent ?? -1)
        if (parent) {
          expect(from).toBeGreaterThanOrEqual(parent.from - 1e-9)
          expect(to).toBeLessThanOrEqual(parent.to + 1e-9)
        }
        const before = frames[index - 1]
        if (before?.level === level) expect(from).toBeGreaterThanOrEqual(before.to - 1e-9)
      }
    }),
  )
})
