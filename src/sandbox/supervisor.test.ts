import { describe, expect, test } from 'vitest'
import { log, notice, spanEnd, spanStart } from '../../tests/made-up-run.ts'
import { batchOf, storeOf } from '../../tests/sent-events.ts'
import type { TelemetryEvent } from '../telemetry/telemetry-event.ts'
import { EventColumns } from '../trace-data/event-columns.ts'
import { DEFAULT_LIMITS, type Limits, MAX_MESSAGES_A_SECOND } from './limits.ts'
import {
  NOTHING_DROPPED,
  type Outcome,
  type Pace,
  type ProgramInstruction,
  type RunMessage,
} from './protocol.ts'
import { Supervisor } from './supervisor.ts'

/** A supervisor, and a diary of all that it does. */
function supervise(limits: Partial<Limits> = {}) {
  const columns = new EventColumns()
  const diary: string[] = []
  const toPage: RunMessage[] = []
  const clock = { now: 0 }
  const timers = new Set<{ due: number; callback: () => void }>()
  const supervisor = new Supervisor({
    toPage: (message) => {
      toPage.push(message)
      diary.push(`page: ${messageText(message)}`)
    },
    toProgram: (instruction) => diary.push(`program: ${instructionText(instruction)}`),
    terminate: () => diary.push('terminate'),
    now: () => clock.now,
    after: (milliseconds, callback) => {
      const timer = { due: clock.now + milliseconds, callback }
      timers.add(timer)
      return () => timers.delete(timer)
    },
  })
  return {
    diary,
    toPage,
    run: () =>
      supervisor.fromPage({
        kind: 'run',
        request: { code: '', seed: 7, clock: 'virtual', limits: { ...DEFAULT_LIMITS, ...limits } },
      }),
    stop: () => supervisor.fromPage({ kind: 'stop' }),
    pace: (pace: Pace) => supervisor.fromPage({ kind: 'pace', pace }),
    step: () => supervisor.fromPage({ kind: 'step' }),
    crash: () => supervisor.programCrashed(),
    /** The program says something. */
    say: (message: unknown) => supervisor.fromProgram(message),
    tell: (...events: TelemetryEvent[]) =>
      supervisor.fromProgram({ kind: 'events', batch: batchOf(events, columns) }),
    end: (outcome: Outcome = { kind: 'done' }) =>
      supervisor.fromProgram({ kind: 'ended', outcome, dropped: NOTHING_DROPPED, time: 9 }),
    /** The timer that is due last: that of the time limit. */
    timer: () => [...timers].toSorted((a, b) => a.due - b.due).at(-1),
    /** Lets real time pass. */
    pass: (milliseconds: number) => {
      clock.now += milliseconds
      for (const timer of [...timers]) {
        if (timer.due > clock.now) continue
        timers.delete(timer)
        timer.callback()
      }
    },
  }
}

function instructionText(instruction: ProgramInstruction): string {
  switch (instruction.kind) {
    case 'run': {
      const { seed, pace } = instruction.request
      return `run with seed ${seed}${pace === 'instant' ? '' : `, pace ${pace}`}`
    }
    case 'pace':
      return `pace ${instruction.pace}`
    case 'step':
      return 'step'
  }
}

function messageText(message: RunMessage): string {
  switch (message.kind) {
    case 'events':
      return `${message.count} events`
    case 'dropped':
      return `${message.dropped.records} records dropped`
    case 'dials':
      return `${message.dials.length} dials`
    case 'busy':
      return `busy at ${message.site}`
    case 'progress':
      return `${message.done} of ${message.total}`
    case 'clock':
      return `time ${message.time}${message.isPaused ? ', paused' : ''}`
    case 'ended': {
      const { outcome } = message
      if (outcome.kind !== 'stopped') return outcome.kind
      return `stopped, ${outcome.reason}${outcome.site === undefined ? '' : ` at ${outcome.site}`}`
    }
  }
}

/** A supervisor whose program runs. */
function running(limits?: Partial<Limits>) {
  const run = supervise(limits)
  run.say({ kind: 'ready' })
  run.run()
  run.diary.length = 0
  return run
}

