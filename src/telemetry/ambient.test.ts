import { describe, expect, test } from 'vitest'
import {
  active,
  bind,
  Coroutine,
  callSite,
  markSite,
  propagateThroughPromises,
  withContext,
} from './ambient.ts'
import { Context } from './context.ts'

const NAME = Symbol('name')
const called = (name: string) => Context.ROOT.setValue(NAME, name)
/** The name of the context that is active. */
const here = () => active().getValue(NAME)

describe('a context', () => {
  test('is the root at first', () => {
    expect(active()).toBe(Context.ROOT)
  })

  test('is active while a function runs in it, and no longer', () => {
    const seen = withContext(called('outer'), () => [
      here(),
      withContext(called('inner'), here),
      here(),
    ])
    expect(seen).toEqual(['outer', 'inner', 'outer'])
    expect(active()).toBe(Context.ROOT)
  })

  test('is put back after a throw', () => {
    const fail = () => {
      throw new Error('no')
    }
    expect(() => withContext(called('a'), fail)).toThrow('no')
    expect(active()).toBe(Context.ROOT)
  })
})

describe('a bound function', () => {
  test('runs in its context, wherever it is called', () => {
    const bound = bind(called('bound'), here)
    expect(withContext(called('caller'), () => [bound(), here()])).toEqual(['bound', 'caller'])
  })

  test('hands on this, arguments and result', () => {
    const till = {
      total: 40,
      add: bind(Context.ROOT, function (this: { total: number }, amount: number) {
        return this.total + amount
      }),
    }
    expect(till.add(2)).toBe(42)
  })

  test('hands on a throw, and puts everything back', () => {
    markSite(1, null)
    const bound = bind(called('bound'), () => {
      markSite(2, null)
      throw new Error('no')
    })
    markSite(3, null)
    expect(bound).toThrow('no')
    expect([active(), callSite()]).toEqual([Context.ROOT, 3])
  })

  test('goes on from the call at which it was bound', () => {
    markSite(1, null)
    const bound = bind(Context.ROOT, callSite)
    markSite(2, null)
    expect([bound(), callSite()]).toEqual([1, 2])
  })
})

test('marking a call hands its argument through', () => {
  const order = {}
  expect(markSite(7, order)).toBe(order)
  expect(callSite()).toBe(7)
})

describe('a coroutine', () => {
  /** A generator as the compiler makes it of an async function: it yields what it waits for. */
  const begin = (name: string, body: () => Generator<unknown, unknown>) =>
    withContext(called(name), () => new Coroutine(body()))

  test('goes on in the context in which it was called, not in that of its caller', () => {
    const seen: unknown[] = []
    const coroutine = begin('flow', function* () {
      seen.push(here())
      yield 'first wait'
      seen.push(here())
    })
    withContext(called('caller'), () => {
      coroutine.next(undefined)
      seen.push(here())
      coroutine.next(undefined)
      seen.push(here())
    })
    expect(seen).toEqual(['flow', 'caller', 'flow', 'caller'])
  })

  test('keeps apart from another that runs in turns with it', () => {
    function* body(): Generator<unknown, unknown> {
      for (let turn = 0; turn < 3; turn++) yield here()
      return 'end'
    }
    const [a, b] = [begin('a', body), begin('b', body)]
    const seen = [a, b, b, a, b, a, b, a].map((coroutine) => coroutine.next(undefined).value)
    expect(seen).toEqual(['a', 'b', 'b', 'a', 'b', 'a', 'end', 'end'])
  })

  test('goes on from its own last call', () => {
    const coroutine = begin('flow', function* () {
      markSite(5, null)
      yield 'wait'
      return callSite()
    })
    coroutine.next(undefined)
    markSite(9, null)
    expect(coroutine.next(undefined).value).toBe(5)
    expect(callSite()).toBe(9)
  })

  test('is a generator: values go in, values come out, it can be thrown into and ended', () => {
    const steps: unknown[] = []
    const body = function* (): Generator<unknown, unknown> {
      try {
        steps.push(yield 'give')
        yield 'throw'
      } catch (error) {
        steps.push(error, here())
        yield 'end'
      } finally {
        steps.push('closed', here())
      }
      return 'never'
    }
    const coroutine = begin('flow', body)
    expect(coroutine.next(undefined)).toEqual({ done: false, value: 'give' })
    expect(coroutine.next('value')).toEqual({ done: false, value: 'throw' })
    expect(coroutine.throw('error')).toEqual({ done: false, value: 'end' })
    expect(coroutine.return('result')).toEqual({ done: true, value: 'result' })
    expect(steps).toEqual(['value', 'error', 'flow', 'closed', 'flow'])
  })

  test('that throws leaves everything as it was', () => {
    markSite(1, null)
    // biome-ignore lint/correctness/useYield: it does not get that far
    const coroutine = begin('flow', function* () {
      markSite(2, null)
      throw new Error('no')
    })
    expect(() => coroutine.next(undefined)).toThrow('no')
    expect([active(), callSite()]).toEqual([Context.ROOT, 1])
  })
})

