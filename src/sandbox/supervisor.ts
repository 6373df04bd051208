/**
 * The supervisor stands between a program and the page: it believes nothing, keeps the limits, and ends the program when
 * the reader says so, when time is up, or when it sends what no honest program sends.
 */

import { KeptEvents } from './kept-events.ts'
import { BadMessage } from './message-parts.ts'
import {
  type Dropped,
  NOTHING_DROPPED,
  type Pace,
  type PageMessage,
  type ProgramInstruction,
  type RunMessage,
  type RunRequest,
  type StopReason,
} from './protocol.ts'
import { validateProgramMessage } from './validate-message.ts'

export interface SupervisorPorts {
  toPage(message: RunMessage): void
  toProgram(instruction: ProgramInstruction): void
  /** Ends the program's worker, whatever it is doing. */
  terminate(): void
  /** @returns a function that takes the timer back */
  after(milliseconds: number, callback: () => void): () => void
}

/** An honest program stops itself at its limits; this much later it is stopped from outside. Real milliseconds. */
const CLEANUP = 250
/** A program that tells how far it is may take so many times as long: the reader sees what it is waiting for. */
const PATIENCE = 6

type State = 'starting' | 'ready' | 'running' | 'ended'

export class Supervisor {
  readonly #ports: SupervisorPorts
  #state: State = 'starting'
  #request: RunRequest | undefined
  #kept: KeptEvents | undefined
  #busySite: number | undefined
  #dropped: Dropped = NOTHING_DROPPED
  #lastTime = 0
  #pace: Pace = 'instant'
  #tellsProgress = false
  #cancelTimer = () => {}

  constructor(ports: SupervisorPorts) {
    this.#ports = ports
  }

  fromPage(message: PageMessage): void {
    switch (message.kind) {
      case 'run':
        this.#request = message.request
        this.#pace = message.request.pace ?? 'instant'
        if (this.#state === 'ready') this.#run()
        break
      case 'stop':
        this.#stop('by-reader')
        break
      case 'pace':
      case 'step':
        this.#pace = message.kind === 'pace' ? message.pace : 'paused'
        if (this.#state !== 'running') break
        this.#ports.toProgram(message)
        this.#allowTime()
        break
    }
  }

  fromProgram(data: unknown): void {
    if (this.#state === 'ended') return
    try {
      this.#handle(validateProgramMessage(data))
    } catch (error) {
      if (!(error instanceof BadMessage)) throw error
      this.#stop('bad-message')
    }
  }

  /** The worker itself failed: out of memory, or its script did not start. */
  programCrashed(): void {
    this.#stop('crash')
  }

  #handle(message: ReturnType<typeof validateProgramMessage>): void {
    switch (message.kind) {
      case 'ready':
        if (this.#state !== 'starting') throw new BadMessage('ready twice')
        this.#state = 'ready'
        if (this.#request) this.#run()
        break
      case 'events': {
        const kept = message.events.filter((event) => this.#kept?.accepts(event))
        // A program that keeps to its limits never has anything left out here.
        if (kept.length < message.events.length) throw new BadMessage('more than the limits allow')
        for (const event of kept) if ('time' in event) this.#lastTime = event.time
        if (kept.length > 0) this.#ports.toPage({ kind: 'events', events: kept })
        break
      }
      case 'dropped':
        this.#dropped = message.dropped
        this.#ports.toPage(message)
        break
      case 'busy':
        this.#busySite = message.site
        this.#ports.toPage(message)
        break
      case 'clock':
        this.#lastTime = message.time
        this.#ports.toPage(message)
        if (this.#pace !== 'instant') this.#allowTime()
        break
      case 'progress':
        this.#ports.toPage(message)
        if (!this.#tellsProgress) this.#allowTime(PATIENCE)
        this.#tellsProgress = true
        break
      case 'ended':
        this.#end(message)
        break
    }
  }

  #run(): void {
    const request = this.#request as RunRequest
    this.#state = 'running'
    this.#kept = new KeptEvents(request.limits)
    this.#allowTime()
    // The reader may have changed the pace while the program was getting ready.
    this.#ports.toProgram({ kind: 'run', request: { ...request, pace: this.#pace } })
  }

  /** From now on the program may run for as long as its limit says. While the reader has paused it, nobody counts. */
  #allowTime(times = 1): void {
    this.#cancelTimer()
    if (this.#pace === 'paused') return
    const { realTime } = (this.#request as RunRequest).limits
    const limit = realTime * times + CLEANUP
    this.#cancelTimer = this.#ports.after(limit, () => this.#stop('real-time'))
  }

  #stop(reason: StopReason): void {
    if (this.#state === 'ended') return
    const site = this.#busySite
    this.#end({
      kind: 'ended',
      outcome: { kind: 'stopped', reason, ...(site !== undefined && { site }) },
      dropped: this.#dropped,
      time: this.#lastTime,
    })
  }

  #end(message: RunMessage & { kind: 'ended' }): void {
    this.#state = 'ended'
    this.#cancelTimer()
    this.#ports.terminate()
    this.#ports.toPage(message)
  }
}
