/** A program is one run of a reader's code in a world of its own: its clock, seeded chance, and all that it says written down. */

import { IDS } from '../simulation/chance/luck.ts'
import { createSimulation, enter, type Simulation } from '../simulation/simulation.ts'
import type { Clock } from '../simulation/time/clock.ts'
import { RealClock } from '../simulation/time/real-clock.ts'
import { VirtualClock } from '../simulation/time/virtual-clock.ts'
import { closeWorld } from '../simulation/world/closed-world.ts'
import { inCommonWords, speakInCommonWords } from '../simulation/world/engine-words.ts'
import { stackOf } from '../simulation/world/stack-text.ts'
import { installVirtualGlobals } from '../simulation/world/virtual-globals.ts'
import { callSite } from '../telemetry/context/ambient.ts'
import { Coroutine } from '../telemetry/context/coroutine.ts'
import { propagateThroughPromises } from '../telemetry/context/propagate-through-promises.ts'
import { connect } from '../telemetry/instrumentation-host.ts'
import { setFilter } from '../telemetry/lab-logger.ts'
import { tracing } from '../telemetry/tracing/tracer-provider.ts'
import { takeSnapshot } from './console-snapshot.ts'
import { consoleText } from './console-text.ts'
import { EventSink } from './event-sink.ts'
import { listenToHooks, type Main } from './hooks.ts'
import { noteProxies } from './known-proxies.ts'
import type { Limits } from './limits.ts'
import { Pacer } from './pacer.ts'
import { installConsole } from './program-console.ts'
import { progressTeller } from './progress-teller.ts'
import type { Control, Outcome, ProgramEnd, RunRequest, ThrownError } from './protocol.ts'
import { stackFrames } from './stack-frames.ts'
import type { ProgramWireMessage } from './wire.ts'

/** What a program needs from the worker that it runs in. */
export interface ProgramPorts {
  readonly globals: object
  post(message: ProgramWireMessage): void
  /** Runs a classic script. Stack traces must know it as {@link PROGRAM_SCRIPT}. */
  evaluate(code: string): void
  /** Calls back in a later task, after all microtasks. */
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

/** A loop that runs for longer without a pause is reported. Real milliseconds. */
const BUSY_AFTER = 500
/** Rounds of a loop between two looks at the clock. */
const ROUNDS_PER_LOOK = 2 ** 14
/** How long a program that seems stuck may still be waiting for something outside of virtual time. Real milliseconds. */
const GRACE = 100
/** Between two looks at a program that waits in real time: it may have set an earlier timer. Real milliseconds. */
const LONGEST_WAIT = 16

/** Runs a program to its end and tells about it. A worker can do this once: it leaves the globals changed. */
export async function runProgram(request: RunRequest, ports: ProgramPorts): Promise<void> {
  const clock =
    request.clock === 'real' ? new RealClock(Date.now(), ports.realNow) : new VirtualClock()
  const world = createSimulation(request.seed, clock, progressTeller(ports))
  const pace = request.clock === 'real' ? 'instant' : (request.pace ?? 'instant')
  const pacer = new Pacer(pace, clock.start, {
    ...ports,
    tell: (time, isPaused) => ports.post({ kind: 'clock', time, isPaused }),
  })
  ports.onControl((control) => pacer.control(control))
  const sink = new EventSink(request.limits, ports)
  const loops = new LoopWatch(ports, sink)
  let main: Main | undefined

  const unhandled = new Map<Promise<unknown>, unknown>()
  ports.onRejection({
    unhandled: (promise, reason) => unhandled.set(promise, reason),
    // Whether a late listener is late depends on the engine, so that only the end counts.
    handled: (promise) => unhandled.delete(promise),
  })
  const ended: Ended = {}
  const fail = (error: unknown) => {
    if (ended.outcome?.kind !== 'failed') ended.outcome = failure(error, false)
  }
  setUpWorld(world, sink, ports.globals, fail)
  if (request.filter !== undefined) setFilter(request.filter)
  listenToHooks({
    program: (given) => {
      main = given
    },
    loop: (site) => loops.round(site),
  })

  let outcome: Outcome
  try {
    ports.evaluate(`${request.code}\n//# sourceURL=${PROGRAM_SCRIPT}`)
    if (!main) throw new Error('The script is not a compiled program.')
    loops.taskBegins()
    main().then(() => {
      ended.outcome ??= { kind: 'done' }
    }, fail)
    outcome = await live({ ended, clock, limits: request.limits, ports, sink, loops, pacer })
  } catch (error) {
    outcome = failure(error, false)
  }
  await new Promise<void>((resolve) => ports.afterReal(0, resolve))
  const [lost] = unhandled.values()
  if (outcome.kind === 'done' && unhandled.size > 0) outcome = failure(lost, true)

  // A program that was stopped had no chance to end its spans.
  if (outcome.kind !== 'stopped') tracing.reportRunning()
  sink.close()
  const end: ProgramEnd = { kind: 'ended', outcome, dropped: sink.dropped, time: world.clock.now() }
  ports.post(end)
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

/** Lets the program act, and then time pass, until there is nothing left to do. */
async function live({ ended, clock, limits, ports, sink, loops, pacer }: Life): Promise<Outcome> {
  let fired = 0
  let written = 0
  let inGrace = false
  for (;;) {
    await new Promise<void>(ports.nextTask)
    sink.flushIfDue()
    if (sink.written > written) pacer.said()
    written = sink.written
    if (ended.outcome?.kind === 'failed') return ended.outcome
    const moment = clock.nextMoment
    if (moment !== undefined) {
      inGrace = false
      if (moment - clock.start > limits.virtualTime * 1000) {
        return { kind: 'stopped', reason: 'virtual-time' }
      }
      if (clock.realWait > 0) {
        const wait = Math.min(clock.realWait, LONGEST_WAIT)
        await new Promise<void>((resolve) => ports.afterReal(wait, resolve))
        continue
      }
      if (!pacer.allows(moment)) {
        sink.flush()
        await pacer.wait(moment)
        continue
      }
      if (++fired > limits.timers) return { kind: 'stopped', reason: 'timers' }
      loops.taskBegins()
      clock.runNext()
    } else if (ended.outcome) {
      return ended.outcome
    } else if (inGrace) {
      return { kind: 'stuck', sites: Coroutine.unfinishedSites() }
    } else {
      inGrace = true
      await new Promise<void>((resolve) => ports.afterReal(GRACE, resolve))
    }
  }
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
  const awaits = Coroutine.trailOf(thrown)
  try {
    inCommonWords(thrown)
    if (!(thrown instanceof Error)) {
      return {
        name: 'Thrown value',
        message: consoleText(takeSnapshot([thrown])),
        frames: [],
        awaits,
      }
    }
    const frames = stackFrames(stackOf(thrown), PROGRAM_SCRIPT)
    return { name: String(thrown.name), message: String(thrown.message), frames, awaits }
  } catch {
    const message = 'The thrown value could not be read.'
    return { name: 'Thrown value', message, frames: [], awaits }
  }
}
