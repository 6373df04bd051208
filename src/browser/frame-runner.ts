/** The runner of the page: every run gets a fresh frame without an origin, in which a broker guards a program. */

import {
  type Control,
  NOTHING_DROPPED,
  type PageMessage,
  type RunMessage,
  type RunRequest,
  type StopReason,
} from '../sandbox/protocol.ts'
import { trustedFrame } from './trusted-types.ts'

/** What a frame is made of; see `build/content-policy.ts`. */
export interface SandboxScripts {
  readonly frameDocument: string
  readonly brokerScript: string
  readonly programScript: string
}

export interface RunningProgram {
  stop(): void
  control(control: Control): void
}

/** What comes from a frame: what the broker says, and that it is there. */
export type FrameMessage = RunMessage | { readonly kind: 'alive' }

/** A frame and its broker are there after a tenth of a second, on a slow phone after one. Milliseconds. */
const START_LIMIT = 10_000
/** The broker ends a run on its own; if it is silent for so long beyond the limit, it is gone. Milliseconds. */
const SILENCE = 2_000
/** A stop that the broker has not confirmed by then is done without it. Milliseconds. */
const STOP_LIMIT = 60

export class FrameRunner {
  readonly #scripts: SandboxScripts
  readonly #running = new Set<FrameRun>()
  #spare: Frame | undefined

  constructor(scripts: SandboxScripts) {
    this.#scripts = scripts
    // A page that can come back, as it was, must not come back with something running in it.
    addEventListener('pagehide', () => this.#leavePage())
  }

  /** Makes the next run's frame in advance. */
  prepare(): void {
    this.#spare ??= new Frame(this.#scripts)
  }

  /** Starts a program. The last message that the listener gets is of kind `ended`. */
  run(request: RunRequest, listener: (message: RunMessage) => void): RunningProgram {
    this.prepare()
    const frame = this.#spare as Frame
    this.#spare = undefined
    const run = new FrameRun(frame, request, (message) => {
      if (message.kind === 'ended') this.#running.delete(run)
      listener(message)
    })
    this.#running.add(run)
    return run
  }

  #leavePage(): void {
    for (const run of [...this.#running]) run.endWith('page-left')
    this.#spare?.remove()
    this.#spare = undefined
  }
}

/** One run, and what the page does about it when nothing is heard of it. */
class FrameRun implements RunningProgram {
  readonly #frame: Frame
  readonly #realTime: number
  readonly #listener: (message: RunMessage) => void
  #isOver = false
  #busySite: number | undefined
  #dropped = NOTHING_DROPPED
  #time = 0
  #silence: ReturnType<typeof setTimeout> | undefined

  constructor(frame: Frame, request: RunRequest, listener: (message: RunMessage) => void) {
    this.#frame = frame
    this.#realTime = request.limits.realTime
    this.#listener = listener
    frame.listen(
      (message) => this.#hear(message),
      () => this.endWith('not-started'),
    )
    if (frame.isAlive) this.#expectMore()
    else this.#expect(START_LIMIT, 'not-started')
    frame.send({ kind: 'run', request })
  }

  stop(): void {
    this.#frame.send({ kind: 'stop' })
    setTimeout(() => this.endWith('by-reader'), STOP_LIMIT)
  }

  control(control: Control): void {
    this.#expectMore()
    this.#frame.send(control)
  }

  /** Ends it without its broker. */
  endWith(reason: StopReason): void {
    const site = this.#busySite
    this.#hear({
      kind: 'ended',
      outcome: { kind: 'stopped', reason, ...(site !== undefined && { site }) },
      dropped: this.#dropped,
      time: this.#time,
    })
  }

  #hear(message: FrameMessage): void {
    if (this.#isOver) return
    switch (message.kind) {
      case 'alive':
        this.#expectMore()
        return
      case 'busy':
        this.#busySite = message.site
        break
      case 'dropped':
        this.#dropped = message.dropped
        break
      case 'clock':
        this.#time = message.time
        this.#expectMore()
        break
      case 'progress':
        this.#expectMore()
        break
      case 'ended':
        this.#isOver = true
        clearTimeout(this.#silence)
        this.#frame.remove()
        break
    }
    this.#listener(message)
  }

  #expectMore(): void {
    this.#expect(this.#realTime + SILENCE, 'crash')
  }

  #expect(limit: number, otherwise: StopReason): void {
    clearTimeout(this.#silence)
    if (this.#isOver) return
    const due = performance.now() + limit
    this.#silence = setTimeout(() => {
      // The page itself stood still, and has not yet been given what came meanwhile.
      if (performance.now() > due + SILENCE) this.#expect(SILENCE, otherwise)
      else this.endWith(otherwise)
    }, limit)
  }
}

class Frame {
  readonly #element = document.createElement('iframe')
  readonly #port: MessagePort
  readonly #trouble: MessagePort
  #isAlive = false
  #isBroken = false

  constructor({ frameDocument, brokerScript, programScript }: SandboxScripts) {
    const toBroker = new MessageChannel()
    const trouble = new MessageChannel()
    this.#port = toBroker.port1
    this.#trouble = trouble.port1
    this.#port.onmessage = () => {
      this.#isAlive = true
    }
    this.#trouble.onmessage = () => {
      this.#isBroken = true
    }
    this.#element.setAttribute('sandbox', 'allow-scripts')
    this.#element.setAttribute('allow', '')
    this.#element.hidden = true
    this.#element.title = 'Code runner'
    this.#element.srcdoc = trustedFrame(frameDocument)
    this.#element.addEventListener(
      'load',
      () =>
        this.#element.contentWindow?.postMessage({ brokerScript, programScript }, '*', [
          toBroker.port2,
          trouble.port2,
        ]),
      { once: true },
    )
    document.body.append(this.#element)
  }

  /** Has its broker been heard? */
  get isAlive(): boolean {
    return this.#isAlive
  }

  /** @param onTrouble hears that no broker could be started */
  listen(listener: (message: FrameMessage) => void, onTrouble: () => void): void {
    this.#port.onmessage = ({ data }: MessageEvent<FrameMessage>) => listener(data)
    this.#trouble.onmessage = onTrouble
    if (this.#isBroken) setTimeout(onTrouble)
  }

  /** Messages wait in the port until the broker is there. */
  send(message: PageMessage): void {
    this.#port.postMessage(message)
  }

  remove(): void {
    this.#port.close()
    this.#trouble.close()
    this.#element.remove()
  }
}
