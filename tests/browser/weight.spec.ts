/** What a lesson page fetches before anybody touches it. */

import { gzipSync } from 'node:zlib'
import type { Page } from '@playwright/test'
import { expect, openCell, test } from './site.ts'

const KB = 1024

/** Sums the compressed bodies of what a page fetches, by the ending of the file. */
function weighResponses(page: Page) {
  const sizes: Promise<{ path: string; size: number }>[] = []
  page.on('response', (response) => {
    sizes.push(
      response.body().then(
        (body) => ({ path: new URL(response.url()).pathname, size: gzipSync(body).length }),
        () => ({ path: '', size: 0 }),
      ),
    )
  })
  return async (ending: string) => {
    const found = (await Promise.all(sizes)).filter(({ path }) => path.endsWith(ending))
    return found.reduce((sum, { size }) => sum + size, 0)
  }
}

for (const lesson of ['start-here', 'same-request-two-views']) {
  test(`${lesson} fetches at most 70 KB of JavaScript and 25 KB of styles before it is touched`, async ({
    page,
  }) => {
    const weightOf = weighResponses(page)
    await page.goto(`lessons/${lesson}/`, { waitUntil: 'networkidle' })
    for (const island of await page.locator('astro-island').all())
      await island.scrollIntoViewIfNeeded()
    await page.waitForLoadState('networkidle')
    expect(await weightOf('.js')).toBeLessThanOrEqual(70 * KB)
    expect(await weightOf('.css')).toBeLessThanOrEqual(25 * KB)
    expect(await weightOf('.wasm')).toBe(0)
  })
}

test('the compiler and the editor come only when the code is approached', async ({ page }) => {
  const weightOf = weighResponses(page)
  await page.goto('lessons/start-here/', { waitUntil: 'networkidle' })
  const cell = await openCell(page, 'tea.ts')
  await cell.getByRole('button', { name: 'Run tea.ts' }).click()
  await expect(cell.locator('.cell-state')).toContainText('ran in')
  expect(await weightOf('.wasm')).toBe(0)
  await cell.locator('.code-text').click()
  await expect(cell.locator('.monaco-editor').first()).toBeVisible()
  await page.waitForLoadState('networkidle')
  expect(await weightOf('.wasm')).toBeGreaterThan(0)
})
