import { describe, expect, test } from 'vitest'
import { Pacer } from './pacer.ts'
import type { Pace } from './protocol.ts'

/** A pacer on a clock of its own, and a diary of what it tells. Moments are milliseconds after the start of the run. */
function pacerAt(pace: Pace) {
  const told: string[] = []
  let real = 0
  let timer: { after: number; callback: () => void } | undefined
  const pacer = new Pacer(pace, 0, {
    realNow: () => real,
    afterReal: (after, callback) => {
      timer = { after, callback }
    },
    tell: (time, isPaused) => told.push(`${time / 1000}${isPaused ? ', paused' : ''}`),
  })
  return {
    pacer,
    told,
    allows: (moment: number) => pacer.allows(moment * 1000),
    /** @returns how often it has gone on since */
    wait: (moment: number) => {
      let times = 0
      pacer.wait(moment * 1000, () => times++)
      return () => times
    },
    pass: (milliseconds: number) => {
      real += milliseconds
    },
    timer: () => timer,
  }
}

describe('a moment may come', () => {
  test('at any time if the pace is instant', () => {
    const { allows } = pacerAt('instant')
    expect([allows(1), allows(86_400_000)]).toEqual([true, true])
  })

  test('when as much real time has passed, times the pace', () => {
    const { allows, pass } = pacerAt(10)
    pass(9)
    expect([allows(90), allows(91)]).toEqual([true, false])
    pass(0.1)
    expect(allows(91)).toBe(true)
  })

  test('ten times later at a tenth of real time', () => {
    const { allows, pass } = pacerAt(0.1)
    pass(99)
    expect(allows(10)).toBe(false)
    pass(1)
    expect(allows(10)).toBe(true)
  })

  test('never while it is paused', () => {
    const { allows, pass } = pacerAt('paused')
    pass(1_000_000)
    expect(allows(1)).toBe(false)
  })

  test('in a step, until something is said', () => {
    const { pacer, allows } = pacerAt(1)
    pacer.control({ kind: 'step' })
    expect([allows(50), allows(60)]).toEqual([true, true])
    pacer.said()
    expect(allows(60)).toBe(false)
  })
})

describe('a change of pace', () => {
  test('goes on from the moment that the viewer sees', () => {
    const { pacer, allows, pass } = pacerAt(1)
    pass(100)
    pacer.control({ kind: 'pace', pace: 'paused' })
    pass(5000)
    pacer.control({ kind: 'pace', pace: 2 })
    pass(10)
    expect([allows(120), allows(121)]).toEqual([true, false])
  })

  test('does not make up for a moment that came late', () => {
    const { allows, pass } = pacerAt(1)
    pass(500)
    expect(allows(10)).toBe(true)
    pass(10)
    expect([allows(20), allows(21)]).toEqual([true, false])
  })
})

describe('while it waits', () => {
  test('it tells what time it is, and looks again soon', () => {
    const { wait, pass, told, timer } = pacerAt(1)
    pass(100)
    const wokeUp = wait(1000)
    expect(told).toEqual(['100'])
    expect(timer()?.after).toBe(50)
    expect(wokeUp()).toBe(0)
    timer()?.callback()
    expect(wokeUp()).toBe(1)
  })

  test('it waits no longer than the moment is away', () => {
    const { wait, timer } = pacerAt(10)
    wait(70)
    expect(timer()?.after).toBe(7)
  })

  test('it wakes at once when the viewer says something, and only once', () => {
    const { pacer, wait, told, timer } = pacerAt('paused')
    const wokeUp = wait(10)
    expect(told).toEqual(['0, paused'])
    pacer.control({ kind: 'pace', pace: 1 })
    expect(wokeUp()).toBe(1)
    timer()?.callback()
    pacer.control({ kind: 'step' })
    expect(wokeUp()).toBe(1)
  })

  test('it gives a sign of life every second if it is paused', () => {
    const { wait, timer } = pacerAt('paused')
    const wokeUp = wait(10)
    expect(timer()?.after).toBe(1000)
    timer()?.callback()
    expect(wokeUp()).toBe(1)
  })
})
