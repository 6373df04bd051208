/** The program worker's entry in the page: it runs one program and tells the broker. */

import { installHooks } from '../sandbox/hooks.ts'
import { PROGRAM_SCRIPT, runProgram } from '../sandbox/program.ts'
import type { Control, ProgramInstruction } from '../sandbox/protocol.ts'

/** What TypeScript's DOM library does not know: this is a worker. */
declare const self: Window &
  typeof globalThis & { importScripts(url: string): void; postMessage(message: unknown): void }

const { importScripts, performance, postMessage, setTimeout, URL, Blob } = self
const clock = performance.now.bind(performance)
const { port1: taskIn, port2: taskOut } = new MessageChannel()
const waiting: (() => void)[] = []
taskIn.onmessage = () => waiting.shift()?.()

installHooks(self)
let control: ((control: Control) => void) | undefined
self.addEventListener('message', ({ data }: MessageEvent<ProgramInstruction>) => {
  if (data.kind !== 'run') {
    control?.(data)
    return
  }
  runProgram(data.request, {
    globals: self,
    post: (message) => postMessage.call(self, message),
    evaluate: (code) => {
      const url = `${URL.createObjectURL(new Blob([code], { type: 'text/javascript' }))}#${PROGRAM_SCRIPT}`
      importScripts.call(self, url)
    },
    nextTask: (callback) => {
      waiting.push(callback)
      taskOut.postMessage(null)
    },
    afterReal: (milliseconds, callback) => setTimeout.call(self, callback, milliseconds),
    realNow: clock,
    onUnhandledRejection: (listener) => {
      self.addEventListener('unhandledrejection', (event) => {
        event.preventDefault()
        listener(event.reason)
      })
    },
    onControl: (listener) => {
      control = listener
    },
  })
})
postMessage.call(self, { kind: 'ready' })
