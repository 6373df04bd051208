/** The log lens: lines are searched, counted, grouped, opened and taken away, by pointer and by keyboard, also when they are many. */

import AxeBuilder from '@axe-core/playwright'
import type { Locator, Page } from '@playwright/test'
import { expect, openCell, test } from './site.ts'
import { write } from './typing.ts'

const PROGRAM = `import { logger } from '@lab/logger'
import { span } from '@lab/tracer'
import { sleep } from '@lab/sim'
const log = logger('kitchen')
for (let i = 0; i < 60; i++) {
  await span('brew', async () => {
    log.info('cup {n} is hot', { n: i, tea: { kind: 'green', grams: 2 } })
    if (i % 10 === 0) log.error('cup {n} broke', { n: i })
    await sleep(10)
  })
}`

/** Runs a program in a cell, and opens its log. */
async function openLog(page: Page, program = PROGRAM, lines = '66 lines'): Promise<Locator> {
  await page.goto('lessons/start-here/')
  const cell = await openCell(page, 'tea.ts')
  await write(page, cell, program)
  // The output of the build says that it is done, too.
  await cell.getByRole('tab', { name: lines }).click({ timeout: 30_000 })
  await expect(cell.locator('.cell')).toHaveAttribute('data-phase', 'done', { timeout: 30_000 })
  await expect(cell.locator('.log-lens')).toBeVisible()
  return cell
}

const logOf = (cell: Locator) => cell.getByRole('treegrid', { name: 'Lines of' })
const rowsOf = (cell: Locator) => logOf(cell).getByRole('row')
const foundIn = (cell: Locator) => cell.locator('.log-found')

test('lines are filtered by level and text, and what else there is stays counted', async ({
  page,
}) => {
  const cell = await openLog(page)
  await expect(foundIn(cell)).toHaveText('66 lines')
  await cell.getByRole('button', { name: 'error 6 lines' }).click()
  await expect(rowsOf(cell)).toHaveCount(6)
  await expect(foundIn(cell)).toHaveText('6 of 66 lines')
  await expect(cell.getByRole('button', { name: 'info 60 lines' })).toBeVisible()
  await cell.getByRole('searchbox').fill('cup 10')
  await expect(rowsOf(cell)).toHaveCount(1)
  await expect(cell.getByRole('button', { name: 'info 1 line' })).toBeVisible()
})

test('a pattern is looked for, and one that is none leaves what was found before', async ({
  page,
}) => {
  const cell = await openLog(page)
  await cell.getByRole('button', { name: 'Regular expression' }).click()
  await cell.getByRole('searchbox').fill('cup \\d\\b')
  await expect(foundIn(cell)).toHaveText('11 of 66 lines')
  await cell.getByRole('searchbox').fill('cup (')
  await expect(cell.getByRole('alert')).toContainText('This is no regular expression')
  await expect(foundIn(cell)).toHaveText('11 of 66 lines')
  await expect(rowsOf(cell)).toHaveCount(11)
})

test('the log is searched, opened, filtered by a value and cleared by keyboard alone', async ({
  page,
}) => {
  const cell = await openLog(page)
  await rowsOf(cell).first().focus()
  await page.keyboard.press('End')
  await expect(rowsOf(cell).last()).toBeFocused()
  await page.keyboard.press('Home')
  await page.keyboard.press('Enter')
  await expect(rowsOf(cell).first()).toHaveAttribute('aria-expanded', 'true')
  await expect(rowsOf(cell).nth(1)).toContainText('n0')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowRight')
  await expect(rowsOf(cell).nth(3)).toHaveText('kindgreen')
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Enter')
  await expect(cell.getByRole('list', { name: 'Only' })).toContainText('n = 0')
  await expect(foundIn(cell)).toHaveText('2 of 66 lines')
  await page.keyboard.press('/')
  await expect(cell.getByRole('searchbox')).toBeFocused()
  await page.keyboard.type('broke')
  await expect(foundIn(cell)).toHaveText('1 of 66 lines')
  await page.keyboard.press('Escape')
  await expect(foundIn(cell)).toHaveText('2 of 66 lines')
  await rowsOf(cell).first().focus()
  await page.keyboard.press('Escape')
  await expect(foundIn(cell)).toHaveText('66 lines')
})

test('a stretch of time is chosen by dragging, and moved with the arrow keys', async ({ page }) => {
  const cell = await openLog(page)
  const histogram = cell.getByRole('slider', { name: 'Stretch of time' })
  const box = await histogram.boundingBox()
  if (!box) throw new Error('The histogram is not there.')
  await page.mouse.move(box.x + 1, box.y + 20)
  await page.mouse.down()
  await page.mouse.move(box.x + box.width / 2, box.y + 20)
  await page.mouse.up()
  await expect(foundIn(cell)).toHaveText(/^3\d of 66 lines$/)
  const first = await histogram.getAttribute('aria-valuetext')
  await histogram.focus()
  await page.keyboard.press('ArrowRight')
  await expect(histogram).not.toHaveAttribute('aria-valuetext', first ?? '')
  await page.keyboard.press('Escape')
  await expect(histogram).toHaveAttribute('aria-valuetext', 'all of the run')
  await expect(foundIn(cell)).toHaveText('66 lines')
})

