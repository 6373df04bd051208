/** The least that has to work: a page opens and keeps to itself, and a cell runs. */

import { expect, openCell, test } from './site.ts'

test('the home page opens, says what it is once, and asks nobody else for anything', async ({
  page,
  site,
  observed,
}) => {
  await page.goto('./', { waitUntil: 'networkidle' })
  await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1)
  expect(observed.errors).toEqual([])
  expect(observed.requests.length).toBeGreaterThan(1)
  expect(observed.requests.filter((url) => !url.startsWith(site.url))).toEqual([])
})

test('a cell runs when its button is pressed, and says what its run at build time said', async ({
  page,
  observed,
}) => {
  await page.goto('lessons/start-here/')
  const cell = await openCell(page, 'order-1042.ts')
  const state = cell.locator('.cell-state')
  const built = (await state.textContent()) ?? ''
  await cell.getByRole('button', { name: 'Run order-1042.ts' }).click()
  await expect(state).toHaveText(/ran in \d+ ms$/)
  expect(await state.textContent()).toContain(built)
  expect(observed.errors).toEqual([])
})
