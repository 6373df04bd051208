import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { snapshot, snapshotFields, textOf } from './field.ts'

/** A value as it stands in the JSON that travels. */
const sent = (value: unknown) => JSON.stringify(snapshot(value))

describe('a snapshot', () => {
  test.each<[what: string, value: unknown, json: string]>([
    ['a text', 'tea', '"tea"'],
    ['a number', 12.5, '12.5'],
    ['a truth', false, 'false'],
    ['nothing', null, 'null'],
    ['a list', [1, ['two']], '[1,["two"]]'],
    ['an object', { order: { id: 1042 } }, '{"order":{"id":1042}}'],
    ['an object without a prototype', Object.assign(Object.create(null), { a: 1 }), '{"a":1}'],
  ])('keeps %s as it is', (_, value, json) => {
    expect(sent(value)).toBe(json)
  })

  test.each<[what: string, value: unknown, json: string]>([
    ['not a number', Number.NaN, '"NaN"'],
    ['infinity', Number.NEGATIVE_INFINITY, '"-Infinity"'],
    ['a big integer', 10n ** 20n, '"100000000000000000000"'],
    ['undefined', undefined, '"undefined"'],
    ['a symbol', Symbol('token'), '"Symbol(token)"'],
    ['a function', function pay() {}, '"[function pay]"'],
    ['a function without a name', (() => () => {})(), '"[function anonymous]"'],
    ['a date', new Date(0), '"1970-01-01T00:00:00.000Z"'],
    ['a date that is none', new Date(Number.NaN), '"Invalid Date"'],
    ['a map', new Map([['cup', { count: 2 }]]), '{"cup":{"count":2}}'],
    ['a set', new Set([1, 'two']), '[1,"two"]'],
    ['a list with gaps', new Array(2), '["undefined","undefined"]'],
    ['a typed array', new Uint8Array([7, 8]), '{"0":7,"1":8}'],
    [
      'an object that knows its own JSON',
      { toJSON: () => 'lie' },
      '{"toJSON":"[function toJSON]"}',
    ],
  ])('describes %s in plain data', (_, value, json) => {
    expect(sent(value)).toBe(json)
  })

  test('shows an error with the chain of its causes', () => {
    const cause = new TypeError('no card', { cause: 'the customer has none' })
    expect(sent(new Error('not paid', { cause }))).toBe(
      '{"type":"Error","message":"not paid","cause":{"type":"TypeError","message":"no card","cause":"the customer has none"}}',
    )
  })

  test('ends a chain of causes that leads back to its beginning', () => {
    const error = new Error('round')
    error.cause = error
    expect(sent(error)).toBe('{"type":"Error","message":"round","cause":"[circular]"}')
  })

  test('makes plain data of an error whose name and message are not texts', () => {
    const error = Object.assign(new Error(), { name: Symbol('odd'), message: 10n })
    expect(sent(error)).toBe('{"type":"Symbol(odd)","message":"10"}')
  })

  test('names the place where an object contains itself', () => {
    const order: Record<string, unknown> = { id: 1042 }
    order.lines = [{ order }]
    expect(sent(order)).toBe('{"id":1042,"lines":[{"order":"[circular]"}]}')
  })

  test('copies an object twice that stands in two places side by side', () => {
    const card = { last4: '4242' }
    expect(sent({ paidWith: card, refundTo: card })).toBe(
      '{"paidWith":{"last4":"4242"},"refundTo":{"last4":"4242"}}',
    )
  })

  test('goes six levels deep and says that there was more', () => {
    expect(sent([[[[[[['too deep']]]]]]])).toBe('[[[[[["[nested too deep]"]]]]]]')
  })

  test('has the number zero without a sign, as JSON has', () => {
    expect(snapshot(-0)).toBe(0)
  })

  test('does not change when the object does', () => {
    const cart = { items: ['cup'] }
    const copy = snapshot(cart)
    cart.items.push('teapot')
    expect(copy).toEqual({ items: ['cup'] })
  })

  test('keeps a member called __proto__ as a member', () => {
    const copy = snapshotFields(JSON.parse('{"__proto__":{"admin":true}}'))
    expect(Object.entries(copy)).toEqual([['__proto__', { admin: true }]])
    expect(Object.getPrototypeOf(copy)).toBe(Object.prototype)
  })
})

