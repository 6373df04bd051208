/** A program is one run of a reader's code in a world of its own: its clock, seeded chance, and all that it says written down. */

import { IDS } from '../simulation/chance/luck.ts'
import { DialBoard } from '../simulation/dials/dial-board.ts'
import { createSimulation, enter, type Simulation } from '../simulation/simulation.ts'
import type { Clock } from '../simulation/time/clock.ts'
import { RealClock } from '../simulation/time/real-clock.ts'
import { VirtualClock } from '../simulation/time/virtual-clock.ts'
import { closeWorld } from '../simulation/world/closed-world.ts'
import { inCommonWords, speakInCommonWords } from '../simulation/world/engine-words.ts'
import { stackOf } from '../simulation/world/stack-text.ts'
import { installVirtualGlobals } from '../simulation/world/virtual-globals.ts'
import { callSite, leaveEverything } from '../telemetry/context/ambient.ts'
import { Coroutine } from '../telemetry/context/coroutine.ts'
import { propagateThroughPromises } from '../telemetry/context/propagate-through-promises.ts'
import { connect, host } from '../telemetry/instrumentation-host.ts'
import { setFilter } from '../telemetry/lab-logger.ts'
import { tracing } from '../telemetry/tracing/tracer-provider.ts'
import {
  apply,
  isError,
  mapDelete,
  mapEntries,
  mapSet,
  min,
  NativeError,
} from '../telemetry/untouched.ts'
import { takeSnapshot } from './console-snapshot.ts'
import { consoleText } from './console-text.ts'
import { cutText } from './event-parts.ts'
import { EventSink } from './event-sink.ts'
import { listenToHooks, type Main } from './hooks.ts'
import { noteProxies } from './known-proxies.ts'
import { type Limits, MAX_ITEMS, MAX_TEXT } from './limits.ts'
import { Pacer } from './pacer.ts'
import { installConsole } from './program-console.ts'
import { progressTeller } from './progress-teller.ts'
import type {
  Control,
  Outcome,
  ProgramEnd,
  ProgramMessage,
  RunRequest,
  ThrownError,
} from './protocol.ts'
import { stackFrames } from './stack-frames.ts'

/** What a program needs from the worker that it runs in. */
export interface ProgramPorts {
  readonly globals: object
  /** @param handedOver what belongs to the receiver from then on */
  post(message: ProgramMessage, handedOver?: ArrayBuffer): void
  /**
   * Runs a classic script. Stack traces must know it as {@link PROGRAM_SCRIPT}, or by the address that is told first.
   * @param isAt is called before the script runs
   */
  evaluate(code: string, isAt: (address: string) => void): void
  /** Calls back in a later task, after all microtasks. Only one such task is waited for at a time. */
  nextTask(callback: () => void): void
  /** Calls back after real milliseconds. */
  afterReal(milliseconds: number, callback: () => void): void
  /** Real milliseconds from some fixed moment. */
  realNow(): number
  /** Hears what the viewer wants while the program runs. */
  onControl(listener: (control: Control) => void): void
  /** Tells of promises that were rejected while nobody listened, and of those to which somebody listens after all. */
  onRejection(listeners: RejectionListeners): void
}

export interface RejectionListeners {
  unhandled(promise: Promise<unknown>, reason: unknown): void
  handled(promise: Promise<unknown>): void
}

/** The name of the reader's script in stack traces. */
export const PROGRAM_SCRIPT = 'lab-program.js'
/** WebKit does not read that name, and knows a script by its address only. A worker evaluates one. */
let scriptNames: readonly string[] = [PROGRAM_SCRIPT]

/** A loop that runs for longer without a pause is reported. Real milliseconds. */
const BUSY_AFTER = 500
/** Rounds of a loop between two looks at the clock. */
const ROUNDS_PER_LOOK = 2 ** 14
/** How long a program that seems stuck may still be waiting for something outside of virtual time. Real milliseconds. */
const GRACE = 100
/** Between two looks at a program that waits in real time: it may have set an earlier timer. Real milliseconds. */
const LONGEST_WAIT = 16

