/** The sandbox as a reader meets it: what is told when it cannot start, and that nothing a program does outlives its run. */

import { setTimeout as sleep } from 'node:timers/promises'
import type { Locator, Page } from '@playwright/test'
import { written } from '../made-up-run.ts'
import { batchOf } from '../sent-events.ts'
import * as inPage from './in-page.ts'
import { expect, openCell, test } from './site.ts'
import { write } from './typing.ts'

const LESSON = 'lessons/start-here/'
const CELL = 'tea.ts'

const run = (cell: Locator) => cell.getByRole('button', { name: `Run ${CELL}` }).click()

async function linesOf(cell: Locator): Promise<string[]> {
  await expect(cell.locator('.line-words').first()).toBeAttached()
  return cell.locator('.line-words').allTextContents()
}

/** The cell runs and says what it said when the site was built. */
async function runsAsBuilt(cell: Locator): Promise<void> {
  await run(cell)
  await expect(cell.locator('.cell-state')).toContainText('ran in')
  await expect(cell.locator('.problems')).toBeHidden()
}

/** A lesson whose runs start another script than the lab's, as long as `instead` names one. */
async function openWithout(page: Page, instead: string): Promise<Locator> {
  await page.addInitScript(inPage.swapLab)
  await page.goto(LESSON)
  await page.evaluate((script) => {
    window.insteadOfLab = script
  }, instead)
  return openCell(page, CELL)
}

/** The lab is back: another frame, as the one that was prepared has the other script. */
async function labIsBack(page: Page, cell: Locator): Promise<void> {
  await page.evaluate(() => {
    window.insteadOfLab = undefined
    dispatchEvent(new PageTransitionEvent('pagehide'))
  })
  await runsAsBuilt(cell)
}

test.describe('where no program can start', () => {
  test('that is told at once, and the output of the build stays', async ({ page, observed }) => {
    await page.addInitScript(inPage.noWorkersInFrames)
    await page.goto(LESSON)
    const cell = await openCell(page, CELL)
    await expect(cell.locator('.line-words')).not.toHaveCount(0)
    const before = await linesOf(cell)
    await run(cell)
    await expect(cell.locator('.problems')).toContainText('This browser did not start the program.')
    expect(await linesOf(cell)).toEqual(before)
    await expect(cell.locator('.cell')).toHaveAttribute('data-phase', 'failed')
    expect(observed.errors).toEqual([])
  })

  test('because its script does not load, it is told the same', async ({ page }) => {
    const cell = await openWithout(page, 'this is no script')
    const before = await linesOf(cell)
    await run(cell)
    await expect(cell.locator('.problems')).toContainText('This browser did not start the program.')
    expect(await linesOf(cell)).toEqual(before)
    await labIsBack(page, cell)
  })
})

test.describe('where the compiler cannot be had', () => {
  for (const [what, file] of [
    ['its WebAssembly', '**/*.wasm'],
    ['its script', '**/compiler-worker*.js'],
  ] as const) {
    test(`because ${what} does not arrive, that is told, and unchanged cells run`, async ({
      page,
    }) => {
      await page.route(file, (route) => route.abort())
      await page.goto(LESSON)
      const cell = await openCell(page, CELL)
      await runsAsBuilt(cell)
      const before = await linesOf(cell)
      await write(page, cell, "console.log('changed')")
      await expect(cell.locator('.problems')).toContainText('The compiler could not be loaded.')
      await expect(cell.locator('.problems')).toContainText('Cells that nobody has changed run')
      expect(await linesOf(cell)).toEqual(before)
      await page.unroute(file)
      await run(cell)
      await expect(cell.locator('.line-words')).toHaveText(['changed'])
    })
  }
})

