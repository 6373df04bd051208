/** A lesson reads completely without JavaScript. */

import { LESSONS } from './lessons.ts'
import { expect, test } from './site.ts'

test.use({ javaScriptEnabled: false })

for (const lesson of LESSONS) {
  test(`${lesson}: without JavaScript every cell has its code and its output`, async ({ page }) => {
    await page.goto(`lessons/${lesson}/`)
    const cells = page.locator('.cell')
    expect(await cells.count()).toBeGreaterThanOrEqual(3)
    for (const cell of await cells.all()) {
      await expect(cell.locator('.highlighted')).toBeVisible()
      expect(await cell.locator('.span-row, .line-row').count()).toBeGreaterThan(0)
      await expect(cell.locator('.cell-state')).toHaveText(/virtual time|failed/)
    }
  })

  test(`${lesson}: without JavaScript predictions can be opened, and numbers are there`, async ({
    page,
  }) => {
    await page.goto(`lessons/${lesson}/`)
    for (const prediction of await page.locator('.prediction').all()) {
      await prediction.getByText('Show the answer').click()
      await expect(prediction.locator('.prediction-verdict')).toBeVisible()
    }
    await expect(page.locator('main')).not.toContainText(/undefined|NaN|\[object/)
  })
}

test('the first cell of the first lesson shows the story in its lines', async ({ page }) => {
  await page.goto('lessons/start-here/')
  await expect(page.locator('.cell').first().locator('.line-words')).toHaveText([
    'order 1042: checkout begins',
    'reserved 3 items for order 1042',
    '3 items cost 65.45',
    'no answer from the bank within 400 ms order=1042 attempt=1',
    'took 65.45 euros from card 4242 payment=T1',
    'took 65.45 euros from card 4242 payment=T2',
    'order 1042: paid, 65.45 euros payment=T2',
  ])
})