describe('the beginning', () => {
  test('waits for a program that is not ready when the page asks', () => {
    const { diary, run, say } = supervise()
    run()
    expect(diary).toEqual([])
    say({ kind: 'ready' })
    expect(diary).toEqual(['program: run with seed 7'])
  })

  test('waits for the page when the program is ready first', () => {
    const { diary, run, say } = supervise()
    say({ kind: 'ready' })
    expect(diary).toEqual([])
    run()
    expect(diary).toEqual(['program: run with seed 7'])
  })

  test('happens once', () => {
    const { diary, run } = running()
    run()
    expect(diary).toEqual([])
  })
})

describe('while the program runs', () => {
  test('what it says goes to the page', () => {
    const { diary, toPage, tell, say, pass } = running()
    tell(log('a'), spanStart('b'), spanEnd('b', 1))
    say({ kind: 'dropped', dropped: { ...NOTHING_DROPPED, records: 5 } })
    say({ kind: 'busy', site: 3 })
    pass(50)
    expect(diary).toEqual(['page: 3 events', 'page: 5 records dropped', 'page: busy at 3'])
    expect(storeOf(toPage).events()).toEqual([log('a'), spanStart('b'), spanEnd('b', 1)])
  })

  test('its first words go on at once, and more of them every 50 ms', () => {
    const { diary, tell, pass } = running()
    tell(log('a'))
    tell(log('b'))
    tell(log('c'))
    expect(diary).toEqual(['page: 1 events'])
    pass(49)
    expect(diary).toHaveLength(1)
    pass(1)
    expect(diary).toEqual(['page: 1 events', 'page: 2 events'])
  })

  test('what it said last comes before its end', () => {
    const { diary, tell, end } = running()
    tell(log('a'))
    tell(log('b'))
    end()
    expect(diary).toEqual(['page: 1 events', 'terminate', 'page: 1 events', 'page: done'])
  })

  test('what contradicts itself goes to the page, where it can be seen', () => {
    const { diary, toPage, tell } = running({ spans: 2, changes: 2 })
    const late = { kind: 'rename', spanId: 'a', name: 'late' } as const
    const said = [
      spanStart('a'),
      spanEnd('a', 1),
      spanStart('a'),
      spanEnd('a', 2),
      spanEnd('a', 3),
      late,
    ]
    tell(...said)
    expect(diary).toEqual(['page: 6 events'])
    expect(storeOf(toPage).events()).toEqual(said)
  })

  test('much of it goes in portions that the page can take in', () => {
    const { diary, tell, end } = running()
    for (let batch = 0; batch < 5; batch++) {
      tell(...Array.from({ length: 900 }, () => log('x')))
    }
    end()
    expect(diary).toEqual([
      'page: 900 events',
      'terminate',
      'page: 1800 events',
      'page: 1800 events',
      'page: done',
    ])
  })
})

