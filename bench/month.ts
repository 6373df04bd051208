/**
 * What a month of the shop costs: in Node, beside what the same customers cost in detail, and in the page, where it must
 * leave the reader's frames alone. The page is that of the built site.
 */

import { readFile } from 'node:fs/promises'
import { type Browser, chromium, type Page } from 'playwright-core'
import { compileInNode } from '../src/build/node-compiler.ts'
import { runInNode } from '../src/build/node-runner.ts'
import { DEFAULT_LIMITS } from '../src/sandbox/limits.ts'
import { simulateMonth } from '../src/simulation/month/simulate-month.ts'
import { createSimulation, enter } from '../src/simulation/simulation.ts'
import { CHROMIUM_ARGUMENTS, chromiumPath } from '../tools/chromium.ts'
import { serve } from '../tools/static-server.ts'

const MILLION = 1_000_000
const ROUNDS = 5
/** Few enough for the limits of a run. */
const DETAILED = 1000
const LESSON = 'lessons/start-here/'
const CELL = 'tea.ts'

/** Measures and prints. The page is left out if there is no built site. */
export async function benchMonth(): Promise<void> {
  console.log(`\nA month of the shop, Node ${process.version}, medians of ${ROUNDS} rounds\n`)
  // First, while there is no garbage of others.
  reportOpening()
  const detailed = await detailedRate()
  row('detailed, with full telemetry', `${detailed.toFixed(0)} checkouts a second`)
  for (const checkouts of [MILLION, 5 * MILLION]) {
    const rate = monthRate(checkouts)
    const ratio = (rate / detailed).toFixed(0)
    row(
      `month of ${checkouts / MILLION} million`,
      `${rate.toFixed(0)} a second (×${ratio}), ${((checkouts / rate) | 0) + 1} s at most`,
    )
  }
  await benchPage()
}

/** Through the whole sandbox: a worker, the lowered shop, and every line and span on its way to a store. */
async function detailedRate(): Promise<number> {
  const source = (checkouts: number) =>
    `import { drive, openShop } from '@lab/shop'; await drive(openShop(), { checkouts: ${checkouts}, perDay: 100_000 })`
  const time = async (checkouts: number) => {
    const compiled = await compileInNode({ 'main.ts': source(checkouts) }, 'main.ts')
    if (!compiled.ok) throw new Error('The detailed program does not compile.')
    const start = performance.now()
    await runInNode({
      code: compiled.program.code,
      seed: 1,
      clock: 'virtual',
      limits: DEFAULT_LIMITS,
    })
    return performance.now() - start
  }
  const took: number[] = []
  // The start of a worker is no part of a checkout.
  for (let round = 0; round < ROUNDS; round++) took.push((await time(DETAILED)) - (await time(1)))
  return (1000 * DETAILED) / median(took)
}

/** Customers a second. */
function monthRate(checkouts: number): number {
  const took: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    enter(createSimulation(round))
    const start = performance.now()
    simulateMonth({ checkouts })
    took.push(performance.now() - start)
  }
  return (1000 * checkouts) / median(took)
}

function reportOpening(): void {
  const before = process.memoryUsage().arrayBuffers
  const month = simulateMonth()
  const bytes = process.memoryUsage().arrayBuffers - before
  row('memory of five million', `${(bytes / 2 ** 20).toFixed(0)} MiB`)
  const measured = (work: () => unknown) => {
    const start = performance.now()
    work()
    return performance.now() - start
  }
  const opened = Array.from({ length: 101 }, (_, index) => 1 + index * 49_000)
  const waits = opened.map((request) => measured(() => month.waitsOf(request)))
  row('waits of one request, found again', `${median(waits).toFixed(2)} ms`)
  row('a quantile of five million', `${measured(() => month.quantile(0.99)).toFixed(0)} ms`)
  row('a histogram of five million', `${measured(() => month.histogram()).toFixed(0)} ms`)
}

async function benchPage(): Promise<void> {
  const server = await serve({ folder: 'dist' })
  const browser = await chromium.launch({
    executablePath: await chromiumPath(),
    args: CHROMIUM_ARGUMENTS,
  })
  try {
    await reportPage(browser, server.url)
  } finally {
    await browser.close()
    await server.close()
  }
}

async function reportPage(browser: Browser, url: string): Promise<void> {
  console.log(`\nThe same in a cell, Chromium ${browser.version()}\n`)
  for (const millions of [1, 2, 5]) {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } })
    await page.goto(url + LESSON)
    await page.waitForLoadState('networkidle')
    const { answer, frame, frames, memory } = await runMonth(page, millions * MILLION)
    row(`month of ${millions} million`, answer)
    row('  longest gap between two frames', `${frame.toFixed(0)} ms (${frames} frames)`)
    row('  memory on top, at most', memory)
    await page.close()
  }
}

/** Types a month into a cell, and watches the frames of the page until it has an answer. */
async function runMonth(page: Page, checkouts: number) {
  const cell = page.locator(`figure[id="${CELL}"]`)
  await cell.scrollIntoViewIfNeeded()
  await cell.locator('.code-text').click()
  await cell.locator('.monaco-editor.focused').waitFor()
  // What the editor still loads is not to be measured.
  await page.waitForTimeout(3000)
  await page.keyboard.press('Control+A')
  await page.keyboard.insertText(`import { simulateMonth } from '@lab/shop'
const month = simulateMonth({ checkouts: ${checkouts} })
console.log('answer ' + month.quantile(0.99))`)
  await page.locator(`figure[id="${CELL}"][data-phase="running"]`).waitFor()
  const before = await memoryOf(page)
  const began = performance.now()
  const watch = await page.evaluateHandle(() => {
    let last = performance.now()
    const seen = { longest: 0, frames: 0 }
    const look = (now: number) => {
      seen.longest = Math.max(seen.longest, now - last)
      seen.frames++
      last = now
      requestAnimationFrame(look)
    }
    requestAnimationFrame(look)
    return seen
  })
  const ended = page.locator(`figure[id="${CELL}"]:not([data-phase="running"])`)
  let most = before
  while ((await ended.count()) === 0) {
    most = Math.max(most, await memoryOf(page))
    await page.waitForTimeout(200)
  }
  const took = (performance.now() - began) / 1000
  const { longest, frames } = await watch.jsonValue()
  const isDone = (await cell.getAttribute('data-phase')) === 'done'
  const answer = isDone
    ? `${took.toFixed(1)} s, ${(checkouts / took).toFixed(0)} a second`
    : `no answer after ${took.toFixed(1)} s`
  const memory = `${(most - before).toFixed(0)} MiB`
  return { answer, frame: longest, frames, memory }
}

/** How much memory the pages' processes have, summed, in MiB. Not a number where the system doesn't say. */
async function memoryOf(page: Page): Promise<number> {
  const browser = page.context().browser() as Browser
  const session = await browser.newBrowserCDPSession()
  const { processInfo } = await session.send('SystemInfo.getProcessInfo')
  const sizes = processInfo
    .filter(({ type }) => type === 'renderer')
    .map(async ({ id }) => {
      const status = await readFile(`/proc/${id}/status`, 'utf8').catch(() => '')
      return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? Number.NaN) / 1024
    })
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0)
}

function row(what: string, result: string): void {
  console.log(`${what.padEnd(36)} ${result}`)
}

function median(numbers: number[]): number {
  return numbers.sort((a, b) => a - b)[numbers.length >> 1] as number
}
