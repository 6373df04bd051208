/** Generators as spans. Functions that work at once, and later, are in `tracer.test.ts`. */

import { describe, expect, test } from 'vitest'
import { recordEachTest } from '../../../tests/recording.ts'
import { activeSpan, span, tracing } from '../lab-tracer.ts'

const recording = recordEachTest()

/** The name of the span that is active. */
const here = () => activeSpan()?.record()?.name

/** The kinds of all events but the start of the span: what has become of it. */
const since = () => recording.events.slice(1).map(({ kind }) => kind)

const error = new RangeError('too much')

describe('a generator that is run as a span', () => {
  const reading = (body: () => Generator<unknown, unknown>) => span('read', body)

  test('is in its span at each step, and whoever asks for the steps is not', () => {
    const seen = [
      ...reading(function* () {
        yield here()
        yield here()
      }),
    ]
    expect([...seen, here()]).toEqual(['read', 'read', undefined])
  })

  test('is the parent of spans that its steps start', () => {
    span('reader', () => {
      for (const page of span('source', function* () {
        yield span('load', () => 1)
        yield span('load', () => 2)
      })) {
        span(`use ${page}`, () => recording.pass(1))
      }
    })
    expect(recording.tree()).toBe(
      [
        'reader  0.0–2.0',
        '  source  0.0–2.0',
        '    load  0.0–0.0',
        '    load  1.0–1.0',
        '  use 1  0.0–1.0',
        '  use 2  1.0–2.0',
      ].join('\n'),
    )
  })

  test('ends with its last step, and can be asked again', () => {
    const source = reading(function* () {
      yield 1
      return 'result'
    })
    source.next()
    recording.pass(3)
    expect(source.next()).toEqual({ done: true, value: 'result' })
    expect(source.next()).toEqual({ done: true, value: undefined })
    expect(recording.said()).toEqual(['start read', 'end'])
    expect(recording.tree()).toBe('read  0.0–3.0')
  })

  test.each<[what: string, steps: number]>([
    ['was never begun', 0],
    ['was left standing', 1],
  ])('stays open when it %s', (_, steps) => {
    const source = reading(function* () {
      yield 1
      yield 2
    })
    for (let step = 0; step < steps; step++) source.next()
    expect(recording.said()).toEqual(['start read'])
    expect([...tracing.running].some((open) => open.name === 'read')).toBe(true)
    source.return(undefined)
  })

  test('ends when its reader leaves early, after its cleanup, which is in the span', () => {
    const seen: unknown[] = []
    for (const _ of reading(function* () {
      try {
        yield 1
        yield 2
      } finally {
        recording.pass(1)
        seen.push(here())
      }
    })) {
      break
    }
    expect(seen).toEqual(['read'])
    expect(recording.tree()).toBe('read  0.0–1.0')
  })

  test('ends when it is closed before it has begun', () => {
    const source = reading(function* () {
      yield 1
    })
    expect(source.return('closed')).toEqual({ done: true, value: 'closed' })
    expect(since()).toEqual(['span-end'])
  })

  test('stays open when it goes on in spite of being closed', () => {
    const source = reading(function* () {
      try {
        yield 1
      } finally {
        yield 'one more'
      }
    })
    source.next()
    expect(source.return('closed')).toEqual({ done: false, value: 'one more' })
    expect(since()).toEqual([])
    expect(source.next()).toEqual({ done: true, value: 'closed' })
    expect(since()).toEqual(['span-end'])
  })

  test('fails with what it throws, once', () => {
    const source = reading(function* () {
      yield 1
      throw error
    })
    source.next()
    expect(() => source.next()).toThrow(error)
    source.next()
    expect(since()).toEqual(['span-event', 'status', 'span-end'])
  })

  test('fails with what is thrown into it', () => {
    const source = reading(function* () {
      yield 1
    })
    source.next()
    expect(() => source.throw(error)).toThrow(error)
    expect(since()).toEqual(['span-event', 'status', 'span-end'])
  })

  test('goes on when it catches what is thrown into it, in its span', () => {
    const source = reading(function* () {
      try {
        yield 1
      } catch (caught) {
        yield [caught, here()]
      }
    })
    source.next()
    expect(source.throw(error)).toEqual({ done: false, value: [error, 'read'] })
    expect(since()).toEqual([])
    source.next()
    expect(since()).toEqual(['span-end'])
  })

  test('is given what its reader sends', () => {
    const source = reading(function* () {
      const got = yield 'ask'
      return `got ${got}`
    })
    source.next()
    expect(source.next('this').value).toBe('got this')
  })

  test('is still a generator in every other way', () => {
    function* numbers() {
      yield 1
      yield 2
    }
    const source = span('read', numbers)
    expect(source).toBeInstanceOf(numbers)
    expect(Object.prototype.toString.call(source)).toBe('[object Generator]')
    expect(source[Symbol.iterator]()).toBe(source)
    const [first, ...rest] = source
    expect([first, rest]).toEqual([1, [2]])
  })

  test('is kept apart from another that is read in turns with it', () => {
    const read = (name: string) =>
      span(name, function* () {
        for (;;) yield here()
      })
    const [a, b] = [read('a'), read('b')]
    const seen = [a, b, b, a].map((source) => source.next().value)
    expect(seen).toEqual(['a', 'b', 'b', 'a'])
    for (const source of [a, b]) source.return(undefined as never)
  })

  test('that ended its span itself is not told of it at every step', () => {
    const source = span('read', function* (current) {
      current.end()
      yield 1
    })
    expect([...source]).toEqual([1])
    expect(recording.said()).toEqual(['start read', 'end'])
  })
})

