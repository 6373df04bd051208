/** The program worker's entry in Node: the same program as in the page, in a worker thread. */

import { runInThisContext } from 'node:vm'
import { parentPort } from 'node:worker_threads'
import { installHooks } from '../sandbox/hooks.ts'
import { runProgram } from '../sandbox/program.ts'

const { setTimeout, setImmediate, performance } = globalThis
const clock = performance.now.bind(performance)

installHooks(globalThis)
parentPort?.once('message', (request) => {
  runProgram(request, {
    globals: globalThis,
    post: (message) => parentPort?.postMessage(message),
    evaluate: (code) => runInThisContext(code),
    nextTask: (callback) => setImmediate(callback),
    afterReal: (milliseconds, callback) => setTimeout(callback, milliseconds),
    realNow: clock,
    onRejection: ({ unhandled, handled }) => {
      process.on('unhandledRejection', (reason, promise) => unhandled(promise, reason))
      process.on('rejectionHandled', handled)
    },
  })
})
parentPort?.postMessage({ kind: 'ready' })
