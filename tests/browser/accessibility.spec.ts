/** No page has a serious obstacle, in light or dark, idle, selected or failed. */

import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, openCell, test } from './site.ts'
import { write } from './typing.ts'

async function seriousObstacles(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`))
}

const PAGES = [
  '',
  'lessons/start-here/',
  'lessons/same-request-two-views/',
  'lab/',
  'lab/telemetry/tracing/span/',
  'your-work/',
  'no-such-page/',
  'offline/',
]

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme })

    for (const path of PAGES) {
      test(`“/${path}” in ${colorScheme} has no serious obstacle`, async ({ page }) => {
        await page.goto(path)
        expect(await seriousObstacles(page)).toEqual([])
      })
    }

    test(`a cell in use has no serious obstacle in ${colorScheme}`, async ({ page }) => {
      await page.goto('lessons/start-here/')
      const cell = await openCell(page, 'tea.ts')
      await cell.locator('.span-row').first().click()
      expect(await seriousObstacles(page)).toEqual([])
      await write(page, cell, "throw new Error('no tea')")
      await expect(cell.locator('.problems')).toBeVisible()
      expect(await seriousObstacles(page)).toEqual([])
    })

    test(`a cell that can’t be saved, and its versions, have no serious obstacle in ${colorScheme}`, async ({
      page,
    }) => {
      test.slow()
      await page.addInitScript(() => {
        IDBObjectStore.prototype.put = () => {
          throw new DOMException('no room', 'QuotaExceededError')
        }
      })
      await page.goto('lessons/start-here/')
      const cell = await openCell(page, 'tea.ts')
      await write(page, cell, "console.log('tea')")
      await expect(cell.locator('.notice')).toContainText('Not saved')
      expect(await seriousObstacles(page)).toEqual([])
      await cell.getByRole('button', { name: 'More for tea.ts' }).click()
      await cell.getByRole('menuitem', { name: 'Versions…' }).click()
      await expect(page.getByRole('dialog').locator('[data-kind=added]').first()).toBeVisible()
      expect(await seriousObstacles(page)).toEqual([])
    })
  })
}

for (const width of [390, 820, 1440]) {
  test(`no page scrolls sideways at ${width} px`, async ({ page }) => {
    await page.setViewportSize({ width, height: 900 })
    for (const path of PAGES) {
      await page.goto(path)
      const { scroll, client } = await page.evaluate(() => ({
        scroll: document.documentElement.scrollWidth,
        client: document.documentElement.clientWidth,
      }))
      expect(scroll, path).toBeLessThanOrEqual(client)
    }
  })
}