test.describe('a program that is not the lab’s', () => {
  const READY = "postMessage({ kind: 'ready' })"
  const DROPPED = '{ records: 0, spans: 0, changes: 0, refused: 0, cut: 0 }'
  const LINE = (said: string) => {
    const { bytes, text } = batchOf([written(said)])
    return `postMessage({ kind: 'events', batch: { bytes: new Uint8Array([${new Uint8Array(bytes)}]).buffer, text: '${text}' } })`
  }
  const DONE = `postMessage({ kind: 'ended', outcome: { kind: 'done' }, dropped: ${DROPPED}, time: 1 })`
  const onRun = (...statements: string[]) =>
    `${READY}\nonmessage = () => {\n${statements.join('\n')}\n}`

  test('and floods the page with messages is stopped, and the page goes on', async ({ page }) => {
    const flood = "for (let n = 0; n < 1e6; n++) postMessage({ kind: 'busy', site: n })"
    const cell = await openWithout(page, onRun(LINE('before'), flood))
    await run(cell)
    await expect(cell.locator('.problems')).toContainText('flooded the page with messages')
    expect(await linesOf(cell)).toEqual(['before'])
    await labIsBack(page, cell)
  })

  test('and says what no program says is stopped, and what came before is there', async ({
    page,
  }) => {
    const cell = await openWithout(page, onRun(LINE('before'), "postMessage('<img src=x>')"))
    await run(cell)
    await expect(cell.locator('.problems')).toContainText('interfered with the lab itself')
    expect(await linesOf(cell)).toEqual(['before'])
    await labIsBack(page, cell)
  })

  test('and goes on speaking after its end is not heard', async ({ page }) => {
    const late = `setInterval(() => { ${LINE('late')}; ${DONE} }, 1)`
    const cell = await openWithout(page, onRun(LINE('first'), DONE, LINE('late'), DONE, late))
    await run(cell)
    await expect(cell.locator('.cell')).toHaveAttribute('data-phase', 'done')
    await page.waitForTimeout(300)
    expect(await linesOf(cell)).toEqual(['first'])
    await labIsBack(page, cell)
  })

  test('and never answers can be stopped', async ({ page }) => {
    const cell = await openWithout(page, onRun(LINE('on'), 'for (;;);'))
    await run(cell)
    await expect(cell.locator('.line-words')).toHaveText(['on'])
    await cell.getByRole('button', { name: `Stop ${CELL}` }).click()
    await expect(cell.locator('.problems')).toContainText('You stopped the run.')
    await labIsBack(page, cell)
  })

  test('is stopped when its reader leaves the page, and says so to one who comes back', async ({
    page,
  }) => {
    const cell = await openWithout(page, onRun(LINE('on'), 'for (;;);'))
    await run(cell)
    await expect(cell.locator('.line-words')).toHaveText(['on'])
    await page.evaluate(() => {
      dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))
    })
    await expect(page.locator('iframe')).toHaveCount(0)
    await page.evaluate(() => {
      dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))
    })
    await expect(cell.locator('.problems')).toContainText('Stopped, because you left the page.')
    expect(await linesOf(cell)).toEqual(['on'])
    await labIsBack(page, cell)
  })
})

test('many runs leave one frame, which waits for the next', async ({ page }) => {
  test.slow()
  await page.goto(LESSON)
  const cell = await openCell(page, CELL)
  for (let runs = 0; runs < 25; runs++) await runsAsBuilt(cell)
  await expect(page.locator('iframe')).toHaveCount(1)
  // The broker and the program of the frame that waits.
  await expect.poll(() => livingWorkers(page)).toBeLessThanOrEqual(2)
})

/** How many workers of the page still answer. The tool that drives the browser misses the end of some whose frame is gone. */
async function livingWorkers(page: Page): Promise<number> {
  const answers = page.workers().map((worker) => {
    const answer = worker.evaluate(() => 1).catch(() => 0)
    return Promise.race([answer, sleep(2_000, 0)])
  })
  return (await Promise.all(answers)).reduce((sum, answer) => sum + answer, 0)
}

test('code that breaks the compiler is told so, and the next code compiles', async ({ page }) => {
  test.setTimeout(240_000)
  await page.goto(LESSON)
  const cell = await openCell(page, CELL)
  await write(page, cell, `const f = ${'()=>'.repeat(4_000)}1`)
  await expect(cell.locator('.problems').first()).toContainText(
    /The compiler gave up on this code|nested too deeply|Not enough stack space/,
    { timeout: 100_000 },
  )
  await write(page, cell, "console.log('fine')")
  await expect(cell.locator('.line-words')).toHaveText(['fine'], { timeout: 100_000 })
})

test('code that changes everything that lists, texts and promises can is still heard', async ({
  page,
}) => {
  await page.goto(LESSON)
  const cell = await openCell(page, CELL)
  await write(
    page,
    cell,
    `import { logger } from '@lab/logger'
const log = logger('main')
const evil: any = () => { throw new Error('evil') }
const prototypes = [String, Map, Set, WeakMap, Promise, Function, Array].map((one) => one.prototype)
const names = prototypes.map((one) => Reflect.ownKeys(one).filter((name) => name !== 'constructor'))
for (let one = 0; one < prototypes.length; one++) {
  for (let index = 0; index < names[one]!.length; index++) {
    try { Object.defineProperty(prototypes[one], names[one]![index]!, { value: evil }) } catch {}
  }
}
(Object.prototype as any).toJSON = evil
log.info('still here', { cup: [1, 2] })`,
  )
  await expect(cell.locator('.line-words')).toHaveText([
    /still here/,
    'Spans that were never ended could not be told.',
  ])
  await expect(cell.locator('.cell')).toHaveAttribute('data-phase', 'done')
})
