/** The map and the metrics: by keyboard, by pointer, and as tables. */

import AxeBuilder from '@axe-core/playwright'
import type { Locator, Page } from '@playwright/test'
import { expect, openCell, test } from './site.ts'

async function openLens(page: Page, lens: 'map' | 'metrics'): Promise<Locator> {
  await page.goto('lessons/start-here/')
  const cell = await openCell(page, 'order-1042.ts')
  await cell.getByRole('tab', { name: lens }).click()
  await expect(cell.locator(`.${lens}`)).toBeVisible()
  return cell
}

async function seriousObstacles(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).include('.lens-panel').analyze()
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`))
}

test('the map is walked with the arrow keys: along the calls, and Enter tells of one', async ({
  page,
}) => {
  const cell = await openLens(page, 'map')
  await cell.locator('.map-node-reach').first().focus()
  await page.keyboard.press('ArrowRight')
  await expect(cell.locator('.map-edge:focus')).toHaveAttribute(
    'aria-label',
    /^browser → storefront: 1 call; /,
  )
  await page.keyboard.press('ArrowRight')
  await expect(cell.locator('.map-node-reach:focus')).toHaveAttribute(
    'aria-label',
    /^storefront, \d+ spans/,
  )
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Enter')
  const detail = cell.locator('.map-detail')
  await expect(detail).toContainText('storefront → ')
  await expect(cell.locator('.map-node[data-out]').first()).toBeVisible()
  await detail.getByRole('button', { name: 'Show the slowest' }).click()
  await expect(cell.locator('.detail')).toContainText('Span: ')
  await cell.locator('.map-edge[aria-pressed="true"]').focus()
  await page.keyboard.press('Escape')
  await expect(detail).toBeEmpty()
  await expect(cell.locator('.map-node[data-out]')).toHaveCount(0)
})

test('a node of the map is chosen with the pointer, and let go', async ({ page }) => {
  const cell = await openLens(page, 'map')
  const bank = cell.getByRole('button', { name: /^bank, / })
  await bank.click()
  await expect(bank).toHaveAttribute('aria-pressed', 'true')
  await bank.click()
  await expect(bank).toHaveAttribute('aria-pressed', 'false')
})

test('the map is a table, too', async ({ page }) => {
  const cell = await openLens(page, 'map')
  await cell.getByRole('button', { name: 'As a table' }).click()
  await expect(cell.getByRole('row', { name: /^browser storefront 1 0/ })).toBeVisible()
})

test('the histogram is walked and brushed with the keys, and shows an example', async ({
  page,
}) => {
  const cell = await openLens(page, 'metrics')
  await cell
    .getByRole('button', { name: /POST \/charge/ })
    .first()
    .click()
  const bucket = cell.locator('.chart-bucket[tabindex="0"]')
  await bucket.focus()
  await page.keyboard.press(' ')
  await expect(cell.locator('.chart-bucket[aria-pressed="true"]')).not.toHaveCount(0)
  await expect(cell.locator('.metrics')).toContainText('There is nothing to compare')
  await page.keyboard.press('Enter')
  await expect(cell.locator('.detail')).toContainText('Span: POST /charge')
  await bucket.focus()
  await page.keyboard.press('Escape')
  await expect(cell.locator('.chart-bucket[aria-pressed="true"]')).toHaveCount(0)
})

test('what was measured is in tables, too', async ({ page }) => {
  const cell = await openLens(page, 'metrics')
  await cell.getByRole('button', { name: 'As tables' }).click()
  await expect(cell.getByRole('table', { name: 'How long they took' })).toContainText('1')
  await expect(cell.getByRole('table', { name: 'Over time' })).toContainText('1')
})

test('what the run weighs is told for a month at the rate that the reader sets', async ({
  page,
}) => {
  const cell = await openLens(page, 'metrics')
  await cell.getByText('What all this telemetry weighs').click()
  const spans = cell.getByRole('row', { name: /^spans 13 13 / })
  await expect(spans).toContainText('1,710,000,000')
  await cell.getByRole('spinbutton').fill('1')
  await expect(spans).toContainText('34,200,000')
})

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme })

    for (const lens of ['map', 'metrics'] as const) {
      test(`the ${lens} has no serious obstacle in ${colorScheme}`, async ({ page }) => {
        const cell = await openLens(page, lens)
        expect(await seriousObstacles(page)).toEqual([])
        await cell.getByRole('button', { name: /^As / }).click()
        expect(await seriousObstacles(page)).toEqual([])
      })
    }
  })
}
