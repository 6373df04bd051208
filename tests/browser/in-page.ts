/** What tests do within a page: each function is sent there as text, so it knows nothing but its arguments and the page. */

import type { LessonData } from '../../src/notebook/lesson-data.ts'
import type { PageMessage, RunMessage } from '../../src/sandbox/protocol.ts'

declare global {
  interface Window {
    /** What the run that was started last has said so far. */
    heard: RunMessage[]
    /** Tells the test that the page did something against its policy. */
    violated(what: string): void
    /** The script of a program's worker, in the place of the lab's. */
    insteadOfLab?: string
    /** A compiled program to run where the page would run a cell. */
    instead?: string
  }
}

/** Catches what runs tell the page, where it arrives: at the message port of the frame. For frames that are made later. */
export function catchMessages(): void {
  window.heard = []
  const { set } = Object.getOwnPropertyDescriptor(MessagePort.prototype, 'onmessage') ?? {}
  Object.defineProperty(MessagePort.prototype, 'onmessage', {
    set(listener: (event: MessageEvent) => void) {
      set?.call(this, (event: MessageEvent) => {
        // That the next frame is there comes at any time, and belongs to no run.
        if (event.data.kind !== 'alive') window.heard.push(event.data)
        listener(event)
      })
    },
  })
}

/** Lets the page run `window.instead`, if there is one, where it would run a cell. */
export function swapPrograms(): void {
  const { postMessage } = MessagePort.prototype
  MessagePort.prototype.postMessage = function post(this: MessagePort, message: PageMessage) {
    if (message?.kind === 'run' && window.instead !== undefined) {
      const request = { ...message.request, code: window.instead }
      postMessage.call(this, { ...message, request })
    } else {
      postMessage.call(this, message)
    }
  }
}

/** Lets the next frames start `window.insteadOfLab` as the program's worker: one that keeps to no rule. */
export function swapLab(): void {
  const { get } =
    Object.getOwnPropertyDescriptor(HTMLIFrameElement.prototype, 'contentWindow') ?? {}
  Object.defineProperty(HTMLIFrameElement.prototype, 'contentWindow', {
    get(this: HTMLIFrameElement) {
      const frame: Window = get?.call(this)
      return {
        postMessage(data: object, target: string, ports: Transferable[]) {
          const { insteadOfLab: programScript } = window
          frame.postMessage({ ...data, ...(programScript && { programScript }) }, target, ports)
        },
      }
    },
  })
}

/** Takes workers away from all frames, as an old browser or an extension does. */
export function noWorkersInFrames(): void {
  if (window !== top) Reflect.deleteProperty(window, 'Worker')
}

/**
 * Waits for the end of the run that was started last, and returns all its messages.
 * @param limit how long to wait at most, in milliseconds
 * @throws Error if it has not ended by then
 */
export async function takeMessages(limit = Number.POSITIVE_INFINITY): Promise<RunMessage[]> {
  const end = performance.now() + limit
  while (window.heard.at(-1)?.kind !== 'ended') {
    if (performance.now() > end) throw new Error(`No end after ${limit} ms.`)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  return window.heard.splice(0)
}

/** Tells of everything that the page does against its policy. */
export function tellViolations(): void {
  addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) => {
    window.violated([violatedDirective, blockedURI, sample].filter(Boolean).join(' '))
  })
}

/** The lesson's data as the page holds it: what the build made. */
export function lessonData(): LessonData {
  return JSON.parse(document.getElementById('lesson-data')?.textContent ?? 'null')
}

/** How the page itself speaks, as a proof that it is elsewhere. */
export function machine(): string {
  return `${new Date(0).getTimezoneOffset()} ${(1.5).toLocaleString()}`
}
