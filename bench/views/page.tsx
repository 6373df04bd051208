/**
 * The page of the bench: an output as a lesson has it, of a run that is loaded from a file (`?data=…`), or that goes on beside it
 * (`?live=100000`).
 */

import { signal } from '@preact/signals'
import { render } from 'preact'
import { builtRun, type Run } from '../../src/notebook/run.ts'
import { ColumnStore } from '../../src/trace-data/column-store.ts'
import { BatchValidator } from '../../src/trace-data/validate-batch.ts'
import { Output } from '../../src/ui/Output.tsx'
import { LIMITS } from '../made-up-traces.ts'
import { batchesIn } from './batch-file.ts'
import '../../src/styles/tokens.css'
import '../../src/styles/base.css'
import '../../src/styles/page.css'
import '../../src/styles/lesson.css'
import '../../src/styles/cell.css'
import '../../src/styles/lenses.css'
import '../../src/styles/logs.css'
import '../../src/styles/trace.css'
import '../../src/styles/flame.css'
import '../../src/styles/tables.css'

const chosen = new URLSearchParams(location.search)
const store = new ColumnStore()
const lens = signal('trace' as const)
const selection = signal(undefined)
const place = document.querySelector('figure') as HTMLElement
const data = chosen.get('data')
if (data === null) live(Number(chosen.get('live')))
else await load(data)

async function load(address: string): Promise<void> {
  const file = await (await fetch(address)).arrayBuffer()
  const validator = new BatchValidator(LIMITS)
  for (const batch of batchesIn(file)) store.append(validator.validate(batch).batch)
  store.trim()
  show('done')
  document.documentElement.dataset.loaded = String(store.spanCount)
}

/** Program and broker are workers, as in a lesson; what has come is shown once a frame. */
function live(spans: number): void {
  const [program, broker] = ['program', 'broker'].map(
    (name) => new Worker(`${name}.js`, { type: 'module' }),
  ) as [Worker, Worker]
  const { port1, port2 } = new MessageChannel()
  const begin = performance.now()
  let isWaiting = false
  const frame = () => {
    isWaiting = false
    show('running')
  }
  broker.onmessage = ({ data: batch }) => {
    if (batch === 'ended') {
      const seconds = (performance.now() - begin) / 1000
      document.documentElement.dataset.rate = String(store.eventCount / seconds)
      store.trim()
      show('done')
      return
    }
    store.append(batch)
    if (!isWaiting) requestAnimationFrame(frame)
    isWaiting = true
  }
  broker.postMessage(port2, [port2])
  program.postMessage({ spans, port: port1 }, [port1])
}

function show(phase: Run['phase']): void {
  const run = { ...builtRun({ sources: {}, store, siteOf: () => undefined, problems: [] }), phase }
  render(
    <Output
      name="bench.ts"
      run={run}
      opensWith="trace"
      lens={lens}
      selection={selection}
      isBusy={phase === 'running'}
    />,
    place,
  )
}
