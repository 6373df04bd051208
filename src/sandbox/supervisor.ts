/**
 * The supervisor stands between a program and the page: it believes nothing, keeps the limits, and ends the program when
 * the reader says so, when time is up, or when it sends what no honest program sends.
 */

import { BadBatch } from '../trace-data/bad-batch.ts'
import { BatchValidator } from '../trace-data/validate-batch.ts'
import { BATCH_LIMITS } from './batch-limits.ts'
import { EventAllowance } from './event-allowance.ts'
import { FloodGuard } from './flood-guard.ts'
import { Outbox } from './outbox.ts'
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
import { BadMessage, validateProgramMessage } from './validate-message.ts'

export interface SupervisorPorts {
  toPage(message: RunMessage): void
  toProgram(instruction: ProgramInstruction): void
  /** Ends the program's worker, whatever it is doing. */
  terminate(): void
  /** Real milliseconds from some fixed moment. */
  now(): number
  /** @returns a function that takes the timer back */
  after(milliseconds: number, callback: () => void): () => void
}

/** An honest program stops itself at its limits; this much later it is stopped from outside. Real milliseconds. */
const CLEANUP = 250
/** So long may a worker take until it is ready to run a program. Real milliseconds: a slow phone takes one second. */
const START_LIMIT = 10_000
/** A program that tells how far it is may take so many times as long: the reader sees what it is waiting for. */
const PATIENCE = 6

type State = 'starting' | 'ready' | 'running' | 'ended'

export class Supervisor {
  readonly #ports: SupervisorPorts
  readonly #outbox: Outbox
  readonly #flood: FloodGuard
  #state: State = 'starting'
  #request: RunRequest | undefined
  readonly #batches = new BatchValidator(BATCH_LIMITS)
  #allowance: EventAllowance | undefined
  #busySite: number | undefined
  #dropped: Dropped = NOTHING_DROPPED
  #lastTime = 0
  #pace: Pace = 'instant'
  #tellsProgress = false
  #cancelTimer = () => {}

  constructor(ports: SupervisorPorts) {
    this.#ports = ports
    this.#flood = new FloodGuard(() => ports.now())
    this.#outbox = new Outbox({ ...ports, send: (message) => ports.toPage(message) })
  }

  fromPage(message: PageMessage): void {
    switch (message.kind) {
      case 'run':
        this.#request = message.request
        this.#pace = message.request.pace ?? 'instant'
        if (this.#state === 'ready') this.#run()
        else if (this.#state === 'starting') {
          this.#cancelTimer = this.#ports.after(START_LIMIT, () => this.#stop('not-started'))
        }
        break
      case 'stop':
        this.#stop('by-reader')
        break
      case 'pace':
      case 'step':
        this.#pace = message.kind === 'pace' ? message.pace : 'paused'
        if (this.#state !== 'running') break
        this.#ports.toProgram(message)
        this.#allowTime(this.#tellsProgress ? PATIENCE : 1)
        break
    }
  }

  fromProgram(data: unknown): void {
    if (this.#state === 'ended') return
    if (!this.#flood.admits(data)) {
      this.#stop('flood')
      return
    }
    try {
      this.#handle(validateProgramMessage(data))
    } catch (error) {
      if (!(error instanceof BadMessage || error instanceof BadBatch)) throw error
      this.#stop('bad-message')
    }
  }

  /** The worker itself failed: out of memory, or its script did not start. */
  programCrashed(): void {
    this.#stop(this.#state === 'starting' ? 'not-started' : 'crash')
  }

  #handle(message: ReturnType<typeof validateProgramMessage>): void {
    switch (message.kind) {
      case 'ready':
        if (this.#state !== 'starting') throw new BadMessage('ready twice')
        this.#state = 'ready'
        if (this.#request) this.#run()
        break
      case 'events':
        this.#takeBatch(message.batch)
        break
      case 'dropped':
        this.#tell(message)
        this.#dropped = message.dropped
        break
      case 'busy':
        this.#tell(message)
        this.#busySite = message.site
        break
      case 'clock':
        this.#tell(message)
        this.#lastTime = message.time
        if (this.#pace !== 'instant') this.#allowTime()
        break
      case 'dials':
        this.#tell(message)
        break
      case 'progress':
        this.#tell(message)
        if (!this.#tellsProgress) this.#allowTime(PATIENCE)
        this.#tellsProgress = true
        break
      case 'ended':
        if (this.#state !== 'running') throw new BadMessage('too early')
        this.#end(message)
        break
    }
  }

  #takeBatch(given: unknown): void {
    if (!this.#allowance) throw new BadMessage('too early')
    const { batch, counts, lastTime } = this.#batches.validate(given)
    // A program that keeps to its limits never has anything left out here.
    if (!this.#allowance.admits(counts)) throw new BadMessage('not within the limits')
    this.#lastTime = lastTime ?? this.#lastTime
    this.#outbox.addBatch(batch, counts.events)
  }

  /** Before it runs, a program has nothing to say. */
  #tell(notice: Parameters<Outbox['addNotice']>[0]): void {
    if (this.#state !== 'running') throw new BadMessage('too early')
    this.#outbox.addNotice(notice)
  }

  #run(): void {
    const request = this.#request as RunRequest
    this.#state = 'running'
    this.#allowance = new EventAllowance(request.limits)
    this.#allowTime()
    // The reader may have changed the pace while the program was getting ready.
    this.#ports.toProgram({ kind: 'run', request: { ...request, pace: this.#pace } })
  }

  /** From now on the program may run for as long as its limit says: also while it waits, it has to say so now and then. */
  #allowTime(times = 1): void {
    this.#cancelTimer()
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
    this.#outbox.flush()
    this.#ports.toPage(message)
  }
}
