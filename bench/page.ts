/**
 * Benchmarks of a lesson page, in a real browser against the built site: how long a reader waits.
 *
 * `npm run bench` prints medians and 95th percentiles. Every number is taken inside the page, between events of the page.
 */

import { readFile } from 'node:fs/promises'
import { gzipSync } from 'node:zlib'
import { type Browser, chromium, type Page } from 'playwright-core'
import { CHROMIUM_ARGUMENTS, chromiumPath } from '../tools/chromium.ts'
import { serve } from '../tools/static-server.ts'
import { benchSandbox } from './sandbox.ts'

const LESSON = 'lessons/start-here/'
/** The cell that is edited: own code, no shop. */
const EDITED = 'tea.ts'
/** The cell that is run as it is. */
const UNEDITED = 'order-1042.ts'
/** As in `browser/notebook-session.ts`; it is not counted. */
const TYPING_PAUSE = 300

const server = await serve({ folder: 'dist' })
const browser = await chromium.launch({
  executablePath: await chromiumPath(),
  args: CHROMIUM_ARGUMENTS,
})
console.log(`Chromium ${browser.version()}, ${server.url}${LESSON}\n`)

const firstRuns: number[] = []
const secondRuns: number[] = []
for (let i = 0; i < 10; i++) {
  await withPage(browser, async (page) => {
    firstRuns.push(await clickRun(page))
    await page.waitForTimeout(300)
    secondRuns.push(await clickRun(page))
  })
}
report('click Run → first output, unedited, page just loaded', firstRuns)
report('click Run → first output, unedited, again', secondRuns)

const editable: number[] = []
const full: number[] = []
const coldEdits: number[] = []
for (let i = 0; i < 5; i++) {
  await withPage(browser, async (page) => {
    const opened = await openEditor(page)
    editable.push(opened.editable)
    full.push(opened.full)
    coldEdits.push((await editOnce(page)).total)
  })
}
report('click → editable, page just loaded', editable)
report('click → full editor, page just loaded', full)
report('edit → output, first edit of a page', coldEdits)

const warm: Edit[] = []
await withPage(browser, async (page) => {
  await openEditor(page)
  for (let i = 0; i < 5; i++) await editOnce(page)
  for (let i = 0; i < 60; i++) warm.push(await editOnce(page))
})
report(
  'edit → output, warm',
  warm.map(({ total }) => total),
)
report(
  '  of which: compile',
  warm.map(({ compile }) => compile),
)
report(
  '  of which: start the program, until its first word',
  warm.map(({ start }) => start),
)
report(
  '  of which: until the next frame, and paint',
  warm.map(({ paint }) => paint),
)

await weigh(browser)
await benchSandbox(browser, server.url)
await browser.close()
await server.close()

declare global {
  /** Calls back after what is being changed in this frame has been painted. */
  function afterPaint(callback: () => void): void
}

async function withPage(from: Browser, use: (page: Page) => Promise<void>): Promise<void> {
  const page = await from.newPage({ viewport: { width: 1280, height: 900 } })
  await page.addInitScript(() => {
    globalThis.afterPaint = (callback) => {
      // Cells change in an animation frame: the next task comes after its painting.
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = callback
      port2.postMessage(null)
    }
  })
  await page.goto(server.url + LESSON)
  await page.waitForLoadState('networkidle')
  await use(page)
  await page.close()
}

/** From the click to the frame in which the cell shows that the program has spoken. */
async function clickRun(page: Page): Promise<number> {
  const cell = page.locator(`figure[id="${UNEDITED}"]`)
  await cell.scrollIntoViewIfNeeded()
  await page.waitForTimeout(300)
  const measured = cell.evaluate(
    (figure) =>
      new Promise<number>((resolve) => {
        let clickedAt = 0
        figure.addEventListener(
          'click',
          () => {
            clickedAt = performance.now()
          },
          { capture: true, once: true },
        )
        new MutationObserver((_, observer) => {
          const { phase } = (figure as HTMLElement).dataset
          if (clickedAt === 0 || (phase !== 'running' && phase !== 'done')) return
          observer.disconnect()
          afterPaint(() => resolve(performance.now() - clickedAt))
        }).observe(figure, { attributes: true, attributeFilter: ['data-phase'] })
      }),
  )
  await cell.getByRole('button', { name: /^Run/ }).click()
  return measured
}

interface Opening {
  /** Until what is typed is written. */
  readonly editable: number
  /** Until Monaco has the focus. */
  readonly full: number
}

