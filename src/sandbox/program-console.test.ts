import { describe, expect, test } from 'vitest'
import { snapshotText } from '../../tests/snapshot-text.ts'
import type { ConsoleLine } from '../telemetry/console-line.ts'
import { createConsole, installConsole } from './program-console.ts'

type Written = Pick<ConsoleLine, 'method' | 'text' | 'depth' | 'snapshot'>
type Methods = Record<string, (...values: unknown[]) => unknown>

/** A console, and what is written there. Its clock moves by hand. */
function open() {
  const lines: Written[] = []
  const clock = { now: 1_000_000, isHeard: true }
  const console = createConsole({
    write: (line) => lines.push(line),
    isHeard: () => clock.isHeard,
    now: () => clock.now,
  })
  return { console: console as Methods, lines, clock }
}

const columnsOf = (line: Written | undefined) => JSON.parse(line?.snapshot ?? 'null').columns

/** What is written, as `  warn there is no timer “x”`: indented by groups. */
function writtenBy(use: (console: Methods, clock: { now: number }) => void): string[] {
  const { console, lines, clock } = open()
  use(console, clock)
  return lines.map(({ method, text, depth = 0 }) => `${'  '.repeat(depth)}${method} ${text}`)
}

describe('the namespace', () => {
  test('has the methods of the standard, and they are its own', () => {
    expect(Object.keys(open().console).sort()).toEqual(
      'assert clear count countReset debug dir dirxml error group groupCollapsed groupEnd info log table time timeEnd timeLog trace warn'.split(
        ' ',
      ),
    )
  })

  test('inherits from an empty object that inherits from Object.prototype', () => {
    const parent = Object.getPrototypeOf(open().console)
    expect(Reflect.ownKeys(parent)).toEqual([])
    expect(Object.getPrototypeOf(parent)).toBe(Object.prototype)
    expect(String(open().console)).toBe('[object console]')
  })

  test('its methods need no receiver, have names, return nothing and make nothing', () => {
    const { console, lines } = open()
    for (const [name, method] of Object.entries(console)) {
      expect([method.name, method.length, method('x')]).toEqual([name, 0, undefined])
      expect(() => new (method as unknown as new () => object)()).toThrow(TypeError)
    }
    expect(lines.length).toBeGreaterThan(10)
  })

  test('is a global that is not listed and can be replaced', () => {
    const globals: { console?: unknown } = {}
    installConsole(globals, { write: () => {}, isHeard: () => true, now: () => 0 })
    const { value, ...flags } = Object.getOwnPropertyDescriptor(globals, 'console') ?? {}
    expect(flags).toEqual({ configurable: true, enumerable: false, writable: true })
  })
})

describe('logging (§1.1)', () => {
  test.each(['debug', 'error', 'info', 'log', 'warn'])(
    '%s formats, and says nothing of nothing',
    (method) => {
      expect(
        writtenBy((console) => {
          console[method]?.()
          console[method]?.('')
          console[method]?.('%d cups', 2, 'of tea')
        }),
      ).toEqual([`${method} `, `${method} 2 cups of tea`])
    },
  )

  test('assert writes what is not true, and says that it was asserted', () => {
    expect(
      writtenBy(({ assert }) => {
        assert?.(true, 'fine')
        assert?.(1)
        assert?.()
        assert?.(false)
        assert?.(0, 'paid %d', 7)
        assert?.('', { order: 7 }, 'open')
      }),
    ).toEqual([
      'assert Assertion failed',
      'assert Assertion failed',
      'assert Assertion failed: paid 7',
      'assert Assertion failed { order: 7 } open',
    ])
  })

  test('trace has its words as a label', () => {
    expect(
      writtenBy(({ trace }) => {
        trace?.()
        trace?.('order %d', 7, 'open')
      }),
    ).toEqual(['trace Trace', 'trace Trace: order 7 open'])
  })

  test('dir shows a value as the code has it, and formats nothing', () => {
    expect(
      writtenBy(({ dir }) => {
        dir?.('%s', { depth: 0 })
        dir?.({ order: 7 })
        dir?.()
      }),
    ).toEqual(["dir '%s'", 'dir { order: 7 }', 'dir undefined'])
  })

  test('dirxml has no tree of a document, and shows values', () => {
    expect(writtenBy(({ dirxml }) => dirxml?.({ a: 1 }, [2]))).toEqual(['dirxml { a: 1 } [2]'])
  })

  test('table keeps its data, and the columns that were asked for', () => {
    const { console, lines } = open()
    console.table?.([{ a: 1, b: 2 }], ['b', 7])
    console.table?.('no table')
    console.table?.()
    expect(lines.map(({ method, text }) => `${method} ${text}`)).toEqual([
      'table [{ a: 1, b: 2 }]',
      'log no table',
      'log undefined',
    ])
    expect(columnsOf(lines[0])).toEqual(['b', '7'])
    expect(() => console.table?.([], 'b')).toThrow(TypeError)
    expect(() => console.table?.([], { b: 1 })).toThrow('as a list')
  })

  test('a table of endless columns has an end', () => {
    const { console, lines } = open()
    console.table?.(
      [],
      (function* () {
        for (;;) yield 'a'
      })(),
    )
    expect(columnsOf(lines[0])).toHaveLength(64)
  })

  test('words alone have no snapshot, values have', () => {
    const { console, lines } = open()
    console.log?.('%s paid', 'Ada', 'twice')
    console.log?.('paid', 65)
    expect(lines.map(({ snapshot }) => snapshot && snapshotText(JSON.parse(snapshot)))).toEqual([
      undefined,
      '"paid "\n65',
    ])
  })
})