describe('an error remembers the awaits that it passed', () => {
  /** A coroutine that waits at an await, and lets out or replaces what is thrown there. */
  const waitingAt = (site: number, handle: (error: unknown) => unknown) => {
    const coroutine = new Coroutine(
      (function* () {
        try {
          yield Coroutine.markAwait(site, 'wait')
        } catch (error) {
          throw handle(error)
        }
      })(),
    )
    coroutine.next(undefined)
    return coroutine
  }
  const letOut = (error: unknown) => error

  test('on its way out, innermost first', () => {
    const error = new Error('no')
    expect(() => waitingAt(11, letOut).throw(error)).toThrow(error)
    expect(() => waitingAt(12, letOut).throw(error)).toThrow(error)
    expect(Coroutine.trailOf(error)).toEqual([11, 12])
  })

  test('but another error that takes its place begins anew', () => {
    const other = new Error('other')
    expect(() => waitingAt(11, () => other).throw(new Error('no'))).toThrow(other)
    expect(Coroutine.trailOf(other)).toEqual([])
  })

  test('unless it is no object', () => {
    expect(() => waitingAt(11, letOut).throw('text')).toThrow('text')
    expect(Coroutine.trailOf('text')).toEqual([])
  })
})

describe('what waits', () => {
  const waiting = (calledAt: number, awaitAt?: number) => {
    markSite(calledAt, null)
    const coroutine = new Coroutine(
      (function* () {
        yield awaitAt === undefined ? 'wait' : Coroutine.markAwait(awaitAt, 'wait')
      })(),
    )
    coroutine.next(undefined)
    return coroutine
  }

  test('is known by its await, the last called first, and without one by its last call', () => {
    const coroutines = [waiting(1, 11), waiting(2), waiting(3, 13)]
    expect(Coroutine.unfinishedSites()).toEqual([13, 11, 2])
    for (const coroutine of coroutines) coroutine.next(undefined)
  })

  test('is no longer known by an await that is over', () => {
    const coroutine = new Coroutine(
      (function* () {
        yield Coroutine.markAwait(11, 'wait')
        markSite(5, null)
        yield 'wait for something else'
      })(),
    )
    coroutine.next(undefined)
    coroutine.next(undefined)
    expect(Coroutine.unfinishedSites()).toEqual([5])
    coroutine.next(undefined)
  })

  test('is no longer known once it has finished, in whatever way', () => {
    waiting(1, 11).next(undefined)
    waiting(2, 12).return(undefined)
    expect(() => waiting(3, 13).throw(new Error('no'))).toThrow('no')
    expect(Coroutine.unfinishedSites()).toEqual([])
  })

  test('outside of a coroutine nobody waits', () => {
    expect(Coroutine.markAwait(21, 'value')).toBe('value')
    expect(Coroutine.unfinishedSites()).toEqual([])
  })

  test('a thenable that is awaited does its work in the context of the await', async () => {
    // biome-ignore lint/suspicious/noThenProperty: a thenable is the case
    const lazy = { then: (done: (value: unknown) => void) => done(here()) }
    const awaited = withContext(called('awaiting'), () => Coroutine.markAwait(1, lazy))
    expect(await awaited).toBe('awaiting')
  })

  test('a promise is awaited as it is', () => {
    const promise = Promise.resolve()
    expect(Coroutine.markAwait(1, promise)).toBe(promise)
  })
})

describe('promise callbacks', () => {
  /** Promises of the test's own, so that nobody else's are changed. */
  class Tracked<T> extends Promise<T> {}
  propagateThroughPromises(Tracked.prototype)
  const fail = () => {
    throw new Error('no')
  }

  test.each<[what: string, attach: (promise: Promise<unknown>) => Promise<unknown>]>([
    ['then', (promise) => promise.then(here)],
    ['then, later', (promise) => promise.then(() => {}).then(here)],
    ['then, after a rejection', (promise) => promise.then(fail).then(null, here)],
    ['catch', (promise) => promise.then(fail).catch(here)],
    ['all', (promise) => Tracked.all([promise]).then(here)],
  ])('%s: run in the context in which they were given', async (_, attach) => {
    const seen = withContext(called('giver'), () => attach(Tracked.resolve()))
    expect(await seen).toBe('giver')
  })

  test('finally: runs in the context in which it was given', async () => {
    const seen: unknown[] = []
    await withContext(called('giver'), () => Tracked.resolve().finally(() => seen.push(here())))
    expect(seen).toEqual(['giver'])
  })

  test('do not run in the context in which the promise was kept', async () => {
    const { promise, resolve } = Tracked.withResolvers<void>()
    const seen = withContext(called('giver'), () => promise.then(here))
    withContext(called('keeper'), resolve)
    expect(await seen).toBe('giver')
  })

  test('in different contexts do not mix', async () => {
    const names = Array.from({ length: 100 }, (_, index) => `flow ${index}`)
    const flows = names.map((name, index) =>
      withContext(called(name), async () => {
        let promise: Promise<unknown> = Tracked.resolve()
        for (let hop = 0; hop <= index % 7; hop++) promise = promise.then(here)
        return promise
      }),
    )
    expect(await Promise.all(flows)).toEqual(names)
  })

  test('that are missing let the value pass', async () => {
    const pass = withContext(called('giver'), () => Tracked.resolve('value').then())
    expect(await pass).toBe('value')
  })
})