describe('what cannot be read is described:', () => {
  const fail = () => {
    throw new Error('no')
  }
  const failing = (error: unknown) => ({
    get price() {
      throw error
    },
  })
  const hidden = new Proxy({}, { ownKeys: fail })
  const secretive = Object.defineProperty(new Error(), 'message', { get: fail })
  const nameless = Object.defineProperty(() => {}, 'name', { get: fail })
  const textless = new Map([[Object.create(null), 1]])

  test.each<[what: string, fields: object, json: string]>([
    ['a getter that throws', failing(new Error('no')), '{"price":"[getter threw: no]"}'],
    ['a getter that throws a text', failing('no'), '{"price":"[getter threw: unknown reason]"}'],
    ['an unreadable error', failing(secretive), '{"price":"[getter threw: unknown reason]"}'],
    ['all fields', hidden, '{"error":"[fields could not be read: no]"}'],
    ['one field', { hidden }, '{"hidden":"[could not be read: no]"}'],
    ['the name of a function', { nameless }, '{"nameless":"[could not be read: no]"}'],
    [
      'a key that has no text',
      { textless },
      '{"textless":"[could not be read: Cannot convert object to primitive value]"}',
    ],
    [
      'a date in name only',
      { at: Object.create(Date.prototype) },
      '{"at":"[could not be read: this is not a Date object.]"}',
    ],
  ])('%s', (_, fields, json) => {
    expect(JSON.stringify(snapshotFields(fields))).toBe(json)
  })

  test('a revoked proxy', () => {
    const { proxy, revoke } = Proxy.revocable({}, {})
    revoke()
    expect(snapshot(proxy)).toMatch(/^\[could not be read: .*revoked.*\]$/)
  })
})

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
})

test('every snapshot survives its journey as JSON', () => {
  fc.assert(
    fc.property(anything, (value) => {
      const copy = snapshot(value)
      expect(JSON.parse(JSON.stringify(copy))).toEqual(copy)
    }),
  )
})

test('an object that answers every question with nonsense, or with a throw, is plain data in a snapshot', () => {
  fc.assert(
    fc.property(anything, fc.boolean(), (nonsense, throws) => {
      const answer = () => {
        if (throws) throw nonsense
        return nonsense
      }
      const traps = { get: answer, getPrototypeOf: answer, ownKeys: answer }
      const liar = new Proxy({ a: 1 }, traps as ProxyHandler<object>)
      const copy = snapshotFields({ liar, more: [liar] })
      expect(JSON.parse(JSON.stringify(copy))).toEqual(copy)
      snapshotFields(liar)
    }),
  )
})

describe('a text of any value', () => {
  test.each<[value: unknown, text: string]>([
    ['tea', 'tea'],
    [1042, '1042'],
    [undefined, 'undefined'],
    [new TypeError('no card'), 'TypeError: no card'],
    [Object.assign(Object.create(null), { a: 1 }), '{"a":1}'],
  ])('%o', (value, text) => {
    expect(textOf(value)).toBe(text)
  })

  test('is always a text', () => {
    fc.assert(fc.property(anything, (value) => typeof textOf(value) === 'string'))
  })
})

describe('of what has no end, or would fill all memory, there is a beginning and a count:', () => {
  const endless = Object.assign([1, 2], {
    *[Symbol.iterator]() {
      for (;;) yield 1
    },
  })
  const bomb = Array.from({ length: 6 }).reduce((inner) => Array(256).fill(inner), 'x')

  test.each<[what: string, value: unknown, json: string | RegExp]>([
    ['a list that claims to go on for ever', endless, '[1,2]'],
    ['a huge list', new Array(2 ** 32 - 1), /^(?:\["undefined",).*,"… 4294967039 more items"\]$/],
    ['a huge typed array', new Uint8Array(1e8), /"255":0,"…":"99999744 more members"\}$/],
    ['a huge set', new Set(Array(1000).keys()), /^\[0,1,.*,255,"… 744 more items"\]$/],
    ['a huge map', new Map(Array(1000).entries()), /"…":"744 more members"\}$/],
    ['an object with many members', { ...Array(1000).fill(0) }, /"…":"744 more members"\}$/],
  ])('%s', (_, value, json) => {
    expect(sent(value)).toEqual(typeof json === 'string' ? json : expect.stringMatching(json))
  })

  test('a list that holds lists that hold lists', () => {
    expect(sent(bomb).length).toBeLessThan(1_000_000)
    expect(sent(bomb)).toContain('[too much to copy]')
  })
})
