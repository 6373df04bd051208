/** A reader simulates a month in a cell: progress is shown, it can be stopped, and any checkout of it can be opened. */

import { expect, openCell, test } from './site.ts'
import { write } from './typing.ts'

const LESSON = 'lessons/start-here/'
const CELL = 'tea.ts'

test('a month is simulated, and its slowest checkout opened in detail', async ({
  page,
  observed,
}) => {
  await page.goto(LESSON)
  const cell = await openCell(page, CELL)
  await write(
    page,
    cell,
    `import { simulateMonth } from '@lab/shop'
const month = simulateMonth({ checkouts: 300_000, settings: { bankSpread: 0.5 } })
const [slowest] = month.slowest(1)
console.log(month.count, 'checkouts')
const opened = await month.open(slowest.request)
console.log(opened.duration === slowest.duration, opened.outcome === slowest.outcome)`,
  )
  await expect(cell.locator('.cell')).toHaveAttribute('data-phase', 'done', { timeout: 30_000 })
  await cell.getByRole('tab', { name: 'both' }).click()
  await expect(cell.locator('.span-title').first()).toHaveText('POST /checkout')
  const words = cell.locator('.line-words')
  await expect(words.first()).toHaveText('300000 checkouts')
  await expect(words.last()).toHaveText('true true')
  await expect(cell.locator('progress')).toBeHidden()
  expect(observed.errors).toEqual([])
})

test('while it goes on, a bar and an estimate are shown, and it can be stopped', async ({
  page,
}) => {
  await page.goto(LESSON)
  const cell = await openCell(page, CELL)
  await write(
    page,
    cell,
    "import { simulateMonth } from '@lab/shop'\nconsole.log(simulateMonth().count)",
  )
  const bar = cell.getByRole('progressbar', { name: `Progress of ${CELL}` })
  await expect(bar).toBeVisible()
  await expect(cell.locator('.cell-progress')).toHaveText(/of [45],\d{3},\d{3} · about \d+ s left/)
  const before = Number(await bar.getAttribute('value'))
  await expect
    .poll(async () => Number(await bar.getAttribute('value')), { intervals: [100] })
    .toBeGreaterThan(before)
  await cell.getByRole('button', { name: `Stop ${CELL}` }).click()
  await expect(cell.locator('.problems')).toContainText('You stopped the run.')
  await expect(bar).toBeHidden()
})