/** From the click into the code to a focused editor. */
async function openEditor(page: Page): Promise<Opening> {
  const cell = page.locator(`figure[id="${EDITED}"]`)
  await cell.scrollIntoViewIfNeeded()
  await page.waitForTimeout(300)
  const measured = await cell.evaluateHandle(watchOpening)
  await cell.locator('.code-text').click({ position: { x: 300, y: 12 } })
  return measured.evaluate(({ opening }) => opening)
}

/** Runs in the page. An object, so that the promise in it is not awaited on the way out. */
function watchOpening(figure: Element): { opening: Promise<Opening> } {
  const opening = new Promise<Opening>((resolve) => {
    const watch = () => {
      const clickedAt = performance.now()
      let editable: number | undefined
      const look = () => {
        const focused = document.activeElement
        const took = performance.now() - clickedAt
        if (focused?.closest('.code-editor')) editable ??= took
        if (focused?.closest('.monaco-editor')) resolve({ editable: editable ?? took, full: took })
        else requestAnimationFrame(look)
      }
      requestAnimationFrame(look)
    }
    figure.addEventListener('click', watch, { capture: true, once: true })
  })
  return { opening }
}

interface Edit {
  readonly total: number
  readonly compile: number
  readonly start: number
  readonly paint: number
}

/** Types one character at the cursor and waits for what the changed program says. The pause for typing is taken off. */
async function editOnce(page: Page): Promise<Edit> {
  await page.locator(`figure[id="${EDITED}"][data-phase="done"]`).waitFor()
  const measured = await page.evaluateHandle(watchEdit, [EDITED, TYPING_PAUSE] as const)
  await page.keyboard.type(' ')
  return measured.evaluate(({ edit }) => edit)
}

/** Runs in the page. An object, so that the promise in it is not awaited on the way out. */
function watchEdit([cell, pause]: readonly [string, number]): { edit: Promise<Edit> } {
  performance.clearMeasures()
  let typedAt = 0
  document.addEventListener(
    'keydown',
    () => {
      typedAt = performance.now()
    },
    { capture: true, once: true },
  )
  const figure = document.getElementById(cell) as HTMLElement
  const edit = new Promise<Edit>((resolve) => {
    new MutationObserver((_, observer) => {
      const { phase } = figure.dataset
      if (typedAt === 0 || (phase !== 'running' && phase !== 'done')) return
      observer.disconnect()
      afterPaint(() => {
        const took = (part: string) =>
          performance.getEntriesByName(`lab: ${part}`)[0]?.duration ?? Number.NaN
        resolve({
          total: performance.now() - typedAt - pause,
          compile: took('compile'),
          start: took('start'),
          paint: took('paint'),
        })
      })
    }).observe(figure, { attributes: true, attributeFilter: ['data-phase'] })
  })
  return { edit }
}

/** What a lesson page fetches before anybody touches it, and what an editor adds. */
async function weigh(from: Browser): Promise<void> {
  const page = await from.newPage()
  const fetched: string[] = []
  page.on('requestfinished', (request) => {
    if (request.url().startsWith(server.url)) fetched.push(request.url())
  })
  await page.goto(server.url + LESSON)
  await page.waitForLoadState('networkidle')
  const untouched = [...fetched]
  await openEditor(page)
  await page.waitForLoadState('networkidle')
  console.log('\npage weight, KB gzip')
  await printWeight('  a lesson, untouched', untouched)
  await printWeight('  added by the first editor', fetched.slice(untouched.length))
  await page.close()
}

async function printWeight(what: string, urls: readonly string[]): Promise<void> {
  const sums: Record<string, number> = {}
  for (const url of new Set(urls)) {
    const path = new URL(url).pathname
    const file = path.endsWith('/') ? `${path}index.html` : path
    const kind = file.slice(file.lastIndexOf('.') + 1)
    const body = await readFile(`dist${file}`)
    const size = kind === 'woff2' ? body.length : gzipSync(body).length
    sums[kind] = (sums[kind] ?? 0) + size / 1024
  }
  const parts = Object.entries(sums).map(([kind, size]) => `${kind} ${size.toFixed(1)}`)
  console.log(`${what}: ${parts.join(', ')}`)
}

function report(what: string, values: readonly number[]): void {
  const sorted = [...values].sort((a, b) => a - b)
  const at = (part: number) =>
    (sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? Number.NaN).toFixed(0)
  console.log(`${what}: p50 ${at(0.5)} ms, p95 ${at(0.95)} ms (${values.length} times)`)
}
