/**
 * A frame script that runs a program in the frame itself, where the site lets none run: to see what the frame contains. It
 * speaks to the page in the broker's place.
 */

import type { FrameMessage } from '../../src/browser/frame-runner.ts'
import { trustedScript } from '../../src/browser/trusted-types.ts'
import type { PageMessage } from '../../src/sandbox/protocol.ts'
import { rawWorld } from './raw-world.ts'

addEventListener(
  'message',
  ({ ports: [port] }) => {
    if (!port) return
    port.postMessage({ kind: 'alive' } satisfies FrameMessage)
    port.onmessage = ({ data }: MessageEvent<PageMessage>) => {
      if (data.kind !== 'run') return
      const post = port.postMessage.bind(port) as (message: unknown) => void
      Object.assign(
        window,
        rawWorld(post, (batch, count) => ({ kind: 'events', batches: [batch], count })),
      )
      const script = document.createElement('script')
      const text = new Blob([data.request.code], { type: 'text/javascript' })
      script.src = trustedScript(URL.createObjectURL(text))
      document.head.append(script)
    }
  },
  { once: true },
)
