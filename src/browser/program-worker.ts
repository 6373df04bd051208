/** The program worker's entry in the page: it runs one program and tells the broker. */

import { installHooks } from '../sandbox/hooks.ts'
import { PROGRAM_SCRIPT, runProgram } from '../sandbox/program.ts'
import type { Control, ProgramInstruction } from '../sandbox/protocol.ts'

/** What TypeScript's DOM library does not know: this is a worker. */
declare const self: Window &
  typeof globalThis & { importScripts(url: string): void; postMessage(message: unknown): void }

/** A program takes away what it does not know, also this name. */
const worker = self
const { importScripts, performance, postMessage, setTimeout, Blob } = worker
const { createObjectURL } = worker.URL
const clock = performance.now.bind(performance)
const { port1: taskIn, port2: taskOut } = new MessageChannel()
const waiting: (() => void)[] = []
taskIn.onmessage = () => waiting.shift()?.()

installHooks(worker)
let control: ((control: Control) => void) | undefined
worker.addEventListener('message', ({ data }: MessageEvent<ProgramInstruction>) => {
  if (data.kind !== 'run') {
    control?.(data)
    return
  }
  runProgram(data.request, {
    globals: worker,
    post: (message) => postMessage.call(worker, message),
    evaluate: (code, isAt) => {
      const address = createObjectURL(new Blob([code], { type: 'text/javascript' }))
      isAt(address)
      importScripts.call(worker, `${address}#${PROGRAM_SCRIPT}`)
    },
    nextTask: (callback) => {
      waiting.push(callback)
      taskOut.postMessage(null)
    },
    afterReal: (milliseconds, callback) => setTimeout.call(worker, callback, milliseconds),
    realNow: clock,
    onRejection: ({ unhandled, handled }) => {
      worker.addEventListener('unhandledrejection', (event) => {
        event.preventDefault()
        unhandled(event.promise, event.reason)
      })
      worker.addEventListener('rejectionhandled', ({ promise }) => handled(promise))
    },
    onControl: (listener) => {
      control = listener
    },
  })
})
postMessage.call(worker, { kind: 'ready' })
