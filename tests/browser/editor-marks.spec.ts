/** Marks in the margin stand beside the statements that made them, also while the code is being edited. */

import type { Locator, Page } from '@playwright/test'
import { expect, openCell, test } from './site.ts'
import { editAt, write } from './typing.ts'

declare global {
  interface Window {
    fewestMarks: number
  }
}

/** Holds back the run that follows typing, to look at what lies between. */
async function holdRuns(page: Page): Promise<void> {
  await page.evaluate(() => {
    const { setTimeout: later } = window
    window.setTimeout = ((work: () => void, delay?: number) =>
      later(work, delay === 300 ? 60_000 : delay)) as typeof setTimeout
  })
}

/** The rows that have a mark. */
function marked(cell: Locator): Promise<number[]> {
  return cell
    .locator('.gutter li')
    .evaluateAll((rows) =>
      rows.flatMap((row, index) => (row.querySelector('.mark') ? [index + 1] : [])),
    )
}

test('marks stand exactly beside their rows, in the closed code and in the editor', async ({
  page,
}) => {
  await page.goto('lessons/start-here/')
  const cell = await openCell(page, 'tea.ts')
  const distances = (rows: string) =>
    cell.evaluate((island, selector) => {
      const middle = (element: Element) => {
        const { top, height } = element.getBoundingClientRect()
        return top + height / 2
      }
      const lines = [...island.querySelectorAll(selector)].sort((a, b) => middle(a) - middle(b))
      return [...island.querySelectorAll('.gutter li')].map((row, index) =>
        Math.abs(middle(row) - middle(lines[index] as Element)),
      )
    }, rows)
  expect(Math.max(...(await distances('.code-text .line')))).toBeLessThanOrEqual(1.5)
  await editAt(page, cell, 7)
  await expect(cell.locator('.view-line')).toHaveCount(15)
  expect(Math.max(...(await distances('.view-line')))).toBeLessThanOrEqual(1)
})

test('marks follow their statements while code is typed, and leave rows that are changed', async ({
  page,
}) => {
  await page.goto('lessons/start-here/')
  const cell = await openCell(page, 'tea.ts')
  await editAt(page, cell, 7)
  expect(await marked(cell)).toEqual([7, 8, 9, 11, 12, 14])
  await holdRuns(page)
  await page.keyboard.type('\n')
  expect(await marked(cell)).toEqual([7, 9, 10, 12, 13, 15])
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('End')
  await page.keyboard.type(' //')
  expect(await marked(cell)).toEqual([7, 10, 12, 13, 15])
  // What they select is still what they made.
  await cell.getByRole('button', { name: 'Row 12 made 1 span' }).click()
  await expect(cell.locator('.span-row[data-related] .span-title')).toHaveText(['steep'])
  await expect(cell.locator('.gutter li[data-related]')).toHaveText('12')
})

test('marks stay while the next run is being compiled', async ({ page }) => {
  await page.goto('lessons/start-here/')
  const cell = await openCell(page, 'tea.ts')
  await editAt(page, cell, 15)
  await expect(cell.locator('.code')).toHaveAttribute('data-editor', 'full')
  await cell.evaluate((island) => {
    window.fewestMarks = Number.POSITIVE_INFINITY
    new MutationObserver(() => {
      const now = island.querySelectorAll('.mark').length
      window.fewestMarks = Math.min(window.fewestMarks, now)
    }).observe(island, { subtree: true, childList: true })
  })
  await page.keyboard.type('\n\n')
  await expect(cell.locator('.cell-state')).toContainText('ran in')
  // They grow with the new run, but never are there none.
  expect(await page.evaluate(() => window.fewestMarks)).toBeGreaterThan(0)
  expect(await marked(cell)).toEqual([7, 8, 9, 11, 12, 14])
})

test('one row that made much says how much, and shows all of it', async ({ page }) => {
  await page.goto('lessons/start-here/')
  const cell = await openCell(page, 'tea.ts')
  await write(
    page,
    cell,
    "import { logger } from '@lab/logger'\nimport { span } from '@lab/tracer'\n\nconst log = logger('x')\nfor (let i = 0; i < 3; i++) span('s', () => log.info('line'))",
  )
  const mark = cell.getByRole('button', { name: 'Row 5 made 3 lines and 3 spans' })
  await mark.click()
  await expect(mark).toHaveAttribute('aria-pressed', 'true')
  await expect(cell.locator('.span-row[data-related]')).toHaveCount(3)
  await expect(cell.locator('.line-row[data-related]')).toHaveCount(3)
  await cell.locator('.line-row').first().click()
  await expect(cell.locator('.gutter li[data-related]')).toHaveText('5')
})
