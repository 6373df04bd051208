/** The stream folds into the tree: by keyboard and by pointer, and falls apart without its ids. */

import AxeBuilder from '@axe-core/playwright'
import type { Locator, Page } from '@playwright/test'
import { expect, openCell, test } from './site.ts'

async function openFold(page: Page, name = 'tea.ts'): Promise<Locator> {
  await page.goto('lessons/start-here/')
  const cell = await openCell(page, name)
  await cell.getByRole('tab', { name: 'stream ⇄ tree' }).click()
  await expect(cell.locator('.fold')).toBeVisible()
  return cell
}

const sliderOf = (cell: Locator) => cell.getByRole('slider', { name: 'from log to trace' })

/** What a screen reader is told, row by row. */
const rowsOf = (cell: Locator) =>
  cell.locator('.fold-rows .fold-said').evaluateAll((rows) => rows.map((row) => row.textContent))

/** The words of rows as they are seen, from top to bottom. */
const seenOf = (cell: Locator) =>
  cell.locator('.fold-rows li').evaluateAll((rows) =>
    rows
      .map((row) => ({
        top: row.getBoundingClientRect().top,
        text: row.querySelector('.fold-name'),
      }))
      .sort((a, b) => a.top - b.top)
      .map(({ text }) => text?.textContent),
  )

const LOG = [
  '0.0 ms: program began make tea',
  '0.0 ms: program said “the kettle is on”',
  '0.0 ms: program began boil water',
  '180.0 ms: program ended boil water',
  '180.0 ms: program began steep',
  '180.0 ms: program began warm milk',
  '270.0 ms: program ended warm milk',
  '420.0 ms: program ended steep',
  '420.0 ms: program said “tea for 2 is ready”',
  '420.0 ms: program ended make tea',
]
const TREE = [
  'program: make tea, 420 ms',
  'program: “the kettle is on”, at 0.0 ms, under make tea',
  'program: boil water, 180 ms, under make tea',
  'program: steep, 240 ms, under make tea',
  'program: warm milk, 90 ms, under make tea',
  'program: “tea for 2 is ready”, at 420.0 ms, under make tea',
]

test('a log becomes a trace with the arrow keys, and both say what they show', async ({ page }) => {
  const cell = await openFold(page)
  const slider = sliderOf(cell)
  expect(await rowsOf(cell)).toEqual(LOG)
  await slider.focus()
  await page.keyboard.press('End')
  await expect(slider).toHaveAttribute('aria-valuetext', 'trace: folded')
  expect(await rowsOf(cell)).toEqual(TREE)
  expect(await seenOf(cell)).toEqual([
    'make tea',
    'the kettle is on',
    'boil water',
    'steep',
    'warm milk',
    'tea for 2 is ready',
  ])
  await page.keyboard.press('ArrowLeft')
  await expect(slider).toHaveAttribute('aria-valuetext', '99 % of the way from log to trace')
  await page.keyboard.press('Home')
  expect(await rowsOf(cell)).toEqual(LOG)
})

test('it is drawn sideways on the picture, and a click is no drag', async ({ page }) => {
  const cell = await openFold(page)
  const box = await cell.locator('.fold-picture').boundingBox()
  if (!box) throw new Error('The picture is not in sight.')
  const y = box.y + 40
  await page.mouse.move(box.x + 60, y)
  await page.mouse.down()
  await page.mouse.move(box.x + 60 + box.width * 0.3, y, { steps: 5 })
  await expect(sliderOf(cell)).toHaveValue(/^(49|50|51)$/)
  await page.mouse.move(box.x + 60 + box.width * 0.8, y, { steps: 5 })
  await page.mouse.up()
  await expect(sliderOf(cell)).toHaveValue('100')
  await expect(cell.locator('.detail')).toBeEmpty()
  await cell.locator('.fold-rows button', { hasText: 'steep' }).click()
  await expect(sliderOf(cell)).toHaveValue('100')
  await expect(cell.locator('.detail')).toContainText('Span: steep')
})

