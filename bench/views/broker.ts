/** The broker of a live run: a worker that believes nothing, and hands on what makes sense. */

import { BatchValidator } from '../../src/trace-data/validate-batch.ts'
import { LIMITS } from '../made-up-traces.ts'

self.onmessage = ({ data: port }: MessageEvent<MessagePort>) => {
  const validator = new BatchValidator(LIMITS)
  port.onmessage = ({ data }) => {
    if (data === 'ended') return postMessage('ended')
    const { batch } = validator.validate(data)
    postMessage(batch, { transfer: [batch.bytes] })
  }
}