test('what nobody hears is counted and not looked at', () => {
  const { console, lines, clock } = open()
  clock.isHeard = false
  console.log?.({ order: 7 })
  console.count?.()
  clock.isHeard = true
  console.count?.()
  expect(lines.map(({ text }) => text)).toEqual(['', '', 'default: 2'])
})

describe('counting (§1.2)', () => {
  test('count says how often it was called, by label', () => {
    expect(
      writtenBy(({ count, countReset }) => {
        count?.()
        count?.('default')
        count?.(undefined)
        count?.('tea')
        countReset?.()
        count?.()
        countReset?.('cups')
        count?.('__proto__')
      }),
    ).toEqual([
      'count default: 1',
      'count default: 2',
      'count default: 3',
      'count tea: 1',
      'count default: 1',
      'countReset There is no count “cups”.',
      'count __proto__: 1',
    ])
  })

  test('a label is no format', () => {
    expect(writtenBy(({ count }) => count?.('%s'))).toEqual(['count %s: 1'])
  })
})

describe('grouping (§1.3)', () => {
  test('what follows a group stands in it, until it ends', () => {
    expect(
      writtenBy(({ group, groupCollapsed, groupEnd, log }) => {
        group?.('order %d', 7)
        log?.('begins')
        groupCollapsed?.()
        log?.('deep')
        groupEnd?.()
        log?.('ends')
        groupEnd?.()
        groupEnd?.()
        log?.('over')
      }),
    ).toEqual([
      'group order 7',
      '  log begins',
      '  groupCollapsed group',
      '    log deep',
      '  log ends',
      'log over',
    ])
  })

  test('clear ends all groups', () => {
    expect(
      writtenBy(({ group, clear, log }) => {
        group?.('a')
        group?.('b')
        clear?.()
        log?.('after')
      }),
    ).toEqual(['group a', '  group b', 'clear cleared', 'log after'])
  })
})

describe('timing (§1.4)', () => {
  test('timeLog and timeEnd say how long it has been, and timeEnd ends it', () => {
    expect(
      writtenBy(({ time, timeLog, timeEnd }, clock) => {
        time?.()
        clock.now += 12_345
        timeLog?.(undefined, 'half %s', { done: true })
        time?.('bank')
        clock.now += 80_000
        timeEnd?.('bank')
        timeEnd?.()
        timeEnd?.()
      }),
    ).toEqual([
      'timeLog default: 12.345 ms half %s { done: true }',
      'timeEnd bank: 80 ms',
      'timeEnd default: 92.345 ms',
      'warn There is no timer “default”.',
    ])
  })

  test('a timer that runs goes on, with a warning', () => {
    expect(
      writtenBy(({ time, timeLog, timeEnd }, clock) => {
        time?.('a')
        clock.now += 1000
        time?.('a')
        timeEnd?.('a')
        timeLog?.('a')
      }),
    ).toEqual([
      'warn There is a timer “a” already.',
      'timeEnd a: 1 ms',
      'warn There is no timer “a”.',
    ])
  })
})

describe('labels', () => {
  test.each(['count', 'countReset', 'time', 'timeLog', 'timeEnd'])(
    '%s converts its label to a text, once, and throws what that throws',
    (method) => {
      const { console } = open()
      let conversions = 0
      const label = {
        toString() {
          conversions++
          return 'x'
        },
      }
      console[method]?.(label)
      expect(conversions).toBe(1)
      const mute = {
        toString() {
          throw new RangeError('no label')
        },
      }
      expect(() => console[method]?.(mute)).toThrow(RangeError)
      expect(() => console[method]?.(Symbol('x'))).toThrow(TypeError)
    },
  )
})
