/** A program worker without the lab: it runs what it is given as it is, in a world that nobody has closed. */

import { trustedScript } from '../../src/browser/trusted-types.ts'
import type { ProgramInstruction } from '../../src/sandbox/protocol.ts'
import { rawWorld } from './raw-world.ts'

declare const self: Window &
  typeof globalThis & { importScripts(url: string): void; postMessage(message: unknown): void }

const post = self.postMessage.bind(self)

self.onmessage = ({ data }: MessageEvent<ProgramInstruction>) => {
  if (data.kind !== 'run') return
  Object.assign(
    self,
    rawWorld(post, (batch) => ({ kind: 'events', batch })),
    // Without it a script's address would not get as far as to the rest of the policy.
    { trustedScript },
  )
  const script = new Blob([data.request.code], { type: 'text/javascript' })
  self.importScripts(trustedScript(URL.createObjectURL(script)))
}
post({ kind: 'ready' })
