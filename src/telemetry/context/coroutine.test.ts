import { describe, expect, test } from 'vitest'
import { active, callSite, markSite, withContext } from './ambient.ts'
import { Context } from './context.ts'
import { Coroutine } from './coroutine.ts'

const NAME = Symbol('name')
const called = (name: string) => Context.ROOT.setValue(NAME, name)
/** The name of the context that is active. */
const here = () => active().getValue(NAME)

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

  test('what is awaited is handed through', () => {
    const promise = Promise.resolve()
    expect(Coroutine.markAwait(1, promise)).toBe(promise)
  })
})

describe('a coroutine that waits', () => {
  const inFlow = () =>
    withContext(called('flow'), () => {
      const coroutine = new Coroutine((function* () {})())
      coroutine.next(undefined)
      return coroutine
    })
  // biome-ignore lint/suspicious/noThenProperty: a thenable is the case
  const query = { then: (done: (value: unknown) => void) => done(here()) }

  /** Where a value has arrived, and what it was. */
  const arrival = (value: unknown) =>
    new Promise((resolve) => {
      inFlow().wait(
        value,
        (arrived) => resolve(['fulfilled', arrived]),
        (error) => resolve(['rejected', error]),
      )
    })

  test.each<[what: string, value: unknown, outcome: unknown]>([
    ['a value', 7, ['fulfilled', 7]],
    ['a promise', Promise.resolve(7), ['fulfilled', 7]],
    ['a thenable', query, ['fulfilled', 'flow']],
  ])('for %s goes on with what it comes to', async (_, value, outcome) => {
    expect(await arrival(value)).toEqual(outcome)
  })

  test('for a promise that is rejected goes on with the error', async () => {
    const error = new Error('no')
    expect(await arrival(Promise.reject(error))).toEqual(['rejected', error])
  })

  test('for something whose then cannot be had goes on with the error', async () => {
    const error = new Error('no')
    const broken = {
      // biome-ignore lint/suspicious/noThenProperty: a thenable is the case
      get then() {
        throw error
      },
    }
    expect(await arrival(broken)).toEqual(['rejected', error])
  })

  test('for a promise does not ask it for its then, as the engine does not', async () => {
    // biome-ignore lint/suspicious/noThenProperty: a thenable is the case
    const promise = Object.assign(Promise.resolve(7), { then: () => expect.unreachable() })
    expect(await arrival(promise)).toEqual(['fulfilled', 7])
  })

  test('returns a thenable that is asked in its context', async () => {
    expect(await inFlow().result(query)).toBe('flow')
  })
})
