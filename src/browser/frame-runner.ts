/** The runner of the page: every run gets a fresh frame without an origin, in which a broker guards a program. */

import {
  type Control,
  NOTHING_DROPPED,
  type PageMessage,
  type RunMessage,
  type RunRequest,
} from '../sandbox/protocol.ts'

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

type FrameMessage = RunMessage | { readonly kind: 'no-worker' }

/** The broker ends a run on its own; if it is silent for so long beyond the limit, it is gone. Milliseconds. */
const SILENCE = 2_000
/** A stop that the broker has not confirmed by then is done without it. Milliseconds. */
const STOP_LIMIT = 80

export class FrameRunner {
  readonly #scripts: SandboxScripts
  #spare: Frame | undefined

  constructor(scripts: SandboxScripts) {
    this.#scripts = scripts
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

    let isOver = false
    let busySite: number | undefined
    const hear = (message: RunMessage) => {
      if (isOver) return
      if (message.kind === 'ended') {
        isOver = true
        clearTimeout(silence)
        frame.remove()
      } else if (message.kind === 'busy') {
        busySite = message.site
      } else if (message.kind === 'progress') {
        expectMore()
      } else if (message.kind === 'clock') {
        expectMore(message.isPaused)
      }
      listener(message)
    }
    const endWith = (reason: 'by-reader' | 'crash') =>
      hear({
        kind: 'ended',
        outcome: { kind: 'stopped', reason, ...(busySite !== undefined && { site: busySite }) },
        dropped: NOTHING_DROPPED,
        time: 0,
      })
    let silence: ReturnType<typeof setTimeout> | undefined
    const expectMore = (isPaused = false) => {
      clearTimeout(silence)
      if (isPaused) return
      silence = setTimeout(() => endWith('crash'), request.limits.realTime + SILENCE)
    }
    expectMore()
    frame.listen((message) => (message.kind === 'no-worker' ? endWith('crash') : hear(message)))
    frame.send({ kind: 'run', request })
    return {
      stop: () => {
        frame.send({ kind: 'stop' })
        setTimeout(() => endWith('by-reader'), STOP_LIMIT)
      },
      control: (control) => {
        expectMore()
        frame.send(control)
      },
    }
  }
}

class Frame {
  readonly #element = document.createElement('iframe')
  readonly #port: MessagePort

  constructor({ frameDocument, brokerScript, programScript }: SandboxScripts) {
    const { port1, port2 } = new MessageChannel()
    this.#port = port1
    this.#element.setAttribute('sandbox', 'allow-scripts')
    this.#element.setAttribute('allow', '')
    this.#element.hidden = true
    this.#element.title = 'Code runner'
    this.#element.srcdoc = frameDocument
    this.#element.addEventListener(
      'load',
      () => this.#element.contentWindow?.postMessage({ brokerScript, programScript }, '*', [port2]),
      { once: true },
    )
    document.body.append(this.#element)
  }

  listen(listener: (message: FrameMessage) => void): void {
    this.#port.onmessage = ({ data }: MessageEvent<FrameMessage>) => listener(data)
  }

  /** Messages wait in the port until the broker is there. */
  send(message: PageMessage): void {
    this.#port.postMessage(message)
  }

  remove(): void {
    this.#port.close()
    this.#element.remove()
  }
}
