import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { snapshotText } from '../../tests/snapshot-text.ts'
import { takeSnapshot } from './console-snapshot.ts'
import { noteProxies } from './known-proxies.ts'
import { MAX_ITEMS, MAX_LINE_MEMBERS, MAX_LINE_TEXT } from './limits.ts'
import { consoleSnapshot } from './validate-console.ts'

const shown = (...parts: unknown[]) => snapshotText(takeSnapshot(parts))

class Cart {
  order = 1042
  items = ['cup']
  #secret = 7
  get secret() {
    return this.#secret
  }
}
class NoCard extends Error {
  override name = 'NoCard'
  card = '4000'
}
const forbidden = () => {
  throw new Error('This must not run.')
}

describe('every kind of value is told from the others:', () => {
  test('what is no object', () => {
    expect(
      shown(0, -0, 1.5, Number.NaN, -Infinity, 10n, true, null, undefined, Symbol('id'), Symbol()),
    ).toBe(
      [
        '0',
        'number -0',
        '1.5',
        'number NaN',
        'number -Infinity',
        'bigint 10n',
        'true',
        'null',
        'undefined',
        'symbol Symbol(id)',
        'symbol Symbol()',
      ].join('\n'),
    )
  })

  test('plain objects, instances of classes, and objects without prototype', () => {
    const bare = Object.assign(Object.create(null), { a: 'x' })
    expect(shown({ a: { b: [] } }, new Cart(), bare)).toBe(
      [
        'object Object',
        '  a: object Object',
        '    b: array Array (0)',
        'object Cart',
        '  order: 1042',
        '  items: array Array (1)',
        '    0: "cup"',
        'object',
        '  a: "x"',
      ].join('\n'),
    )
  })

  test('properties by symbol, properties that hide, and getters, which are not called', () => {
    const object = Object.defineProperties(
      { [Symbol('tag')]: 1, __proto__: null },
      {
        hidden: { value: 2 },
        computed: { get: forbidden, enumerable: true },
        writes: { set: forbidden, enumerable: true },
      },
    )
    expect(shown(object)).toBe('object\n  computed: getter\n  writes: getter\n  Symbol(tag): 1')
  })

  test('lists with gaps, and what they have beside items', () => {
    // biome-ignore lint/suspicious/noSparseArray: gaps are what this is about
    const list = Object.assign([, , 'a', , undefined], { total: 3 })
    expect(shown(list)).toBe(
      [
        'array Array (5)',
        '  empty × 2',
        '  2: "a"',
        '  empty × 1',
        '  4: undefined',
        '  total: 3',
      ].join('\n'),
    )
    class Basket extends Array {}
    expect(shown(Basket.of(1))).toBe('array Basket (1)\n  0: 1')
  })

  test('maps and sets with keys of any kind', () => {
    const key = { id: 7 }
    expect(
      shown(
        new Map<unknown, unknown>([
          ['a', 1],
          [key, key],
        ]),
        new Set([key, 'x']),
      ),
    ).toBe(
      [
        'map Map (2)',
        '  key "a"',
        '  => 1',
        '  key object Object',
        '    id: 7',
        '  => ↩ 2',
        'set Set (2)',
        '  0: ↩ 2',
        '  1: "x"',
      ].join('\n'),
    )
  })

  test('bytes', () => {
    expect(
      shown(new Uint8Array([1, 2]), new BigInt64Array([3n]), new Uint8Array([255]).buffer),
    ).toBe(
      [
        'typed-array Uint8Array (2)',
        '  0: 1',
        '  1: 2',
        'typed-array BigInt64Array (1)',
        '  0: bigint 3n',
        'bytes ArrayBuffer (1)',
        '  0: 255',
      ].join('\n'),
    )
  })

  test('dates, patterns, promises, what is weak, boxed values, generators, addresses', () => {
    const pattern = Object.defineProperty(/te+a/giu, 'flags', { get: forbidden })
    expect(
      shown(
        new Date(0),
        new Date(Number.NaN),
        pattern,
        Promise.reject(new Error('unread')).catch(() => {}),
        new WeakMap(),
        new WeakSet(),
        Object('tea'),
        Object(1n),
        (function* () {})(),
        [][Symbol.iterator](),
        Math,
        new URL('https://shop.example/?a=1'),
        new URLSearchParams('a=1&a=2'),
        new Headers({ Accept: 'tea' }),
        new TextEncoder(),
      ),
    ).toBe(
      [
        'date Date 1970-01-01T00:00:00.000Z',
        'date Date Invalid Date',
        'regexp RegExp /te+a/giu',
        'promise Promise',
        'weak WeakMap',
        'weak WeakSet',
        'boxed String',
        '  <value> "tea"',
        'boxed BigInt',
        '  <value> bigint 1n',
        'object Generator',
        'object Array Iterator',
        'object Math',
        'object URL https://shop.example/?a=1',
        'map URLSearchParams (2)',
        '  key "a"',
        '  => "1"',
        '  key "a"',
        '  => "2"',
        'map Headers (1)',
        '  key "accept"',
        '  => "tea"',
        'object TextEncoder',
      ].join('\n'),
    )
  })

  test('functions and classes', () => {
    const counted = Object.assign(function pay() {}, { calls: 2 })
    expect(shown(counted, () => {}, Cart, Math.max)).toBe(
      'function pay\n  calls: 2\nfunction\nclass Cart\nfunction max',
    )
    const nameless = Object.defineProperty(() => {}, 'name', { get: forbidden })
    expect(shown(nameless)).toBe('function')
  })

  test('errors with what they hold, and without what engines put into them', () => {
    const error = new NoCard('no card', { cause: new TypeError('no number') })
    expect(shown(error, new AggregateError([new RangeError('far')], 'all'))).toBe(
      [
        'error NoCard NoCard: no card',
        '  <message> "no card"',
        '  <cause> error TypeError TypeError: no number',
        '    <message> "no number"',
        '  name: "NoCard"',
        '  card: "4000"',
        'error AggregateError AggregateError: all',
        '  <message> "all"',
        '  <errors> array Array (1)',
        '    0: error RangeError RangeError: far',
        '      <message> "far"',
      ].join('\n'),
    )
  })

  test('errors that compute their words are asked nothing', () => {
    class Computed extends Error {
      override get name(): string {
        return forbidden()
      }
      override get message(): string {
        return forbidden()
      }
    }
    expect(shown(new Computed())).toBe('error Computed Computed: (…)\n  <message> getter')
    expect(shown(structuredCloneError())).toMatch(/^error DataCloneError DataCloneError: /)
  })
})

