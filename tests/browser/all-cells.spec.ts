/** What can be done with all cells of a lesson, by pointer and by keyboard. */

import * as inPage from './in-page.ts'
import { barOf, expect, openCell, test } from './site.ts'

test('all cells run, one after another, and can be stopped', async ({ page, observed }) => {
  await page.goto('lessons/start-here/')
  const bar = barOf(page)
  await bar.getByRole('button', { name: 'Run all' }).click()
  await expect(bar.getByRole('status')).toContainText('running order-1042.ts')
  await expect(bar.getByRole('button', { name: 'Run all' })).toBeVisible()
  const { cells } = await page.evaluate(inPage.lessonData)
  for (const { name, fails } of cells.map(({ cell }) => cell)) {
    // A cell that nobody has seen yet wakes to what has happened meanwhile.
    const state = (await openCell(page, name)).locator('.cell-state')
    await expect(state).toContainText(fails ? 'failed' : 'ran in')
  }
  await page.evaluate(() => scrollTo(0, 0))
  await bar.getByRole('button', { name: 'Run all' }).click()
  await bar.getByRole('button', { name: 'Stop all' }).click()
  await expect(bar.getByRole('button', { name: 'Run all' })).toBeVisible()
  await expect(page.locator('.cell[data-phase=running]')).toHaveCount(0)
  expect(observed.errors).toEqual([])
})

test('a change makes stale what imports the cell, by name, and that can be run', async ({
  page,
}) => {
  await page.goto('lessons/start-here/')
  const cell = await openCell(page, 'order-1042.ts')
  const importing = await openCell(page, 'as-spans.ts')
  await cell.locator('.code-text').click()
  await cell.locator('.monaco-editor.focused').waitFor()
  await page.keyboard.type(' ')
  await expect(importing.locator('.cell-state')).toHaveText(
    'order-1042.ts changed since this output',
  )
  await barOf(page).getByRole('button', { name: 'More for this lesson' }).click()
  await page.getByRole('menuitem', { name: 'Run what has changed' }).click()
  await expect(importing.locator('.cell-state')).toContainText('ran in')
})

test('a menu is used by keyboard alone, and gives the focus back', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.goto('lessons/start-here/')
  const cell = await openCell(page, 'order-1042.ts')
  const button = cell.getByRole('button', { name: 'More for order-1042.ts' })
  await button.focus()
  await page.keyboard.press('ArrowDown')
  const first = cell.getByRole('menuitem').first()
  await expect(first).toBeFocused()
  await page.keyboard.press('End')
  await expect(cell.getByRole('menuitem').last()).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(button).toBeFocused()
  await expect(button).toHaveAttribute('aria-expanded', 'false')
  await page.keyboard.press('Enter')
  await cell.getByRole('menuitem', { name: 'Copy the code' }).press('Enter')
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('order: 1042')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  await expect(cell.getByRole('menu')).toHaveCount(0)
})
