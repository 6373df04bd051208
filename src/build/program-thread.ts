/** The program worker's entry in Node: the same program as in the page, in a worker thread. */

import { runInThisContext } from 'node:vm'
import { parentPort } from 'node:worker_threads'
import { only } from '../sandbox/handed-over.ts'
import { installHooks } from '../sandbox/hooks.ts'
import { runProgram } from '../sandbox/program.ts'
import type { Control, ProgramInstruction } from '../sandbox/protocol.ts'

const { setTimeout, setImmediate, performance } = globalThis
const clock = performance.now.bind(performance)

installHooks(globalThis)
let control: ((control: Control) => void) | undefined
parentPort?.on('message', (instruction: ProgramInstruction) => {
  if (instruction.kind !== 'run') {
    control?.(instruction)
    return
  }
  runProgram(instruction.request, {
    globals: globalThis,
    post: (message, handedOver) => parentPort?.postMessage(message, handedOver && only(handedOver)),
    evaluate: (code) => runInThisContext(code),
    nextTask: (callback) => setImmediate(callback),
    afterReal: (milliseconds, callback) => setTimeout(callback, milliseconds),
    realNow: clock,
    onRejection: ({ unhandled, handled }) => {
      process.on('unhandledRejection', (reason, promise) => unhandled(promise, reason))
      process.on('rejectionHandled', handled)
    },
    onControl: (listener) => {
      control = listener
    },
  })
})
parentPort?.postMessage({ kind: 'ready' })
