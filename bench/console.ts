/**
 * A benchmark of long outputs, in a real browser against the built site: a hundred thousand lines, with the console and with
 * the logger. What is measured is what a reader feels: how long the page stands still, how it scrolls, how a row opens.
 *
 * Beside the time on the wall stands what the page's own thread computed, which a busy machine does not change.
 */

import { type CDPSession, chromium, type Page } from 'playwright-core'
import { compileInNode } from '../src/build/node-compiler.ts'
import type { PageMessage } from '../src/sandbox/protocol.ts'
import { CHROMIUM_ARGUMENTS, chromiumPath } from '../tools/chromium.ts'
import { serve } from '../tools/static-server.ts'

const LINES = 100_000
const LESSON = 'lessons/start-here/'
const CELL = 'tea.ts'
const TIMES = 3
const SCROLL_STEPS = 200

const PROGRAMS = {
  'console.log, words': `for (let i = 0; i < ${LINES}; i++) console.log('line', i)`,
  'console.log, an object each': `for (let i = 0; i < ${LINES}; i++) console.log('line', i, { order: i, items: ['cup', 'pot'] })`,
  'log.info': `import { logger } from '@lab/logger'
const log = logger('bench')
for (let i = 0; i < ${LINES}; i++) log.info('line {i}', { i })`,
  'log.info in a span': `import { logger } from '@lab/logger'
import { span } from '@lab/tracer'
const log = logger('bench')
span('all', () => { for (let i = 0; i < ${LINES}; i++) log.info('line {i}', { i }) })`,
}

declare global {
  interface Window {
    /** A compiled program to run where the page would run a cell. */
    inItsPlace: string
  }
}

const server = await serve({ folder: 'dist' })
const browser = await chromium.launch({
  executablePath: await chromiumPath(),
  args: CHROMIUM_ARGUMENTS,
})
console.log(
  `Chromium ${browser.version()}, ${LINES.toLocaleString('en')} lines, medians of ${TIMES}\n`,
)
for (const [what, source] of Object.entries(PROGRAMS)) await measure(what, source)
await browser.close()
await server.close()

/** Milliseconds and MiB, by what they measure, in the order in which they are printed. */
type Figures = Record<string, number>

async function measure(what: string, source: string): Promise<void> {
  const compiled = await compileInNode({ 'main.ts': source }, 'main.ts')
  if (!compiled.ok) throw new Error(compiled.errors[0]?.message)
  const all: Figures[] = []
  for (let i = 0; i < TIMES; i++) all.push(await measureOnce(compiled.program.code))
  console.log(what)
  for (const name of Object.keys(all[0] ?? {})) {
    const sorted = all.map((figures) => figures[name] ?? Number.NaN).sort((a, b) => a - b)
    console.log(`  ${name}: ${sorted[sorted.length >> 1]?.toFixed(0)}`)
  }
}

async function measureOnce(code: string): Promise<Figures> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } })
  await page.addInitScript(swapProgramAndLimits, LINES)
  await page.goto(server.url + LESSON)
  await page.waitForLoadState('networkidle')
  await page.evaluate((given) => {
    window.inItsPlace = given
  }, code)
  const cell = page.locator(`figure[id="${CELL}"]`)
  await cell.scrollIntoViewIfNeeded()
  await page.waitForTimeout(300)
  const before = await heap(page)
  const figures: Figures = {}
  const run = await computing(() => page.evaluate(watchRun, CELL))
  figures['run, ms'] = run.result.run
  figures['run, longest time without a frame, ms'] = run.result.gap
  figures['run, computed by the page, ms'] = run.total
  figures['run, longest task of the page, computed, ms'] = run.longest
  await scroll(page, 'log', figures)
  const consoleTab = cell.getByRole('tab', { name: /console/ })
  if ((await consoleTab.count()) > 0) {
    const opened = await computing(() => consoleTab.click())
    figures['opening the console, longest task, computed, ms'] = opened.longest
    await scroll(page, 'console', figures)
    await cell.locator('.console [data-index][tabindex="0"]').focus()
    figures['to the last row, ms'] = await press(page, 'End')
    figures['opening the last row, ms'] = await press(page, 'ArrowRight')
  }
  figures['memory of the page, MiB'] = (await heap(page)) - before
  await page.close()
  return figures
}

async function scroll(page: Page, lens: string, figures: Figures): Promise<void> {
  const scrolled = await computing(() =>
    page.evaluate(scrollThrough, [CELL, `.${lens}`, SCROLL_STEPS] as const),
  )
  figures[`scrolling the ${lens}, p95 of frames, ms`] = scrolled.result
  figures[`scrolling the ${lens}, computed for a frame, ms`] = scrolled.total / SCROLL_STEPS
}

