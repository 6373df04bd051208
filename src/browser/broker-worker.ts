/** The broker worker's entry: it starts the program worker and puts a supervisor between it and the page. */

import { Supervisor } from '../sandbox/supervisor.ts'
import { transferOf } from '../trace-data/event-batch.ts'
import type { FrameMessage } from './frame-runner.ts'
import { trustedScript } from './trusted-types.ts'

/** What the frame hands over. */
export interface BrokerStart {
  readonly programScript: string
  /** The way to the page. */
  readonly port: MessagePort
}

self.onmessage = ({ data: { programScript, port } }: MessageEvent<BrokerStart>) => {
  port.postMessage({ kind: 'alive' } satisfies FrameMessage)
  const url = URL.createObjectURL(new Blob([programScript], { type: 'text/javascript' }))
  const program = new Worker(trustedScript(url))
  const supervisor = new Supervisor({
    toPage: (message) =>
      port.postMessage(message, message.kind === 'events' ? transferOf(message.batches) : []),
    toProgram: (instruction) => program.postMessage(instruction),
    terminate: () => program.terminate(),
    now: () => performance.now(),
    after: (milliseconds, callback) => {
      const timer = setTimeout(callback, milliseconds)
      return () => clearTimeout(timer)
    },
  })
  program.onmessage = ({ data }) => supervisor.fromProgram(data)
  program.onmessageerror = () => supervisor.fromProgram(undefined)
  program.onerror = (event) => {
    event.preventDefault()
    supervisor.programCrashed()
  }
  port.onmessage = ({ data }) => supervisor.fromPage(data)
}