describe('the end', () => {
  test('of the program’s own comes to the page, and the worker is gone before', () => {
    const { diary, toPage, end, timer } = running()
    end()
    expect(diary).toEqual(['terminate', 'page: done'])
    expect(toPage).toEqual([
      { kind: 'ended', outcome: { kind: 'done' }, dropped: NOTHING_DROPPED, time: 9 },
    ])
    expect(timer()).toBeUndefined()
  })

  test('by the reader comes at once', () => {
    const { diary, stop } = running()
    stop()
    expect(diary).toEqual(['terminate', 'page: stopped, by-reader'])
  })

  test('by the reader also comes before anything has begun', () => {
    const { diary, stop, run, say } = supervise()
    stop()
    run()
    say({ kind: 'ready' })
    expect(diary).toEqual(['terminate', 'page: stopped, by-reader'])
  })

  test('by the clock comes a little after the limit, for the program to end in order', () => {
    const { diary, timer } = running({ realTime: 700 })
    expect(timer()?.due).toBe(950)
    timer()?.callback()
    expect(diary).toEqual(['terminate', 'page: stopped, real-time'])
  })

  test('tells the loop that was last heard of, what was left out and when it was', () => {
    const { toPage, tell, say, stop } = running()
    tell(log('a', 4))
    say({ kind: 'dropped', dropped: { ...NOTHING_DROPPED, records: 5 } })
    say({ kind: 'busy', site: 3 })
    stop()
    expect(toPage.at(-1)).toEqual({
      kind: 'ended',
      outcome: { kind: 'stopped', reason: 'by-reader', site: 3 },
      dropped: { ...NOTHING_DROPPED, records: 5 },
      time: 4_000,
    })
  })

  test('by a crash is told', () => {
    const { diary, crash } = running()
    crash()
    expect(diary).toEqual(['terminate', 'page: stopped, crash'])
  })

  test('comes once: whatever follows is not heard', () => {
    const { diary, end, stop, crash, tell, say, run, timer } = running()
    const late = timer()
    end()
    diary.length = 0
    tell(log('late'))
    say({ kind: 'nonsense' })
    say({ kind: 'ready' })
    end()
    stop()
    crash()
    run()
    late?.callback()
    expect(diary).toEqual([])
  })
})

describe('a program is ended that', () => {
  const BAD = ['terminate', 'page: stopped, bad-message']

  test.each<[what: string, misbehave: (run: ReturnType<typeof supervise>) => void]>([
    ['sends what is no message', ({ say }) => say('hello')],
    ['sends a message that cannot be read', ({ say }) => say(undefined)],
    ['is ready twice', ({ say }) => say({ kind: 'ready' })],
    ['sends a batch that is none', ({ say }) => say({ kind: 'events', batch: {} })],
    ['sends a batch of nothing', ({ tell }) => tell()],
    [
      'sends a batch twice',
      ({ say }) => {
        const batch = batchOf([log('a')])
        say({ kind: 'events', batch })
        say({ kind: 'events', batch: { ...batch, text: '' } })
      },
    ],
    ['sends more lines than it may', ({ tell }) => tell(log('a'), log('b'), notice('c'))],
    ['sends more spans than it may', ({ tell }) => tell(spanStart('a'), spanStart('b'))],
    [
      'ends more than it began, and changes more than it may',
      ({ tell }) => tell(spanEnd('a', 1), spanEnd('a', 2)),
    ],
    [
      'sends more changes than it may',
      ({ tell }) =>
        tell(
          spanStart('a'),
          { kind: 'rename', spanId: 'a', name: 'b' },
          { kind: 'rename', spanId: 'a', name: 'c' },
        ),
    ],
  ])('%s', (_, misbehave) => {
    const run = running({ records: 2, spans: 1, changes: 1 })
    misbehave(run)
    expect(run.diary.slice(-2)).toEqual(BAD)
  })

  test.each<[what: string, speak: (run: ReturnType<typeof supervise>) => void]>([
    ['says something', ({ tell }) => tell(log('early'))],
    ['is busy', ({ say }) => say({ kind: 'busy', site: 1 })],
    ['has dropped something', ({ say }) => say({ kind: 'dropped', dropped: NOTHING_DROPPED })],
    ['tells the time', ({ say }) => say({ kind: 'clock', time: 1, isPaused: false })],
    ['tells how far it is', ({ say }) => say({ kind: 'progress', done: 0, total: 1 })],
    ['ends', ({ end }) => end()],
  ])('%s before it runs', (_, speak) => {
    const run = supervise()
    speak(run)
    expect(run.diary).toEqual(BAD)
  })

  test.each(['by-reader', 'flood', 'crash', 'page-left'])(
    'says that it was stopped for a reason that only others have: %s',
    (reason) => {
      const { diary, say } = running()
      const outcome = { kind: 'stopped', reason }
      say({ kind: 'ended', outcome, dropped: NOTHING_DROPPED, time: 9 })
      expect(diary).toEqual(BAD)
    },
  )
})