/** Runs a program to its end and tells about it. A worker can do this once: it leaves the globals changed. */
export function runProgram(request: RunRequest, ports: ProgramPorts): void {
  const clock =
    request.clock === 'real' ? new RealClock(Date.now(), ports.realNow) : new VirtualClock()
  const dials = new DialBoard(request.dials, (dials) => ports.post({ kind: 'dials', dials }))
  const world = createSimulation(request.seed, clock, progressTeller(ports), dials)
  const pace = request.clock === 'real' ? 'instant' : (request.pace ?? 'instant')
  const pacer = new Pacer(pace, clock.start, {
    ...ports,
    tell: (time, isPaused) => ports.post({ kind: 'clock', time, isPaused }),
  })
  ports.onControl((control) => pacer.control(control))
  const sink = new EventSink(request.limits, { ...ports, now: () => world.clock.now() })
  const loops = new LoopWatch(ports, sink)
  const ended: Ended = {}
  const fail = (error: unknown) => {
    if (ended.outcome?.kind !== 'failed') ended.outcome = failure(error, false)
  }
  const unhandled = unhandledRejections(ports)
  setUpWorld(world, sink, ports.globals, fail)
  if (request.filter !== undefined) setFilter(request.filter)

  const over = (outcome: Outcome) =>
    // What was rejected just now has not been heard of yet.
    ports.afterReal(0, () => {
      const lost = outcome.kind === 'done' ? unhandled() : undefined
      // A program that was stopped had no chance to end its spans.
      if (outcome.kind !== 'stopped') reportRunning(sink)
      sink.close()
      const end: ProgramEnd = {
        kind: 'ended',
        outcome: lost ? failure(lost.reason, true) : outcome,
        dropped: sink.dropped,
        time: world.clock.now(),
      }
      ports.post(end)
    })

  const { then } = Promise.prototype
  let main: Main | undefined
  listenToHooks({
    program: (given) => {
      main = given
    },
    loop: (site) => loops.round(site),
  })
  try {
    ports.evaluate(`${request.code}\n//# sourceURL=${PROGRAM_SCRIPT}`, (address) => {
      scriptNames = [PROGRAM_SCRIPT, address]
    })
    if (!main) throw new NativeError('The script is not a compiled program.')
    loops.taskBegins()
    const done = () => {
      ended.outcome ??= { kind: 'done' }
    }
    apply(then, main(), [done, fail])
  } catch (error) {
    over(failure(error, false))
    return
  }
  live({ ended, clock, limits: request.limits, ports, sink, loops, pacer }, over)
}

/** Listens to promises that are rejected while nobody listens. @returns a function that tells the first of them */
function unhandledRejections(ports: ProgramPorts): () => { reason: unknown } | undefined {
  const unhandled = new Map<unknown, unknown>()
  ports.onRejection({
    unhandled: (promise, reason) => mapSet(unhandled, promise, reason),
    // Whether a late listener is late depends on the engine, so that only the end counts.
    handled: (promise) => mapDelete(unhandled, promise),
  })
  return () => {
    const first = mapEntries(unhandled, 1)[0]
    return first && { reason: first[1] }
  }
}

function reportRunning(sink: EventSink): void {
  try {
    tracing.reportRunning()
  } catch {
    // The program has changed what the tracer needs for that.
    const message = 'Spans that were never ended could not be told.'
    sink.write({ kind: 'diagnostic', time: host.now(), message, site: -1 })
  }
}

/** How the program's own code ended, once it did. Time may still pass after that. */
interface Ended {
  outcome?: Outcome
}

interface Life {
  readonly ended: Ended
  readonly clock: Clock
  readonly limits: Limits
  readonly ports: ProgramPorts
  readonly sink: EventSink
  readonly loops: LoopWatch
  readonly pacer: Pacer
}

/**
 * Lets the program act, and then time pass, until there is nothing left to do.
 * By callbacks, not by promises: those belong to the program, which may change them.
 */
