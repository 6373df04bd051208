/** A tab that is killed in the middle of typing or of a run loses nothing that it had said was saved: a hundred times. */

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, chromium, type Locator, type Page } from '@playwright/test'
import { CHROMIUM_ARGUMENTS, chromiumPath } from '../../tools/chromium.ts'
import { expect, openCell, test } from './site.ts'

const TYPING = 50
const RUNNING = 50

// A page is opened a hundred times, and the machine may have other things to do.
test.describe.configure({ timeout: 900_000 })

let folder: string
let context: BrowserContext
/** What the page had in its editor whenever it said “saved”, the latest last. */
let accepted: string[] = []

test.beforeAll(async ({ site }) => {
  folder = mkdtempSync(join(tmpdir(), 'killed-tabs-'))
  context = await chromium.launchPersistentContext(folder, {
    executablePath: await chromiumPath(),
    args: CHROMIUM_ARGUMENTS,
    baseURL: site.url,
    // A touch screen gets the plain editor, which is there at once.
    hasTouch: true,
    isMobile: true,
    viewport: { width: 390, height: 800 },
  })
  await context.exposeFunction('accept', (text: string) => accepted.push(text))
  await context.addInitScript(watchSaves)
})

test.afterAll(async () => {
  await context.close()
  rmSync(folder, { recursive: true, force: true })
})

/** Tells the test each time the page says that something is saved. */
function watchSaves(): void {
  const { accept } = window as unknown as { accept(text: string): void }
  new MutationObserver(() => {
    // A letter is in the field before the page has said anything about it.
    setTimeout(() => {
      const cell = document.getElementById('tea.ts')
      const field = cell?.querySelector('textarea')
      const says = cell?.querySelector('.cell-save')?.textContent
      if (field && says === 'saved in this browser') accept(field.value)
    })
  }).observe(document, { subtree: true, childList: true, characterData: true })
}

async function openTab(): Promise<{ page: Page; cell: Locator }> {
  const page = await context.newPage()
  await page.goto('lessons/start-here/', { waitUntil: 'commit' })
  return { page, cell: await openCell(page, 'tea.ts') }
}

/** Opens the editor of a cell. */
async function editIn(cell: Locator): Promise<Locator> {
  await cell.locator('.code-text').tap()
  return cell.getByRole('textbox', { name: 'Code of tea.ts' })
}

async function kill(page: Page): Promise<void> {
  const crashed = page.waitForEvent('crash')
  const session = await context.newCDPSession(page)
  // It never answers: there is nobody left.
  session.send('Page.crash').catch(() => {})
  await crashed
  await page.close()
}

test(`${TYPING} tabs killed in the middle of typing keep what was said to be saved`, async () => {
  let { page, cell } = await openTab()
  let expected = ''
  for (let round = 1; round <= TYPING; round++) {
    const field = await editIn(cell)
    accepted = []
    await field.fill(`// round ${round}\n`)
    await expect(cell.locator('.cell-save')).toHaveText('saved in this browser')
    // Typing goes on, and the tab dies at some moment of the next save.
    await field.press('Control+End')
    await field.pressSequentially('more and ', { delay: 2 })
    await page.waitForTimeout(((round * 37) % 40) * 10)
    await field.pressSequentially('more')
    await kill(page)
    // The page shows a last line break as a row, and its text does not have it.
    expected = (accepted.at(-1) ?? '').replace(/\n$/, '')
    expect(expected).toContain(`// round ${round}`)
    ;({ page, cell } = await openTab())
    await expect(cell.locator('.cell-save')).toHaveText('saved in this browser')
    const found = await cell.locator('.draft code').textContent()
    // It may have been stored, and the tab had no time left to say so.
    expect(
      found?.startsWith(expected),
      `${JSON.stringify(found)} after ${JSON.stringify(expected)}`,
    ).toBe(true)
  }
  await page.close()
})

test(`${RUNNING} tabs killed in the middle of a run keep the code, say so, and run nothing`, async () => {
  let { page, cell } = await openTab()
  for (let round = 1; round <= RUNNING; round++) {
    const field = await editIn(cell)
    const source = `// run ${round}\nfor (;;) {}`
    await field.fill(source)
    await expect(page.locator('[id="tea.ts"][data-phase=running]')).toBeAttached()
    await page.waitForTimeout((round % 10) * 10)
    await kill(page)
    ;({ page, cell } = await openTab())
    await expect(cell.locator('.notice')).toContainText('The last run of tea.ts did not finish.')
    expect(await cell.locator('.draft code').textContent()).toBe(source)
    await expect(cell.locator('.cell-state')).toHaveText('changed since this output')
  }
  await page.close()
})
