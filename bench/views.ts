/**
 * What a large trace costs in the trace lens, beside speedscope in the same run: the same spans, for each in the form that it reads.
 *
 * `npm run bench:views` prints all of it; `npm run bench:views -- 100000` goes only so far. The browser has no graphics card, so that both
 * paint with the processor. Medians of some rounds that take turns; the ratios hold on any machine.
 */

import { cp, mkdtemp, open, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'esbuild-wasm'
import { type Browser, type CDPSession, chromium, type Page } from 'playwright-core'
import type { TelemetryEvent } from '../src/telemetry/telemetry-event.ts'
import { EventColumns } from '../src/trace-data/event-columns.ts'
import { CHROMIUM_ARGUMENTS, chromiumPath } from '../tools/chromium.ts'
import { serve } from '../tools/static-server.ts'
import { inBatches, PER_TRACE, traces } from './made-up-traces.ts'
import { batchBytes } from './views/batch-file.ts'

const MILLION = 1_000_000
const SIZES = [1_000, 10_000, 100_000, MILLION]
const ROUNDS = 3
const VIEWPORT = { width: 1280, height: 900 }
/** Of each gesture. */
const WHEELS = 20
const LIVE = 100_000

interface Contestant {
  readonly name: string
  readonly address: (spans: number) => string
  /** Runs in the page: whether what was loaded is on the screen. */
  readonly isShown: () => boolean
  /** Where the wheel turns. */
  readonly place: { readonly x: number; readonly y: number }
}

const CONTESTANTS: readonly Contestant[] = [
  {
    name: 'Lines & Spans',
    address: (spans) => `?data=${spans}.batches`,
    isShown: () => document.documentElement.dataset.loaded !== undefined,
    place: { x: 900, y: 500 },
  },
  {
    name: 'speedscope',
    address: (spans) => `speedscope/#profileURL=/${spans}.trace`,
    // One canvas under all, one for the whole and one for the part.
    isShown: () => document.querySelectorAll('canvas').length > 2,
    place: { x: 900, y: 500 },
  },
]

const most = Number(process.argv[2] ?? MILLION)
const folder = await mkdtemp(join(tmpdir(), 'bench-views-'))
await makePages()
const server = await serve({ folder })
const browser = await chromium.launch({
  executablePath: await chromiumPath(),
  // Speedscope paints with WebGL, here without a graphics card.
  args: [...CHROMIUM_ARGUMENTS, '--use-angle=swiftshader', '--enable-unsafe-swiftshader'],
})
console.log(`Chromium ${browser.version()}, medians of ${ROUNDS} rounds\n`)
try {
  for (const spans of SIZES.filter((size) => size <= most)) {
    await makeData(spans)
    await compare(browser, spans)
  }
  await watchLive(browser)
} finally {
  await browser.close()
  await server.close()
  await rm(folder, { recursive: true })
}

async function makePages(): Promise<void> {
  await build({
    entryPoints: {
      page: 'bench/views/page.tsx',
      program: 'bench/views/program.ts',
      broker: 'bench/views/broker.ts',
    },
    outdir: folder,
    bundle: true,
    splitting: true,
    minify: true,
    format: 'esm',
    target: 'es2024',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    define: { 'import.meta.env.SSR': 'false', 'import.meta.env.BASE_URL': '"/"' },
    logLevel: 'error',
  })
  await writeFile(
    join(folder, 'index.html'),
    '<!doctype html><html lang="en"><title>Bench</title><link rel="stylesheet" href="page.css">' +
      '<main class="lesson"><figure class="cell"></figure></main><script type="module" src="page.js"></script></html>',
  )
  const release = new URL('dist/release/', import.meta.resolve('speedscope/package.json'))
  await cp(release, join(folder, 'speedscope'), { recursive: true })
}

/** The same spans as batches, and as Chrome's trace events. */
async function makeData(spans: number): Promise<void> {
  const [batches, trace] = await Promise.all(
    ['batches', 'trace'].map((kind) => open(join(folder, `${spans}.${kind}`), 'w')),
  )
  if (!batches || !trace) throw new Error('No files')
  const columns = new EventColumns()
  await trace.write('[')
  const starts = new Map<string, TelemetryEvent & { kind: 'span-start' }>()
  let comma = ''
  for (const events of inBatches(traces(0, spans / PER_TRACE, false))) {
    let text = ''
    for (const event of events) {
      columns.append(event)
      if (event.kind === 'span-start') starts.set(event.spanId, event)
      if (event.kind !== 'span-end') continue
      const start = starts.get(event.spanId)
      if (!start) continue
      starts.delete(event.spanId)
      text += comma + chromeEvent(start, event.time)
      comma = ',\n'
    }
    for (const part of batchBytes(columns.take())) await batches.write(part)
    await trace.write(text)
  }
  await trace.write(']')
  await Promise.all([batches.close(), trace.close()])
}

/**
 * Without attributes: speedscope takes spans with different ones for calls of different functions, and is much slower with so many.
 * @see the Trace Event Format, complete events
 */
function chromeEvent(span: TelemetryEvent & { kind: 'span-start' }, end: number): string {
  const { name, service, time } = span
  return JSON.stringify({ name, cat: service, ph: 'X', ts: time, dur: end - time, pid: 1, tid: 1 })
}

interface Measured {
  /** From the navigation to the paint. Milliseconds. */
  readonly load: number
  /** Between frames, the 95th of a hundred; milliseconds. */
  readonly zoom: number
  readonly scroll: number
  /** What the main thread does for a frame, the 95th of a hundred; milliseconds. */
  readonly work: number
  /** What the page holds, buffers included. Bytes. */
  readonly memory: number
  readonly collapse?: number
}

async function compare(from: Browser, spans: number): Promise<void> {
  const rounds: Measured[][] = CONTESTANTS.map(() => [])
  for (let round = 0; round < ROUNDS; round++) {
    for (const [index, contestant] of CONTESTANTS.entries()) {
      rounds[index]?.push(await measure(from, contestant, spans))
    }
  }
  console.log(`${spans.toLocaleString('en')} spans`)
  const own = rounds[0] ?? []
  row('load and paint, ms', rounds, ({ load }) => load)
  row('zoom, p95 between frames, ms', rounds, ({ zoom }) => zoom)
  row('scroll, p95 between frames, ms', rounds, ({ scroll }) => scroll)
  row('p95 of the main thread’s work for a frame, ms', rounds, ({ work }) => work)
  row('memory, MB', rounds, ({ memory }) => memory / 1e6)
  console.log(
    `  fold all to their roots, and unfold, ms      ${median(own.map(({ collapse = 0 }) => collapse)).toFixed(1)}\n`,
  )
}

function row(what: string, rounds: readonly Measured[][], of: (one: Measured) => number): void {
  const values = rounds.map((round) => median(round.map(of)))
  const [own = 0, other = 0] = values
  const texts = CONTESTANTS.map(({ name }, index) => `${name} ${(values[index] ?? 0).toFixed(1)}`)
  console.log(`  ${what.padEnd(46)} ${texts.join('   ')}   ×${(other / own).toFixed(1)}`)
}

async function measure(from: Browser, contestant: Contestant, spans: number): Promise<Measured> {
  const page = await openPage(from)
  await page.addInitScript(watchUntilShown, contestant.isShown.toString())
  await page.goto(server.url + contestant.address(spans))
  const load = await page.evaluate(() => globalThis.shownAt)
  await page.waitForTimeout(500)
  const { x, y } = contestant.place
  await page.mouse.move(x, y)
  const zoom = await frames(page, async () => {
    await page.keyboard.down('Control')
    for (let turn = 0; turn < 2 * WHEELS; turn++) {
      await page.mouse.wheel(0, turn < WHEELS ? -60 : 60)
    }
    await page.keyboard.up('Control')
  })
  const scroll = await frames(page, async () => {
    for (let turn = 0; turn < 2 * WHEELS; turn++)
      await page.mouse.wheel(0, turn < WHEELS ? 90 : -90)
  })
  const client = await page.context().newCDPSession(page)
  const memory = await memoryOf(client)
  const collapse = contestant === CONTESTANTS[0] ? await foldAll(page) : undefined
  await page.context().close()
  return {
    load,
    zoom: p95(zoom.gaps),
    scroll: p95(scroll.gaps),
    work: p95([...zoom.work, ...scroll.work]),
    memory,
    ...(collapse !== undefined && { collapse }),
  }
}

async function openPage(from: Browser): Promise<Page> {
  const context = await from.newContext({ viewport: VIEWPORT })
  const page = await context.newPage()
  page.on('pageerror', (error) => console.error(error))
  return page
}

declare global {
  var shownAt: Promise<number>
  var recorded: { readonly gaps: number[]; readonly work: number[]; isOver: boolean }
}

/** Runs in the page before anything else. @param isShown source of a function */
function watchUntilShown(isShown: string): void {
  const condition: () => boolean = new Function(`return (${isShown})()`) as () => boolean
  globalThis.shownAt = new Promise((resolve) => {
    const look = () => {
      if (!condition()) return requestAnimationFrame(look)
      // The frame after that in which it is there has been preceded by its paint.
      return requestAnimationFrame(() => setTimeout(() => resolve(performance.now())))
    }
    requestAnimationFrame(look)
  })
}

async function frames(page: Page, act: () => Promise<void>): Promise<typeof globalThis.recorded> {
  await page.evaluate(() => {
    const record = { gaps: [] as number[], work: [] as number[], isOver: false }
    globalThis.recorded = record
    let last: number | undefined
    const { port1, port2 } = new MessageChannel()
    let begin = 0
    port1.onmessage = () => record.work.push(performance.now() - begin)
    const frame = (time: number) => {
      if (record.isOver) return
      begin = performance.now()
      if (last !== undefined) record.gaps.push(time - last)
      last = time
      port2.postMessage(undefined)
      requestAnimationFrame(frame)
    }
    requestAnimationFrame(frame)
  })
  await act()
  return page.evaluate(() => {
    globalThis.recorded.isOver = true
    return globalThis.recorded
  })
}

/** After a collection of garbage. Bytes. */
async function memoryOf(client: CDPSession): Promise<number> {
  await client.send('HeapProfiler.collectGarbage')
  const { usedSize, backingStorageSize = 0 } = (await client.send('Runtime.getHeapUsage')) as {
    usedSize: number
    backingStorageSize?: number
  }
  return usedSize + backingStorageSize
}

/** Folds every trace to its root and unfolds it, and says how long the slower of the two takes until it is painted. */
async function foldAll(page: Page): Promise<number> {
  const took: number[] = []
  for (const index of [0, -1]) {
    const button = page.locator('.trace-depths').getByRole('button').nth(index)
    const measured = button.evaluate(
      (element) =>
        new Promise<number>((resolve) => {
          element.addEventListener(
            'click',
            () => {
              const begin = performance.now()
              requestAnimationFrame(() => {
                const { port1, port2 } = new MessageChannel()
                port1.onmessage = () => resolve(performance.now() - begin)
                port2.postMessage(undefined)
              })
            },
            { once: true, capture: true },
          )
        }),
    )
    await button.click()
    took.push(await measured)
  }
  return Math.max(...took)
}

/** A run that goes on: what it says is taken in and shown at once. */
async function watchLive(from: Browser): Promise<void> {
  const rates: number[] = []
  const gaps: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const page = await openPage(from)
    await page.addInitScript(() => {
      globalThis.recorded = { gaps: [], work: [], isOver: false }
      let last = performance.now()
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = () => {
        const now = performance.now()
        globalThis.recorded.gaps.push(now - last)
        last = now
        port2.postMessage(undefined)
      }
      addEventListener('load', () => port2.postMessage(undefined))
    })
    await page.goto(`${server.url}?live=${LIVE}`)
    await page.waitForFunction(() => document.documentElement.dataset.rate !== undefined)
    const measured = await page.evaluate(() => ({
      rate: Number(document.documentElement.dataset.rate),
      gap: Math.max(...globalThis.recorded.gaps.slice(1)),
    }))
    rates.push(measured.rate)
    gaps.push(measured.gap)
    await page.context().close()
  }
  console.log(`a live run of ${LIVE.toLocaleString('en')} spans`)
  console.log(
    `  program to store, while it is shown: ${(median(rates) / 1e6).toFixed(2)} million events a second`,
  )
  console.log(`  longest gap of the page: ${median(gaps).toFixed(0)} ms`)
}

function median(values: readonly number[]): number {
  return quantile(values, 0.5)
}

function p95(values: readonly number[]): number {
  return quantile(values, 0.95)
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN
}
