/** The program of a live run: a worker that says made-up telemetry as fast as it can, in batches as those of a cell. */

import { EventColumns } from '../../src/trace-data/event-columns.ts'
import { inBatches, PER_TRACE, traces } from '../made-up-traces.ts'

self.onmessage = ({
  data: { spans, port },
}: MessageEvent<{ spans: number; port: MessagePort }>) => {
  const columns = new EventColumns()
  for (const events of inBatches(traces(0, spans / PER_TRACE, false))) {
    for (const event of events) columns.append(event)
    const batch = columns.take()
    port.postMessage(batch, [batch.bytes])
  }
  port.postMessage('ended')
}
