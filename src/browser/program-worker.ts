/** The program worker's entry in the page: it runs one program and tells the broker. */

import { only } from '../sandbox/handed-over.ts'
import { installHooks } from '../sandbox/hooks.ts'
import { PROGRAM_SCRIPT, runProgram } from '../sandbox/program.ts'
import type { Control, ProgramInstruction } from '../sandbox/protocol.ts'
import { trustedScript } from './trusted-types.ts'

/** What TypeScript's DOM library does not know: this is a worker. */
declare const self: Window &
  typeof globalThis & {
    importScripts(url: string): void
    postMessage(message: unknown, handedOver?: object[]): void
  }

/** A program takes away what it does not know, also this name, and may change what it finds: all is taken before. */
const worker = self
const { Blob } = worker
const { createObjectURL } = worker.URL
const postMessage = worker.postMessage.bind(worker)
const importScripts = worker.importScripts.bind(worker)
const setTimeout = worker.setTimeout.bind(worker)
const clock = worker.performance.now.bind(worker.performance)
const { port1: taskIn, port2: taskOut } = new MessageChannel()
const beginTask = taskOut.postMessage.bind(taskOut, null)
let task: (() => void) | undefined
taskIn.onmessage = () => task?.()

installHooks(worker)
let control: ((control: Control) => void) | undefined
worker.addEventListener('message', ({ data }: MessageEvent<ProgramInstruction>) => {
  if (data.kind !== 'run') {
    control?.(data)
    return
  }
  runProgram(data.request, {
    globals: worker,
    post: (message, handedOver) => {
      if (handedOver) postMessage(message, only(handedOver))
      else postMessage(message)
    },
    evaluate: (code, isAt) => {
      const address = createObjectURL(new Blob([code], { type: 'text/javascript' }))
      isAt(address)
      importScripts(trustedScript(`${address}#${PROGRAM_SCRIPT}`))
    },
    nextTask: (callback) => {
      task = callback
      beginTask()
    },
    afterReal: (milliseconds, callback) => setTimeout(callback, milliseconds),
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
postMessage({ kind: 'ready' })
