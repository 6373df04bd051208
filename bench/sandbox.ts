/**
 * What the sandbox costs a reader, in a real browser against the built site: how soon a run stops, whatever it is doing;
 * how soon the next one speaks; how the page bears a million lines; and what a hundred runs leave behind.
 */

import type { Browser, CDPSession, Page } from 'playwright-core'
import { compileInNode, stopCompiler } from '../src/build/node-compiler.ts'
import * as inPage from '../tests/browser/in-page.ts'

const LESSON = 'lessons/start-here/'
const CELL = 'tea.ts'
const ROUNDS = 10

/** What a run is doing when it is stopped, and how long it does that before. Milliseconds. */
const STATES: readonly (readonly [what: string, source: string | undefined, after: number])[] = [
  ['while it starts', 'for (;;);', 0],
  ['an endless loop', "console.log('on'); for (;;);", 300],
  ['endless microtasks', 'const on = () => queueMicrotask(on); on()', 300],
  [
    'a storm of promises',
    'const on = async (): Promise<void> => { await null; on(); on() }; on()',
    300,
  ],
  ['a flood of lines', "for (;;) console.log('x'.repeat(100))", 300],
  ['a flood of spans', "import { span } from '@lab/tracer'\nfor (;;) span('x', () => {})", 300],
  ['endless timers', 'const on = () => setTimeout(on); on()', 300],
  ['a month of the shop', "import { simulateMonth } from '@lab/shop'\nsimulateMonth()", 600],
]

export async function benchSandbox(browser: Browser, url: string): Promise<void> {
  console.log(`\nthe sandbox, each ${ROUNDS} times: median and most`)
  for (const [what, source, after] of STATES) {
    await onPage(browser, url, source, async (page) => {
      const took: number[] = []
      for (let round = 0; round < ROUNDS; round++) took.push(await timeToStop(page, after))
      row(`stop: ${what}`, took)
    })
  }
  await onPage(browser, url, undefined, async (page) => {
    await page.getByLabel(`Pace of ${CELL}`).selectOption('by steps')
    const took: number[] = []
    for (let round = 0; round < ROUNDS; round++) took.push(await timeToStop(page, 300))
    row('stop: paused', took)
  })
  await onPage(browser, url, "console.log('on'); for (;;);", async (page) => {
    const took: number[] = []
    for (let round = 0; round < ROUNDS; round++) {
      await timeToStop(page, 300)
      took.push(await firstWord(page))
      await timeToStop(page, 0)
      // The next frame is made in advance, when there is time for it.
      await page.waitForTimeout(300)
    }
    row('after a stop: click Run → first output', took)
  })
  await benchMillion(browser, url)
  await benchMemory(browser, url)
  await stopCompiler()
}

/** @param source what a run of the cell runs instead of it; nothing leaves it as it is */
async function onPage(
  browser: Browser,
  url: string,
  source: string | undefined,
  use: (page: Page) => Promise<void>,
): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } })
  await page.addInitScript(inPage.swapPrograms)
  await page.goto(url + LESSON)
  if (source !== undefined) {
    const compiled = await compileInNode({ [CELL]: source }, CELL)
    if (!compiled.ok) throw new Error(compiled.errors[0]?.message)
    await page.evaluate((code) => {
      window.instead = code
    }, compiled.program.code)
  }
  const cell = page.locator(`figure[id="${CELL}"]`)
  await cell.scrollIntoViewIfNeeded()
  await cell.hover()
  await page.waitForTimeout(500)
  await use(page)
  await page.close()
}