/** What the busiest page computes meanwhile, in all and in its longest task. Milliseconds of its thread. */
async function computing<T>(work: () => Promise<T>) {
  const session = await browser.newBrowserCDPSession()
  const tasks = new Map<number, number[]>()
  session.on('Tracing.dataCollected', ({ value }) => {
    for (const event of value as unknown as TraceEvent[]) {
      // The main thread of a process has its number, and is the one that a reader waits for.
      if (event.name !== 'RunTask' || event.tdur === undefined || event.tid !== event.pid) continue
      const ofProcess = tasks.get(event.pid) ?? []
      tasks.set(event.pid, ofProcess)
      // It knows microseconds.
      ofProcess.push(event.tdur / 1000)
    }
  })
  const traceConfig = { includedCategories: ['disabled-by-default-devtools.timeline'] }
  await session.send('Tracing.start', { transferMode: 'ReportEvents', traceConfig })
  const result = await work()
  const complete = new Promise((resolve) => session.once('Tracing.tracingComplete', resolve))
  await session.send('Tracing.end')
  await complete
  await session.detach()
  const sum = (all: readonly number[]) => all.reduce((a, b) => a + b, 0)
  const [busiest = []] = [...tasks.values()].sort((a, b) => sum(b) - sum(a))
  return { result, total: sum(busiest), longest: Math.max(0, ...busiest) }
}

interface TraceEvent {
  readonly name: string
  readonly pid: number
  readonly tid: number
  readonly tdur?: number
}

/** Runs in the page, before anything of it. */
function swapProgramAndLimits(records: number): void {
  const { postMessage } = MessagePort.prototype
  MessagePort.prototype.postMessage = function post(this: MessagePort, message: PageMessage) {
    if (message?.kind !== 'run') {
      postMessage.call(this, message)
      return
    }
    const limits = { ...message.request.limits, records, realTime: 30_000 }
    postMessage.call(this, {
      ...message,
      request: { ...message.request, code: window.inItsPlace, limits },
    })
  }
}

/** Runs in the page: runs the cell, and watches the frames until it is done and has been drawn. */
function watchRun(name: string): Promise<{ run: number; gap: number }> {
  const figure = document.getElementById(name) as HTMLElement
  return new Promise((resolve) => {
    let last = performance.now()
    const began = last
    let gap = 0
    let framesAfter = 0
    let run = 0
    const frame = () => {
      const now = performance.now()
      gap = Math.max(gap, now - last)
      last = now
      const isDone = now > began + 100 && figure.dataset.phase === 'done'
      if (isDone && framesAfter++ === 0) run = now - began
      if (framesAfter > 5) resolve({ run, gap })
      else requestAnimationFrame(frame)
    }
    requestAnimationFrame(frame)
    figure.querySelector<HTMLElement>('button[aria-label^="Run"]')?.click()
  })
}

/** Runs in the page: scrolls a lens from its beginning to its end. */
async function scrollThrough([name, lens, steps]: readonly [
  string,
  string,
  number,
]): Promise<number> {
  const list = document.getElementById(name)?.querySelector(lens)
  if (!list) return Number.NaN
  const nextFrame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve))
  const frames: number[] = []
  let last = await nextFrame()
  for (let step = 1; step <= steps; step++) {
    list.scrollTop = ((list.scrollHeight - list.clientHeight) * step) / steps
    const now = await nextFrame()
    frames.push(now - last)
    last = now
  }
  return frames.sort((a, b) => a - b)[Math.floor(frames.length * 0.95)] ?? Number.NaN
}

/** From a key to the frame in which what it does has been drawn. Milliseconds. */
async function press(page: Page, key: string): Promise<number> {
  const measured = await page.evaluateHandle(() => {
    const took = new Promise<number>((resolve) => {
      document.addEventListener(
        'keydown',
        () => {
          const pressedAt = performance.now()
          requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - pressedAt)))
        },
        { capture: true, once: true },
      )
    })
    // An object, so that the promise in it is not awaited on the way out.
    return { took }
  })
  await page.keyboard.press(key)
  return measured.evaluate(({ took }) => took)
}

/** MiB of objects that are reachable. */
async function heap(page: Page): Promise<number> {
  const session: CDPSession = await page.context().newCDPSession(page)
  await session.send('HeapProfiler.enable')
  await session.send('HeapProfiler.collectGarbage')
  const { usedSize } = await session.send('Runtime.getHeapUsage')
  await session.detach()
  return usedSize / 2 ** 20
}
