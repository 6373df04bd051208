/** A reader watches a run: at a pace, paused, and step by step. What it says is what it says at once. */

import { builtStore } from '../../src/notebook/lesson-data.ts'
import { catchMessages, eventsOfRun, lessonData } from './run-messages.ts'
import { expect, openCell, test } from './site.ts'

const LESSON = 'start-here'
const CELL = 'order-1042.ts'

test('by steps, an event at a time, until the reader lets it go on', async ({ page, observed }) => {
  await catchMessages(page)
  await page.goto(`lessons/${LESSON}/`)
  const figure = await openCell(page, CELL)
  await figure.getByLabel(`Pace of ${CELL}`).selectOption('by steps')
  await figure.getByRole('button', { name: `Run ${CELL}` }).click()
  await expect(figure.locator('.cell-state').getByRole('status')).toHaveText('paused at')
  const lines = figure.locator('[role="tab"]').first()
  const before = await lines.textContent()

  await figure.getByRole('button', { name: 'Step' }).click()
  await figure.getByRole('button', { name: 'Step' }).click()
  await figure.getByRole('button', { name: 'Step' }).click()
  await expect(figure.locator('.cell-time')).not.toHaveText('0 ms')
  await expect(figure.locator('.cell')).toHaveAttribute('data-phase', 'running')

  await figure.getByRole('button', { name: 'Go on' }).click()
  await expect(figure.locator('.cell')).toHaveAttribute('data-phase', 'done')
  await expect(lines).not.toHaveText(before ?? '')
  const built = (await lessonData(page)).cells.find(({ cell }) => cell.name === CELL)
  expect(JSON.stringify(await eventsOfRun(page))).toBe(
    JSON.stringify(built && builtStore(built.run).events()),
  )
  expect(observed.errors).toEqual([])
})

test('slower, paused, and stopped', async ({ page }) => {
  await page.goto(`lessons/${LESSON}/`)
  const figure = await openCell(page, CELL)
  await figure.getByLabel(`Pace of ${CELL}`).selectOption('0.1×')
  await figure.getByRole('button', { name: `Run ${CELL}` }).click()
  await expect(figure.locator('.cell-time')).toBeVisible()
  await figure.getByRole('button', { name: `Pause ${CELL}` }).click()
  await expect(figure.locator('.cell-state').getByRole('status')).toHaveText('paused at')
  const shown = await figure.locator('.cell-time').textContent()
  await page.waitForTimeout(300)
  await expect(figure.locator('.cell-time')).toHaveText(shown ?? '')
  await figure.getByLabel(`Pace of ${CELL}`).selectOption('100×')
  await expect(figure.locator('.cell')).toHaveAttribute('data-phase', 'done')

  await figure.getByLabel(`Pace of ${CELL}`).selectOption('0.1×')
  await figure.getByRole('button', { name: `Run ${CELL}` }).click()
  await figure.getByRole('button', { name: `Stop ${CELL}` }).click()
  await expect(figure.locator('.cell')).toHaveAttribute('data-phase', 'stopped')
})
