import { beforeEach, describe, expect, test } from 'vitest'
import { withContext } from '../../telemetry/context/ambient.ts'
import { Context } from '../../telemetry/context/context.ts'
import { Luck, withLuck } from '../chance/luck.ts'
import { SeededRandom } from '../chance/seeded-random.ts'
import { VirtualClock } from '../time/virtual-clock.ts'
import { Capacity, type WhileWaiting } from './capacity.ts'

/** Lets everything happen that can happen now. */
const settle = async () => {
  for (let round = 0; round < 10; round++) await Promise.resolve()
}

/** Work that goes on until it is told to end. */
function openWork() {
  const { promise, resolve, reject } = Promise.withResolvers<string>()
  let isAtWork = false
  return {
    work: () => {
      isAtWork = true
      return promise
    },
    end: () => resolve('done'),
    fail: () => reject(new Error('no')),
    get isAtWork() {
      return isAtWork
    },
  }
}

describe('a capacity of two', () => {
  let capacity: Capacity
  beforeEach(() => {
    capacity = new Capacity(2)
  })

  test('lets two work at once, and a third when one of them is done', async () => {
    const works = [openWork(), openWork(), openWork()] as const
    for (const { work } of works) capacity.run(work)
    expect(works.map(({ isAtWork }) => isAtWork)).toEqual([true, true, false])
    expect([capacity.inUse, capacity.waiting]).toEqual([2, 1])
    works[1].end()
    await settle()
    expect(works[2].isAtWork).toBe(true)
    expect([capacity.inUse, capacity.waiting]).toEqual([2, 0])
  })

  test('serves whoever came first, and nobody slips in between', async () => {
    const order: string[] = []
    const [one, other] = [await capacity.enter(), await capacity.enter()]
    for (const name of ['a', 'b']) capacity.enter().then(() => order.push(name))
    one()
    capacity.enter().then(() => order.push('late'))
    other()
    await settle()
    expect(order).toEqual(['a', 'b'])
  })

  test('says how many stood in line already, and only if one has to wait', () => {
    const ahead: unknown[] = []
    for (let visit = 0; visit < 4; visit++) {
      capacity.run(openWork().work, (length, wait) => {
        ahead.push(length)
        return wait()
      })
    }
    expect(ahead).toEqual([0, 1])
  })

  test('gives the place of failed work to the next', async () => {
    const failing = openWork()
    const failed = capacity.run(failing.work)
    failing.fail()
    await expect(failed).rejects.toThrow('no')
    expect(capacity.inUse).toBe(0)
  })

  test('takes a place back only once', async () => {
    const release = await capacity.enter()
    await capacity.enter()
    release()
    release()
    expect(capacity.inUse).toBe(1)
  })

  test('keeps a line of thousands in order', async () => {
    const order: number[] = []
    const [first] = [await capacity.enter(), await capacity.enter()]
    for (let visit = 0; visit < 5000; visit++) {
      capacity.enter().then((release) => {
        order.push(visit)
        release()
      })
    }
    first?.()
    while (capacity.waiting > 0) await Promise.resolve()
    await settle()
    expect(order).toEqual(Array.from({ length: 5000 }, (_, visit) => visit))
  })
})

test('a capacity without a limit keeps nobody waiting', () => {
  const capacity = new Capacity(Number.POSITIVE_INFINITY)
  for (let visit = 0; visit < 100; visit++) capacity.run(openWork().work)
  expect([capacity.inUse, capacity.waiting]).toEqual([100, 0])
})

test('a request that is played again and has not waited looks at nothing', () => {
  const full = new Capacity(1)
  full.run(openWork().work)
  const { work } = openWork()
  const alone = withLuck(Context.ROOT, new Luck(1, 7, [0]))
  const waited: unknown[] = []
  const noteWait: WhileWaiting = (ahead, wait) => {
    waited.push(ahead)
    return wait()
  }
  withContext(alone, () => full.run(work, noteWait))
  expect(waited).toEqual([])
  expect([full.inUse, full.waiting]).toEqual([1, 0])
})

test.each([0, -1, 1.5, Number.NaN, '2' as never])('a limit of %o is refused', (limit) => {
  expect(() => new Capacity(limit)).toThrow(
    new RangeError(
      `new Capacity(): its limit is a whole number, 1 or more, or Infinity; it was ${limit}.`,
    ),
  )
})

/**
 * Lets customers come at random and be served at random, by a capacity.
 * @returns how long each waited, in milliseconds
 */
async function waitsOf(servers: number, arrivals: number, service: number, customers: number) {
  const clock = new VirtualClock(0)
  const [coming, serving] = [new SeededRandom('coming'), new SeededRandom('serving')]
  const capacity = new Capacity(servers)
  const waits: number[] = []
  const arrive = () => {
    const arrived = clock.now()
    if (waits.length + capacity.waiting < customers) clock.set(coming.exponential(arrivals), arrive)
    capacity.enter().then((release) => {
      waits.push((clock.now() - arrived) / 1000)
      clock.set(serving.exponential(service), release)
    })
  }
  clock.set(0, arrive)
  while (clock.nextMoment !== undefined) {
    clock.runNext()
    await Promise.resolve()
    await Promise.resolve()
  }
  return waits
}

/** Erlang's C: how many of the customers wait, with so many servers and so much work for them. */
function erlangC(servers: number, work: number): number {
  let allServed = 1
  let term = 1
  for (let busy = 1; busy < servers; busy++) {
    term *= work / busy
    allServed += term
  }
  const line = ((term * work) / servers) * (servers / (servers - work))
  return line / (allServed + line)
}

describe('waiting times are those of queueing theory', () => {
  // 200,000 customers come every 10 ms on average. Waits of neighbours are alike, so their mean settles slowly: over forty
  // seeds it was up to 8.8 % off, with four at work for 32 ms, and the share of those who wait up to 0.0102.
  test.each([
    [1, 5],
    [1, 8],
    [2, 12],
    [4, 32],
  ])('with %d at work for %d ms each (M/M/c)', async (servers, service) => {
    const waits = await waitsOf(servers, 10, service, 200_000)
    const work = service / 10
    const waiting = erlangC(servers, work)
    const meanWait = (waiting * service) / (servers - work)

    const mean = waits.reduce((sum, wait) => sum + wait, 0) / waits.length
    expect(Math.abs(mean / meanWait - 1)).toBeLessThan(0.1)
    const waited = waits.filter((wait) => wait > 0).length / waits.length
    expect(Math.abs(waited - waiting)).toBeLessThan(0.02)
    // Those who wait, wait an exponential time: a share of 1/e waits longer than the mean of them.
    const meanOfWaiting = service / (servers - work)
    const long = waits.filter((wait) => wait > meanOfWaiting).length / waits.length
    expect(Math.abs(long - waiting / Math.E)).toBeLessThan(0.02)
  })
})