test('lines are grouped by trace and by a field, folded until they are opened', async ({
  page,
}) => {
  const cell = await openLog(page)
  await cell.getByLabel('Group the lines of tea.ts by').selectOption('trace')
  await expect(logOf(cell)).toHaveAttribute('aria-rowcount', '60')
  await expect(rowsOf(cell).first()).toHaveText(/^▸brew [0-9a-f]{8}1 error2 lines$/)
  await rowsOf(cell).first().click()
  await expect(rowsOf(cell).nth(2)).toContainText('cup 0 broke')
  await cell.getByLabel('Group the lines of tea.ts by').selectOption('level')
  await cell.getByRole('button', { name: 'open all' }).click()
  await expect(rowsOf(cell)).toHaveCount(68)
})

test('lines are written in other formats, copied as they are shown, and downloaded', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const cell = await openLog(page)
  await cell.getByRole('searchbox').fill('cup 50 broke')
  await expect(rowsOf(cell)).toHaveCount(1)
  await cell.getByRole('button', { name: 'JSON' }).click()
  await expect(rowsOf(cell).first()).toContainText('"level":"error"')
  await cell.getByRole('button', { name: 'Save the output of' }).click()
  await cell.getByRole('menuitem', { name: 'Copy as text' }).click()
  await expect(cell.getByText('What you see, 1 line, is on the clipboard.')).toBeVisible()
  const copied = await page.evaluate(() => navigator.clipboard.readText())
  expect(JSON.parse(copied)).toMatchObject({ message: 'cup 50 broke', fields: { n: 50 } })
  await cell.getByRole('button', { name: 'logfmt' }).click()
  const downloading = page.waitForEvent('download')
  await cell.locator('.log-take').getByRole('button', { name: 'download' }).click()
  const download = await downloading
  expect(download.suggestedFilename()).toBe('tea-lines.logfmt')
})

test('the end is followed while the run goes on, until the reader holds it', async ({ page }) => {
  const cell = await openLog(page)
  await cell.getByLabel('Pace of tea.ts').selectOption('0.1×')
  await cell.getByRole('button', { name: 'Run tea.ts' }).click()
  const follow = cell.locator('.log-follow')
  // Until it has spoken, the lines of the run before it are shown.
  await expect(cell.getByRole('tab', { name: '66 lines' })).toHaveCount(0)
  await expect(follow).toContainText('following the end')
  await follow.getByRole('button', { name: 'pause' }).click()
  await expect(follow).toContainText(/[1-9]\d* lines? waiting/, { timeout: 15_000 })
  const held = await rowsOf(cell).count()
  await expect(follow).toContainText(/[2-9] lines waiting/)
  expect(await rowsOf(cell).count()).toBe(held)
  await follow.getByRole('button', { name: 'go on' }).click()
  await expect(follow).toContainText('following the end')
  expect(await rowsOf(cell).count()).toBeGreaterThan(held)
  await cell.getByRole('button', { name: 'Stop tea.ts' }).click()
})

test('of four thousand lines only those in sight are in the page, and each can be reached', async ({
  page,
}) => {
  const cell = await openLog(
    page,
    `import { logger } from '@lab/logger'
const log = logger('flood')
for (let i = 1; i <= 4_000; i++) log.info('line {i}', { i })`,
    '4,000 lines',
  )
  await expect(logOf(cell)).toHaveAttribute('aria-rowcount', '4000')
  expect(await rowsOf(cell).count()).toBeLessThan(80)
  await rowsOf(cell).first().focus()
  await page.keyboard.press('End')
  await expect(logOf(cell).locator('[aria-rowindex="4000"]')).toBeFocused()
  await page.keyboard.press('PageUp')
  await expect(logOf(cell).locator('[aria-rowindex="3980"]')).toBeFocused()
  await page.keyboard.press('Home')
  await expect(logOf(cell).locator('[aria-rowindex="1"]')).toBeFocused()
})

for (const colorScheme of ['light', 'dark'] as const) {
  test(`nothing stands in anybody's way in ${colorScheme}, with lines open, grouped and filtered`, async ({
    page,
  }) => {
    await page.emulateMedia({ colorScheme })
    const cell = await openLog(page)
    const check = async () => {
      const { violations } = await new AxeBuilder({ page }).include('.log-lens').analyze()
      expect(
        violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`)),
      ).toEqual([])
    }
    await rowsOf(cell).first().focus()
    await page.keyboard.press('Enter')
    await check()
    await cell.getByLabel('Group the lines of tea.ts by').selectOption('level')
    await cell.getByRole('button', { name: 'error 6 lines' }).click()
    await cell.getByRole('button', { name: 'logfmt' }).click()
    await check()
  })
}
