import { expect, test } from 'vitest'
import { linesFrom } from '../../tests/console-session.ts'
import { CONSOLE_METHODS, consoleLevel, holdsMembers, snapshotOf } from './console-line.ts'

test('every method has the gravity that consoles give it', () => {
  const atLevel = (level: string) =>
    CONSOLE_METHODS.filter((method) => consoleLevel(method) === level)
  expect(atLevel('error')).toEqual(['assert', 'error'])
  expect(atLevel('warn')).toEqual(['countReset', 'warn'])
  expect(atLevel('debug')).toEqual(['debug'])
})

test('values are read once, when they are asked for', () => {
  const [words, value] = linesFrom(({ log }) => [log('x'), log({ a: 1 })])
  expect(words && snapshotOf(words)).toBeUndefined()
  expect(value && snapshotOf(value)?.objects[0]?.members).toEqual([['a', 1]])
  expect(value && snapshotOf(value)).toBe(value && snapshotOf(value))
})

test.each<[holds: boolean, what: string, values: unknown[]]>([
  [true, 'an object with members', [{ a: 1 }]],
  [true, 'more members than there was room for', [Array.from({ length: 300 }, () => ({ a: 1 }))]],
  [false, 'empty objects', [{}, [], new Map()]],
  [false, 'no object', [7]],
  [false, 'a text that reads like one that does', [7, '{"members":[["a",1]],"more":1}']],
])(
  'it is told without reading whether there is something in them: %s for %s',
  (holds, _, values) => {
    const [line] = linesFrom(({ log }) => log(...values))
    expect(line && holdsMembers(line)).toBe(holds)
  },
)