/** Starts the cell, and stops it after some milliseconds. @returns from the click on Stop until the cell has stopped */
function timeToStop(page: Page, after: number): Promise<number> {
  return page.evaluate(
    async ([id, wait]) => {
      const figure = document.getElementById(id) as HTMLElement
      const button = (name: string) =>
        figure.querySelector<HTMLElement>(`button[aria-label="${name} ${id}"]`)
      const until = (isSo: () => unknown) =>
        new Promise<void>((resolve) => {
          const look = () => (isSo() ? resolve() : requestAnimationFrame(look))
          look()
        })
      const pause = (milliseconds: number) =>
        new Promise((resolve) => setTimeout(resolve, milliseconds))
      await until(() => button('Run'))
      await pause(100)
      button('Run')?.click()
      await until(() => button('Stop'))
      await pause(wait)
      const clickedAt = performance.now()
      button('Stop')?.click()
      await until(() => /done|stopped|failed/.test(figure.dataset.phase ?? ''))
      return performance.now() - clickedAt
    },
    [CELL, after] as const,
  )
}

/** @returns from the click on Run until the cell shows that it runs */
function firstWord(page: Page): Promise<number> {
  return page.evaluate(async (id) => {
    const figure = document.getElementById(id) as HTMLElement
    const clickedAt = performance.now()
    figure.querySelector<HTMLElement>(`button[aria-label="Run ${id}"]`)?.click()
    await new Promise<void>((resolve) => {
      const look = () =>
        figure.dataset.phase === 'running' ? resolve() : requestAnimationFrame(look)
      look()
    })
    return performance.now() - clickedAt
  }, CELL)
}

async function benchMillion(browser: Browser, url: string): Promise<void> {
  const source = `import { logger } from '@lab/logger'
const log = logger('million')
for (let n = 0; n < 1_000_000; n++) log.info('line {n}', { n })`
  await onPage(browser, url, source, async (page) => {
    const seen = await page.evaluate(async (id) => {
      const figure = document.getElementById(id) as HTMLElement
      const beganAt = performance.now()
      let last = beganAt
      let longest = 0
      figure.querySelector<HTMLElement>(`button[aria-label="Run ${id}"]`)?.click()
      await new Promise<void>((resolve) => {
        const look = (now: number) => {
          longest = Math.max(longest, now - last)
          last = now
          if (/done|stopped|failed/.test(figure.dataset.phase ?? '') && now > beganAt + 200)
            resolve()
          else requestAnimationFrame(look)
        }
        requestAnimationFrame(look)
      })
      return {
        longest,
        took: last - beganAt,
        phase: figure.dataset.phase,
        kept: figure.querySelector('[role="tab"]')?.textContent,
        dropped: figure.querySelector('.dropped')?.textContent,
      }
    }, CELL)
    console.log(
      `a million lines, ${seen.phase}: ${seen.took.toFixed(0)} ms, ${seen.kept} kept; ${seen.dropped}`,
    )
    console.log(`  longest gap between two frames: ${seen.longest.toFixed(0)} ms`)
  })
}

async function benchMemory(browser: Browser, url: string): Promise<void> {
  await onPage(browser, url, undefined, async (page) => {
    const session = await page.context().newCDPSession(page)
    const after: string[] = []
    for (let runs = 1; runs <= 100; runs++) {
      await timeToEnd(page)
      if (runs === 10 || runs === 100) after.push(`${runs} runs: ${await heapOf(page, session)}`)
    }
    console.log(`memory after ${after.join(', after ')}`)
  })
}

async function timeToEnd(page: Page): Promise<void> {
  await page.locator(`figure[id="${CELL}"] button[aria-label="Run ${CELL}"]`).click()
  await page.locator(`figure[id="${CELL}"][data-phase="done"]`).waitFor()
}

async function heapOf(page: Page, session: CDPSession): Promise<string> {
  await page.waitForTimeout(500)
  await session.send('HeapProfiler.collectGarbage')
  const { usedSize } = await session.send('Runtime.getHeapUsage')
  const frames = await page.locator('iframe').count()
  return `${(usedSize / 2 ** 20).toFixed(1)} MiB, ${frames} frame, ${page.workers().length} workers`
}

function row(what: string, values: readonly number[]): void {
  const sorted = [...values].sort((a, b) => a - b)
  const median = sorted[sorted.length >> 1] ?? Number.NaN
  console.log(`${what}: ${median.toFixed(0)} ms, ${(sorted.at(-1) ?? Number.NaN).toFixed(0)} ms`)
}