function structuredCloneError(): unknown {
  try {
    structuredClone(() => {})
  } catch (error) {
    return error
  }
  return undefined
}

describe('what is met again', () => {
  test('is referred to, in circles and where it is shared', () => {
    const circle: Record<string, unknown> = { name: 'circle' }
    circle.self = circle
    const item = { id: 1 }
    expect(shown(circle, [item, item])).toBe(
      [
        'object Object',
        '  name: "circle"',
        '  self: ↩ 0',
        'array Array (2)',
        '  0: object Object',
        '    id: 1',
        '  1: ↩ 2',
      ].join('\n'),
    )
  })
})

describe('hostile objects run no code, and end nothing:', () => {
  test('impostors that inherit from a class are plain objects', () => {
    for (const { prototype } of [Map, Set, Date, RegExp, ArrayBuffer, WeakMap, Number]) {
      const impostor = Object.create(prototype)
      expect(() => takeSnapshot([impostor])).not.toThrow()
    }
    expect(shown(Object.create(Map.prototype))).toBe('object Map')
  })

  test('a chain of prototypes without end in sight', () => {
    let object = {}
    for (let i = 0; i < 100_000; i++) object = Object.create(object)
    expect(shown(object)).toBe('object')
  })

  test('names and conversions that throw', () => {
    const object = {
      toString: forbidden,
      valueOf: forbidden,
      toJSON: forbidden,
      [Symbol.toPrimitive]: forbidden,
      get [Symbol.toStringTag]() {
        return forbidden()
      },
      get constructor() {
        return forbidden()
      },
    }
    expect(shown(object)).toContain('  toString: function')
  })

  test('proxies that were noted are not asked: what is behind them is shown', () => {
    const world = {} as { Proxy: ProxyConstructor }
    noteProxies(world)
    const handler = new Proxy({}, { get: () => forbidden })
    const proxy = new world.Proxy({ tea: 1 }, handler as ProxyHandler<object>)
    expect(shown(proxy).split('\n').slice(0, 3)).toEqual([
      'proxy',
      '  <target> object Object',
      '    tea: 1',
    ])
    const { proxy: gone, revoke } = world.Proxy.revocable({}, {})
    revoke()
    expect(shown(gone)).toBe('proxy revoked')
    expect(shown(Object.create(proxy))).toBe('object')
    expect(new world.Proxy([], {})).toBeInstanceOf(Array)
    expect(world.Proxy.name).toBe('Proxy')
    expect(() => (world.Proxy as unknown as () => void)()).toThrow(TypeError)
  })

  test('proxies that were not noted may throw', () => {
    const proxy = new Proxy({}, { ownKeys: () => forbidden() })
    expect(shown([proxy, 1])).toBe(
      ['array Array (2)', '  0: object [could not be read: This must not run.]', '  1: 1'].join(
        '\n',
      ),
    )
  })

  test('a bigint of a million digits is not written out', () => {
    expect(shown(-(10n ** 1_000_000n))).toBe('bigint -…n (more than 300 digits)')
  })
})