describe('an async generator that is run as a span', () => {
  const reading = (body: () => AsyncGenerator<unknown, unknown>) => span('read', body)

  test('ends when its last step has been answered', async () => {
    const source = reading(async function* () {
      yield here()
      await null
      recording.pass(2)
    })
    expect(await source.next()).toEqual({ done: false, value: 'read' })
    const last = source.next()
    expect(since()).toEqual([])
    expect(await last).toEqual({ done: true, value: undefined })
    expect(recording.tree()).toBe('read  0.0–2.0')
  })

  test('stays open when it is left standing', async () => {
    const source = reading(async function* () {
      yield 1
    })
    await source.next()
    expect(since()).toEqual([])
    await source.return(undefined)
  })

  test('ends when its reader leaves early, after its cleanup', async () => {
    for await (const _ of reading(async function* () {
      try {
        yield 1
      } finally {
        await null
        recording.pass(1)
      }
    })) {
      break
    }
    expect(recording.tree()).toBe('read  0.0–1.0')
  })

  test.each<[how: string, ask: (source: AsyncGenerator) => Promise<unknown>]>([
    ['it throws', (source) => source.next()],
    ['is thrown into it', (source) => source.throw(error)],
  ])('fails with what %s, once', async (_, ask) => {
    const source = reading(async function* () {
      yield 1
      await null
      throw error
    })
    await source.next()
    await expect(ask(source)).rejects.toBe(error)
    await source.next()
    expect(since()).toEqual(['span-event', 'status', 'span-end'])
  })

  test('is still an async generator in every other way', async () => {
    async function* numbers() {
      yield 1
      yield 2
    }
    const source = span('read', numbers)
    expect(source).toBeInstanceOf(numbers)
    expect(source[Symbol.asyncIterator]()).toBe(source)
    const seen: unknown[] = []
    for await (const number of source) seen.push(number)
    expect(seen).toEqual([1, 2])
    expect(since()).toEqual(['span-end'])
  })
})

describe('what only looks like later work', () => {
  const refuse = () => {
    throw error
  }
  const sealed = new Proxy({}, { get: refuse, getPrototypeOf: refuse })

  test.each<[what: string, result: unknown]>([
    ['an object that does not let itself be looked at', sealed],
    ['an iterator that cannot be closed', [1, 2].values()],
    ['an array', [1, 2]],
  ])('is given back as it is: %s', (_, result) => {
    expect(
      Object.is(
        span('pay', () => result),
        result,
      ),
    ).toBe(true)
    expect(since()).toEqual(['span-end'])
  })

  test('a thenable is not asked: it might begin its work twice', () => {
    let asked = 0
    // biome-ignore lint/suspicious/noThenProperty: a thenable is the case
    const query = { then: () => asked++ }
    expect(span('pay', () => query)).toBe(query)
    expect([asked, since()]).toEqual([0, ['span-end']])
  })

  test('but a promise that is lazy begins its work in the span', async () => {
    const seen: unknown[] = []
    class Lazy<T> extends Promise<T> {
      // biome-ignore lint/suspicious/noThenProperty: a promise that begins with its first `then` is the case
      override then<A = T, B = never>(...callbacks: Parameters<Promise<T>['then']>) {
        seen.push(here())
        return super.then(...callbacks) as Promise<A | B>
      }
    }
    await span('pay', () => Lazy.resolve(1))
    expect(seen[0]).toBe('pay')
  })
})

test('a function that has ended its span and then fails is told of it once', () => {
  expect(() =>
    span('pay', (current) => {
      current.end()
      throw error
    }),
  ).toThrow(error)
  expect(since()).toEqual(['span-end', 'diagnostic'])
})