function live(life: Life, over: (outcome: Outcome) => void): void {
  const { ended, clock, limits, ports, sink, loops, pacer } = life
  let fired = 0
  let written = 0
  let inGrace = false
  const goOn = () => ports.nextTask(turn)
  const turn = () => {
    try {
      leaveEverything()
      takeTurn()
    } catch (error) {
      over(failure(error, false))
    }
  }
  const takeTurn = () => {
    sink.flushIfDue()
    if (sink.written > written) pacer.said()
    written = sink.written
    if (ended.outcome?.kind === 'failed') return over(ended.outcome)
    const moment = clock.nextMoment
    if (moment === undefined) {
      if (ended.outcome) return over(ended.outcome)
      if (inGrace)
        return over({
          kind: 'stuck',
          sites: unlessChanged(() => Coroutine.unfinishedSites(MAX_ITEMS)),
        })
      inGrace = true
      return ports.afterReal(GRACE, goOn)
    }
    inGrace = false
    if (moment - clock.start > limits.virtualTime * 1000) {
      return over({ kind: 'stopped', reason: 'virtual-time' })
    }
    if (clock.realWait > 0) return ports.afterReal(min(clock.realWait, LONGEST_WAIT), goOn)
    if (!pacer.allows(moment)) {
      sink.flush()
      return pacer.wait(moment, goOn)
    }
    if (++fired > limits.timers) return over({ kind: 'stopped', reason: 'timers' })
    loops.taskBegins()
    clock.runNext()
    goOn()
  }
  goOn()
}

function setUpWorld(
  world: Simulation,
  sink: EventSink,
  globals: object,
  onError: (error: unknown) => void,
): void {
  enter(world)
  const ids = world.chanceOf(IDS)
  const now = () => world.serviceClocks.now()
  connect({
    now,
    randomBits: () => ids.uint32(),
    emit: (event) => sink.write(event),
  })
  speakInCommonWords(Promise)
  propagateThroughPromises(Promise)
  installVirtualGlobals(globals, world, onError)
  noteProxies(globals)
  installConsole(globals, {
    write: (line) => sink.write({ kind: 'console', time: now(), ...line, site: callSite() }),
    isHeard: () => sink.hasRoomForRecords,
    // How much time passes, a wrong clock tells as well as a right one.
    now: () => world.clock.now(),
  })
  closeWorld(globals)
}

/** Watches for loops that keep everything else waiting. */
class LoopWatch {
  readonly #ports: ProgramPorts
  readonly #sink: EventSink
  #rounds = 0
  #quietUntil = 0
  #isBusy = false

  constructor(ports: ProgramPorts, sink: EventSink) {
    this.#ports = ports
    this.#sink = sink
  }

  taskBegins(): void {
    this.#quietUntil = this.#ports.realNow() + BUSY_AFTER
    if (this.#isBusy) this.#ports.post({ kind: 'busy' })
    this.#isBusy = false
  }

  round(site: number): void {
    if (++this.#rounds % ROUNDS_PER_LOOK !== 0) return
    const now = this.#ports.realNow()
    if (now < this.#quietUntil) return
    this.#quietUntil = now + BUSY_AFTER
    this.#isBusy = true
    this.#sink.flush()
    this.#ports.post({ kind: 'busy', site })
  }
}

function failure(thrown: unknown, unhandled: boolean): Outcome {
  return { kind: 'failed', error: describeThrown(thrown), unhandled }
}

function describeThrown(thrown: unknown): ThrownError {
  const awaits = unlessChanged(() => Coroutine.trailOf(thrown, MAX_ITEMS))
  try {
    inCommonWords(thrown)
    if (!isError(thrown)) {
      const message = cutText(consoleText(takeSnapshot([thrown])), MAX_TEXT)
      return { name: 'Thrown value', message, frames: [], awaits }
    }
    const name = cutText(`${thrown.name}`, MAX_TEXT)
    const message = cutText(`${thrown.message}`, MAX_TEXT)
    const frames = unlessChanged(() => stackFrames(stackOf(thrown), ...scriptNames))
    return { name, message, frames, awaits }
  } catch {
    const message = 'The thrown value could not be read.'
    return { name: 'Thrown value', message, frames: [], awaits }
  }
}

/** A list of places; an empty one if the program has changed what finding them needs. */
function unlessChanged<T>(places: () => readonly T[]): readonly T[] {
  try {
    return places()
  } catch {
    return []
  }
}