test('on the way, start and end of a span come nearer to each other', async ({ page }) => {
  const cell = await openFold(page)
  const apart = () =>
    cell.locator('.fold-field').evaluate((field) => {
      const top = (selector: string) =>
        field.querySelector(selector)?.getBoundingClientRect().top ?? 0
      return top('.fold-end') - top('.fold-start')
    })
  const slider = sliderOf(cell)
  const before = await apart()
  await slider.fill('50')
  const halfway = await apart()
  await slider.fill('100')
  expect(halfway).toBeLessThan(before * 0.6)
  expect(halfway).toBeGreaterThan(before * 0.4)
  expect(Math.abs(await apart())).toBeLessThan(1)
})

test('without the parent’s id the tree is flat, and without the span’s it is a log', async ({
  page,
}) => {
  const cell = await openFold(page)
  await cell.getByRole('button', { name: 'trace', exact: true }).click()
  await expect(sliderOf(cell)).toHaveValue('100')
  await cell.getByLabel('without parent').check()
  await expect(cell.locator('.fold-lesson')).toContainText('nobody can say who called whom')
  await expect
    .poll(() => seenOf(cell))
    .toEqual([
      'make tea',
      'the kettle is on',
      'tea for 2 is ready',
      'boil water',
      'steep',
      'warm milk',
    ])
  expect((await rowsOf(cell))[3]).toBe('program: boil water, 180 ms')
  await cell.getByLabel('without span id, too').check()
  await expect(cell.locator('.fold-lesson')).toContainText('No end finds its start')
  await expect.poll(() => rowsOf(cell)).toEqual(LOG)
})

test('rows are walked and chosen by keyboard alone, and light up in the code', async ({ page }) => {
  const cell = await openFold(page)
  const rows = cell.locator('.fold-rows button')
  await rows.first().focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await expect(rows.nth(2)).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(rows.nth(2)).toHaveAttribute('aria-pressed', 'true')
  await expect(cell.locator('.gutter li[data-related]')).toHaveText('9')
  await page.keyboard.press('End')
  await expect(rows.last()).toBeFocused()
  await page.keyboard.press('Home')
  await expect(rows.first()).toBeFocused()
})

test('whoever wants less motion goes from one end to the other at once', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' })
  const cell = await openFold(page)
  await sliderOf(cell).fill('40')
  expect(await rowsOf(cell)).toEqual(LOG)
  await expect(sliderOf(cell)).toHaveValue('0')
  await sliderOf(cell).fill('60')
  await expect(sliderOf(cell)).toHaveValue('100')
  expect(await rowsOf(cell)).toEqual(TREE)
  await sliderOf(cell).press('ArrowLeft')
  expect(await rowsOf(cell)).toEqual(LOG)
})

test('a service that is filtered out is faint', async ({ page }) => {
  const cell = await openFold(page, 'order-1042.ts')
  await cell.getByRole('tab', { name: 'map' }).click()
  await cell.getByRole('button', { name: /^bank, / }).click()
  await cell.getByRole('tab', { name: 'stream ⇄ tree' }).click()
  await expect(cell.locator('.fold-rows li:not([data-faint])').first()).toContainText('transfer')
  await expect(cell.locator('.fold-rows li[data-faint]').first()).toContainText('checkout')
})

for (const colorScheme of ['light', 'dark'] as const) {
  test(`a fold has no serious obstacle in ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme })
    const cell = await openFold(page, 'order-1042.ts')
    for (const end of ['0', '100']) {
      await sliderOf(cell).fill(end)
      const { violations } = await new AxeBuilder({ page }).include('.fold').analyze()
      expect(
        violations.filter(({ impact }) => impact === 'serious' || impact === 'critical'),
      ).toEqual([])
    }
  })
}
