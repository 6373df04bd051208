/** The runner at build and test time: a program in a worker thread, under the same supervisor as in the page. */

import { Worker } from 'node:worker_threads'
import type { RunMessage, RunRequest } from '../sandbox/protocol.ts'
import { Supervisor } from '../sandbox/supervisor.ts'
import { bundleProgram, type ProgramScript } from './sandbox-scripts.ts'

let script: Promise<ProgramScript> | undefined

/** The program script for Node, bundled once. */
export function nodeProgram(): Promise<ProgramScript> {
  script ??= bundleProgram('src/build/program-thread.ts')
  return script
}

interface Listening {
  /** Hears every message as it comes. */
  readonly hear?: (message: RunMessage) => void
  /** Stops the run when it is aborted. */
  readonly stop?: AbortSignal
}

/** Runs a compiled program. @returns all that it said, the end last */
export async function runInNode(
  request: RunRequest,
  { hear, stop }: Listening = {},
): Promise<RunMessage[]> {
  const worker = new Worker((await nodeProgram()).script, {
    eval: true,
    stdout: true,
    stderr: true,
  })
  const messages: RunMessage[] = []
  try {
    await new Promise<void>((resolve) => {
      const supervisor = new Supervisor({
        toPage: (message) => {
          messages.push(message)
          hear?.(message)
          if (message.kind === 'ended') resolve()
        },
        toProgram: (instruction) => worker.postMessage(instruction),
        terminate: () => void worker.terminate(),
        now: () => performance.now(),
        after: (milliseconds, callback) => {
          const timer = setTimeout(callback, milliseconds)
          return () => clearTimeout(timer)
        },
      })
      worker.on('message', (message) => supervisor.fromProgram(message))
      worker.on('error', () => supervisor.programCrashed())
      // As by `process.exit()`.
      worker.on('exit', () => supervisor.programCrashed())
      stop?.addEventListener('abort', () => supervisor.fromPage({ kind: 'stop' }), { once: true })
      supervisor.fromPage({ kind: 'run', request })
    })
  } finally {
    await worker.terminate()
  }
  return messages
}