describe('the pace', () => {
  test('goes on to the program, and so does a step', () => {
    const { diary, pace, step } = running()
    pace(10)
    step()
    expect(diary).toEqual(['program: pace 10', 'program: step'])
  })

  test('chosen before the program was ready is the one that it begins with', () => {
    const { diary, run, pace, say } = supervise()
    run()
    pace('paused')
    say({ kind: 'ready' })
    expect(diary).toEqual(['program: run with seed 7, pace paused'])
  })

  test('lets a run that the reader watches take its time, as long as it says that it waits', () => {
    const { pace, say, timer } = running({ realTime: 1000 })
    pace(1)
    const before = timer()
    say({ kind: 'clock', time: 5, isPaused: false })
    expect(timer()).not.toBe(before)
    expect(timer()?.due).toBe(1250)
  })

  test('does not let a program take its time that nobody slows down', () => {
    const { say, timer } = running({ realTime: 1000 })
    const before = timer()
    say({ kind: 'clock', time: 5, isPaused: false })
    expect(timer()).toBe(before)
  })

  test('lets a paused run wait for as long as the reader likes, as long as it says that it waits', () => {
    const { diary, pace, say, pass } = running({ realTime: 1000 })
    pace('paused')
    diary.length = 0
    for (let second = 0; second < 60; second++) {
      pass(1000)
      say({ kind: 'clock', time: 5, isPaused: true })
    }
    expect(new Set(diary)).toEqual(new Set(['page: time 5, paused']))
  })

  test('ends a paused run that is silent, because it computes behind the reader’s back', () => {
    const { diary, pace, pass } = running({ realTime: 1000 })
    pace('paused')
    pass(1250)
    expect(diary.slice(1)).toEqual(['terminate', 'page: stopped, real-time'])
  })
})

describe('a program whose worker never gets ready', () => {
  test('is given up after ten seconds', () => {
    const { diary, run, pass } = supervise()
    run()
    pass(9_999)
    expect(diary).toEqual([])
    pass(1)
    expect(diary).toEqual(['terminate', 'page: stopped, not-started'])
  })

  test('is given up at once if the worker says so', () => {
    const { diary, run, crash } = supervise()
    run()
    crash()
    expect(diary).toEqual(['terminate', 'page: stopped, not-started'])
  })
})

describe('a flood', () => {
  const FLOOD = ['terminate', 'page: stopped, flood']

  test('of messages is ended, whatever they say', () => {
    const { diary, say } = running()
    for (let index = 0; index < MAX_MESSAGES_A_SECOND; index++) say({ kind: 'busy' })
    expect(diary).toContain(FLOOD[1])
  })

  test('of notices reaches the page as one notice every 50 ms', () => {
    const { toPage, say, pass } = running()
    for (let index = 0; index < 5000; index++) {
      say({ kind: 'busy', site: index })
      if (index % 50 === 49) pass(10)
    }
    expect(toPage.length).toBeLessThan(25)
  })

  test('of text is ended', () => {
    const { diary, tell, pass } = running({ records: Number.POSITIVE_INFINITY })
    const text = 'x'.repeat(4000)
    for (let index = 0; index < 2000 && diary.at(-1) !== FLOOD[1]; index++) {
      // What was said before takes no room.
      const long = Array.from({ length: 15 }, (_, at) => log(`${index} ${at} ${text}`))
      tell(...long.map((line) => ({ ...line, template: '' })))
      pass(1)
    }
    expect(diary).toContain(FLOOD[1])
  })

  test('is none as long as every second has not too many messages', () => {
    const { diary, say, pass } = running()
    for (let second = 0; second < 5; second++) {
      for (let index = 1; index < MAX_MESSAGES_A_SECOND; index++) say({ kind: 'busy', site: 1 })
      pass(1000)
    }
    expect(diary).not.toContain('terminate')
  })
})

test('a program that tells how far it is may take six times as long, counted from its first word', () => {
  const { say, timer } = running({ realTime: 1000 })
  say({ kind: 'progress', done: 0, total: 10 })
  const patient = timer()
  expect(patient?.due).toBe(6250)
  say({ kind: 'progress', done: 9, total: 10 })
  expect(timer()).toBe(patient)
})