describe('limits', () => {
  test('of a long list the rest is counted', () => {
    const text = shown(Array.from({ length: MAX_ITEMS + 412 }, (_, i) => i))
    expect(text.split('\n')).toHaveLength(MAX_ITEMS + 2)
    expect(text).toMatch(/\n {2}… 412 more$/)
  })

  test('of a list with a billion gaps, too', () => {
    const list: unknown[] = []
    list[999_999_999] = 'far'
    expect(shown(list)).toBe(
      `array Array (1000000000)\n  empty × ${MAX_ITEMS}\n  … ${1_000_000_000 - MAX_ITEMS} more`,
    )
  })

  test.each<[what: string, many: (count: number) => object]>([
    [
      'properties',
      (count) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`p${i}`, i])),
    ],
    ['entries', (count) => new Map(Array.from({ length: count }, (_, i) => [i, i]))],
    ['members of a set', (count) => new Set(Array.from({ length: count }, (_, i) => i))],
    ['bytes', (count) => new ArrayBuffer(count)],
    ['numbers', (count) => new Float64Array(count)],
    ['items', (count) => Array.from({ length: count }, (_, i) => i)],
  ])('of many %s the rest is counted', (_, many) => {
    expect(shown(many(MAX_ITEMS + 7))).toMatch(/\n {2}… 7 more$/)
    expect(shown(many(MAX_ITEMS))).not.toContain('more')
  })

  test('what is near comes before what is deep', () => {
    const wide = Array.from({ length: 200 }, (_, i) => Array.from({ length: 200 }, () => [i]))
    const { objects } = takeSnapshot([wide])
    expect(objects[0]?.members).toHaveLength(200)
    const members = objects.reduce((sum, object) => sum + object.members.length, 0)
    expect(members).toBe(MAX_LINE_MEMBERS)
    expect(objects.at(-1)).toMatchObject({ members: [], more: 1 })
  })

  test('of long texts the length is known', () => {
    expect(shown({ text: 'x'.repeat(5000) })).toContain(`${'x'.repeat(4096)}" of 5000`)
    const many = takeSnapshot([Array.from({ length: 100 }, () => 'y'.repeat(4000))])
    const characters = many.objects[0]?.members.reduce(
      (sum, [, value]) => sum + (typeof value === 'string' ? value.length : 0),
      0,
    )
    expect(characters).toBeLessThanOrEqual(MAX_LINE_TEXT)
    expect(many.objects[0]?.members.at(-1)?.[1]).toEqual({ kind: 'text', text: '', length: 4000 })
  })

  test('what was taken does not follow later changes', () => {
    const cart = { items: ['cup'] }
    const snapshot = takeSnapshot([cart])
    cart.items.push('pot')
    expect(snapshotText(snapshot)).not.toContain('pot')
  })
})

test('whatever is taken is what the other side believes', () => {
  const anything = fc.anything({
    withBigInt: true,
    withBoxedValues: true,
    withDate: true,
    withMap: true,
    withNullPrototype: true,
    withObjectString: true,
    withSet: true,
    withSparseArray: true,
    withTypedArray: true,
    withUnicodeString: true,
  })
  fc.assert(
    fc.property(fc.array(anything), (values) => {
      const snapshot = takeSnapshot(values)
      const arrived = consoleSnapshot(JSON.parse(JSON.stringify(snapshot)))
      expect(JSON.stringify(arrived)).toBe(JSON.stringify(snapshot))
    }),
  )
})
