/**
 * A benchmark of long outputs, in a real browser against the built site: a hundred thousand lines, with the console and with
 * the logger. What is measured is what a reader feels: how long the page stands still, how it scrolls, how a row opens.
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

interface Figures {
  /** From the click to the end of the run, and the longest time without a frame meanwhile. Milliseconds. */
  readonly run: number
  readonly gap: number
  /** 95th percentile of the frames while the list scrolls, of each lens. */
  readonly scroll: Readonly<Record<string, number>>
  /** From the key to the frame: to the last row, and to open it. */
  readonly toEnd?: number
  readonly open?: number
  /** MiB that the page holds afterwards. */
  readonly memory: number
}

async function measure(what: string, source: string): Promise<void> {
  const compiled = await compileInNode({ 'main.ts': source }, 'main.ts')
  if (!compiled.ok) throw new Error(compiled.errors[0]?.message)
  const all: Figures[] = []
  for (let i = 0; i < TIMES; i++) all.push(await measureOnce(compiled.program.code))
  const median = (values: readonly number[]) =>
    [...values].sort((a, b) => a - b)[values.length >> 1]?.toFixed(0)
  const figures = [
    `run ${median(all.map(({ run }) => run))} ms`,
    `longest gap ${median(all.map(({ gap }) => gap))} ms`,
    ...Object.keys(all[0]?.scroll ?? {}).map(
      (lens) => `scrolling ${lens}, p95 ${median(all.map(({ scroll }) => scroll[lens] ?? 0))} ms`,
    ),
    ...(all[0]?.toEnd === undefined
      ? []
      : [`to the end ${median(all.map(({ toEnd = 0 }) => toEnd))} ms`]),
    ...(all[0]?.open === undefined ? [] : [`open ${median(all.map(({ open = 0 }) => open))} ms`]),
    `memory ${median(all.map(({ memory }) => memory))} MiB`,
  ]
  console.log(`${what}: ${figures.join(', ')}`)
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
  const { run, gap } = await page.evaluate(watchRun, CELL)
  const scroll: Record<string, number> = {}
  scroll.log = await page.evaluate(scrollThrough, [CELL, '.log'] as const)
  const consoleTab = cell.getByRole('tab', { name: /console/ })
  let keys: { toEnd: number; open: number } | undefined
  if ((await consoleTab.count()) > 0) {
    await consoleTab.click()
    scroll.console = await page.evaluate(scrollThrough, [CELL, '.console'] as const)
    await cell.locator('.console [data-index][tabindex="0"]').focus()
    keys = { toEnd: await press(page, 'End'), open: await press(page, 'ArrowRight') }
  }
  const memory = (await heap(page)) - before
  await page.close()
  return { run, gap, scroll, ...keys, memory }
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

/** Runs in the page: scrolls a lens from its beginning to its end in two hundred steps. */
async function scrollThrough([name, lens]: readonly [string, string]): Promise<number> {
  const list = document.getElementById(name)?.querySelector(lens)
  if (!list) return Number.NaN
  const nextFrame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve))
  const frames: number[] = []
  let last = await nextFrame()
  for (let step = 1; step <= 200; step++) {
    list.scrollTop = ((list.scrollHeight - list.clientHeight) * step) / 200
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
