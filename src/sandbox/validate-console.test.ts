import { describe, expect, test } from 'vitest'
import type { ConsoleSnapshot } from '../telemetry/console-line.ts'
import { MAX_ITEMS, MAX_LINE_MEMBERS, MAX_TEXT } from './limits.ts'
import { NotPlain } from './plain-event.ts'
import { consoleSnapshot } from './validate-console.ts'

const to = (at: number) => ({ kind: 'object', at })
const object = (members: unknown[] = [], rest: object = {}) => ({
  type: 'object',
  name: 'Object',
  members,
  ...rest,
})

/** One of everything. */
const SNAPSHOT: ConsoleSnapshot = {
  parts: ['paid ', 1.5, true, null, { kind: 'undefined' }, { kind: 'object', at: 0 }],
  objects: [
    {
      type: 'map',
      name: 'Map',
      size: 9,
      text: 'words',
      members: [
        ['0', { kind: 'object', at: 2 }, 'entry', { kind: 'object', at: 1 }],
        ['a', { kind: 'bigint', text: '10n' }],
        ['b', { kind: 'symbol', text: 'Symbol(b)' }, 'symbol'],
        ['c', { kind: 'number', text: 'NaN' }, 'inner'],
        ['3', null, 'empty'],
        ['d', { kind: 'text', text: 'x', length: 9000 }],
        ['e', { kind: 'getter' }],
        ['f', { kind: 'unreadable', text: 'no' }],
      ],
      more: 3,
    },
    { type: 'object', name: '', members: [['self', { kind: 'object', at: 0 }]] },
    { type: 'function', name: 'pay', members: [] },
  ],
  columns: ['a'],
}

test('what an honest program sends arrives as it was sent', () => {
  expect(consoleSnapshot(SNAPSHOT)).toEqual(SNAPSHOT)
})

test('nothing that nobody asked for is taken along', () => {
  const given = { parts: ['x'.repeat(MAX_TEXT)], objects: [], toString: 'mine' }
  const { parts, ...rest } = consoleSnapshot(given)
  expect(parts).toEqual(['x'.repeat(MAX_TEXT)])
  expect(rest).toEqual({ objects: [] })
})

describe('a snapshot is refused', () => {
  test.each<[what: string, snapshot: unknown]>([
    ['that is a text', 'x'],
    ['with a text that is too long', { parts: ['x'.repeat(MAX_TEXT + 1)], objects: [] }],
    ['without parts', { objects: [] }],
    ['without objects', { parts: [] }],
    ['with too many parts', { parts: Array(MAX_LINE_MEMBERS + 2).fill(1), objects: [] }],
    ['with a value that is a list', { parts: [[1]], objects: [] }],
    ['with a value of an unknown kind', { parts: [{ kind: 'html', text: 'x' }], objects: [] }],
    ['with a value without its text', { parts: [{ kind: 'symbol' }], objects: [] }],
    ['with a number that is none', { parts: [{ kind: 'number', text: 'seven' }], objects: [] }],
    [
      'with a length below nothing',
      { parts: [{ kind: 'text', text: '', length: -1 }], objects: [] },
    ],
    ['with an object that is not there', { parts: [to(0)], objects: [] }],
    ['with an object that nothing refers to', { parts: [], objects: [object()] }],
    ['with objects out of order', { parts: [to(1), to(0)], objects: [object(), object()] }],
    [
      'with objects that only each other refer to',
      { parts: [], objects: [object([['a', to(1)]]), object([['a', to(0)]])] },
    ],
    ['with half an object', { parts: [to(0.5)], objects: [object()] }],
    [
      'with an object of an unknown type',
      { parts: [to(0)], objects: [object([], { type: 'node' })] },
    ],
    [
      'with an object without a name',
      { parts: [to(0)], objects: [{ type: 'object', members: [] }] },
    ],
    ['with a size that is no number', { parts: [to(0)], objects: [object([], { size: '7' })] }],
    ['with a size below nothing', { parts: [to(0)], objects: [object([], { size: -7 })] }],
    ['with more that is no number', { parts: [to(0)], objects: [object([], { more: true })] }],
    ['with a member that is no list', { parts: [to(0)], objects: [object([{ name: 'a' }])] }],
    ['with a member without a name', { parts: [to(0)], objects: [object([[1, 1]])] }],
    [
      'with a member of an unknown role',
      { parts: [to(0)], objects: [object([['a', 1, 'proto']])] },
    ],
    ['with an entry without a key', { parts: [to(0)], objects: [object([['0', 1, 'entry']])] }],
    [
      'with a member that has too much',
      { parts: [to(0)], objects: [object([['a', 1, 'item', 1, 1]])] },
    ],
    [
      'with too many members in one object',
      { parts: [to(0)], objects: [object(Array(MAX_ITEMS + 1).fill(['a', 1]))] },
    ],
    [
      'with too many members in all',
      {
        parts: [0, 1, 2, 3].map(to),
        objects: Array(4).fill(object(Array(MAX_ITEMS).fill(['a', 1]))),
      },
    ],
    ['with too much text', { parts: Array(20).fill('x'.repeat(MAX_TEXT)), objects: [] }],
    ['with columns that are no texts', { parts: [], objects: [], columns: [1] }],
    ['with too many columns', { parts: [], objects: [], columns: Array(65).fill('a') }],
  ])('%s', (_, snapshot) => {
    expect(() => consoleSnapshot(snapshot)).toThrow(NotPlain)
  })
})
