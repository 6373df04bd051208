/** Pages in bad circumstances: what does not arrive, what lies broken in the browser, and who leaves in the middle. */

import type { Locator, Page } from '@playwright/test'
import { expect, openCell, test } from '../browser/site.ts'
import { write } from '../browser/typing.ts'

const LESSON = 'lessons/start-here/'
const ENDLESS = "console.log('before')\nfor (;;) {}"

const run = (cell: Locator) => cell.getByRole('button', { name: 'Run tea.ts' }).click()

async function expectToRun(cell: Locator): Promise<void> {
  await run(cell)
  await expect(cell.locator('.cell-state')).toContainText('ran in')
  await expect(cell.locator('.problems')).toHaveCount(0)
}

async function openTea(page: Page): Promise<Locator> {
  await page.goto(LESSON)
  return openCell(page, 'tea.ts')
}

test.describe('what a run needs and does not get', () => {
  /** What answers in its place. */
  const ANSWERS = {
    'does not come': undefined,
    'is missing': { status: 404, contentType: 'text/html', body: '<h1>Not here</h1>' },
    'is garbage': { status: 200, contentType: 'application/json', body: '{"tea.ts": {"co' },
    'is of another shape': { status: 200, contentType: 'application/json', body: '[]' },
  }

  for (const [what, answer] of Object.entries(ANSWERS)) {
    test(`a program of the build that ${what} is told, and fetched again`, async ({ page }) => {
      await page.route('**/programs.*.json', (route) =>
        answer ? route.fulfill(answer) : route.abort(),
      )
      const cell = await openTea(page)
      await run(cell)
      // Without it the cell is compiled here, or the reader is told.
      await expect(cell.locator('.cell-state')).toHaveText(/ran in|failed/)
      await page.unroute('**/programs.*.json')
      await expectToRun(cell)
    })
  }

  for (const [what, answer] of Object.entries(ANSWERS).slice(0, 3)) {
    test(`a compiler that ${what} is told; what needs none runs, and later it works`, async ({
      page,
    }) => {
      await page.route('**/*.wasm', (route) => (answer ? route.fulfill(answer) : route.abort()))
      const cell = await openTea(page)
      await write(page, cell, "console.log('compiled')")
      await expect(cell.locator('.problems [role=alert]')).toContainText('could not be')
      const other = await openCell(page, 'order-1042.ts')
      await other.getByRole('button', { name: 'Run order-1042.ts' }).click()
      await expect(other.locator('.cell-state')).toContainText('ran in')
      await page.unroute('**/*.wasm')
      await run(cell)
      await expect(cell.locator('.line-words')).toHaveText(['compiled'])
    })
  }

  test('a page that has lost the line says so, and runs after a reload when it is back', async ({
    page,
    context,
  }) => {
    const cell = await openTea(page)
    await context.setOffline(true)
    await run(cell)
    await expect(cell.locator('.problems [role=alert]')).toContainText('without a network')
    await expect(cell.locator('.problems [role=alert]')).toContainText('Reload the page')
    await context.setOffline(false)
    // A browser does not fetch a module again that it could not get once.
    await page.reload()
    await expectToRun(await openCell(page, 'tea.ts'))
  })
})

test.describe('somebody who leaves while a program runs', () => {
  async function beginEndless(page: Page): Promise<Locator> {
    const cell = await openTea(page)
    await write(page, cell, ENDLESS)
    await expect(cell.locator('.line-words')).toHaveText(['before'])
    return cell
  }

  test('finds nothing running after a reload, and everything works', async ({ page }) => {
    await beginEndless(page)
    await page.reload()
    const cell = await openCell(page, 'tea.ts')
    await expect(cell.getByRole('button', { name: 'Stop tea.ts' })).toHaveCount(0)
    expect(page.frames()).toHaveLength(1)
    const other = await openCell(page, 'order-1042.ts')
    await other.getByRole('button', { name: 'Run order-1042.ts' }).click()
    await expect(other.locator('.cell-state')).toContainText('ran in')
  })

  test('finds nothing running after coming back', async ({ page }) => {
    await beginEndless(page)
    await page.goto('./')
    await page.goBack()
    const cell = await openCell(page, 'tea.ts')
    await expect(cell.getByRole('button', { name: 'Stop tea.ts' })).toHaveCount(0)
    const other = await openCell(page, 'order-1042.ts')
    await other.getByRole('button', { name: 'Run order-1042.ts' }).click()
    await expect(other.locator('.cell-state')).toContainText('ran in')
  })

  test('does not keep another tab from running', async ({ page, context }) => {
    const cell = await beginEndless(page)
    const second = await context.newPage()
    await second.goto(LESSON)
    // The draft is there, too; so another cell.
    const there = await openCell(second, 'order-1042.ts')
    await there.getByRole('button', { name: 'Run order-1042.ts' }).click()
    await expect(there.locator('.cell-state')).toContainText('ran in')
    await page.bringToFront()
    await cell.getByRole('button', { name: 'Stop tea.ts' }).click()
    await expect(cell.locator('.problems')).toContainText('You stopped the run.')
  })
})

test.describe('an address that means harm', () => {
  const TAILS = {
    'markup after the hash': '#<img src=x onerror="document.title=\'mine\'">',
    'markup in the query': '?q=<script>document.title="mine"</script>',
    'half a character': '#%E0%A4%A',
    'a hundred thousand characters': `#${'x'.repeat(100_000)}`,
    'a selector that is none': '#tea.ts"]:is(',
    'an address to run': '#javascript:document.title="mine"',
  }
  for (const [what, tail] of Object.entries(TAILS)) {
    test(`opens the lesson as it is: ${what}`, async ({ page, observed }) => {
      await page.goto(LESSON + tail)
      const cell = await openCell(page, 'tea.ts')
      await expectToRun(cell)
      await expect(page).toHaveTitle(/Start here/)
      expect(observed.errors).toEqual([])
    })
  }
})

test.describe('a browser in which storage', () => {
  const STATES: Readonly<Record<string, () => void>> = {
    'throws at everything': () => {
      for (const name of ['localStorage', 'sessionStorage', 'indexedDB', 'caches']) {
        Object.defineProperty(window, name, {
          get: () => {
            throw new DOMException('no', 'SecurityError')
          },
        })
      }
    },
    'is full': () => {
      const full = () => {
        throw new DOMException('full', 'QuotaExceededError')
      }
      Storage.prototype.setItem = full
      IDBObjectStore.prototype.put = full
      IDBObjectStore.prototype.add = full
    },
    'holds garbage': () => {
      for (let index = 0; index < 50; index++) localStorage.setItem(`garbage${index}`, '{"]')
      for (const name of ['theme', 'drafts', 'notebook', 'pace']) localStorage.setItem(name, '{"]')
    },
    'does not answer': () => {
      IDBFactory.prototype.open = () => new EventTarget() as IDBOpenDBRequest
    },
  }
  for (const [what, arrange] of Object.entries(STATES)) {
    test(`${what} lets the reader read, edit and run`, async ({ page }) => {
      await page.addInitScript(arrange)
      const cell = await openTea(page)
      await expectToRun(cell)
      await write(page, cell, "console.log('edited')")
      await expect(cell.locator('.line-words')).toHaveText(['edited'])
    })
  }
})
