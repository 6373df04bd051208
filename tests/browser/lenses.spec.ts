/** Lines, spans and code belong together: choose one, and the others light up. */

import { expect, openCell, test } from './site.ts'

const RELATED = '[data-related]'

test('choosing a span marks its lines and its row of code, and tells all about it', async ({
  page,
}) => {
  await page.goto('lessons/start-here/')
  const cell = await openCell(page, 'tea.ts')
  await cell.locator('.span-row', { hasText: 'make tea' }).click()
  await expect(cell.locator(`.line-row${RELATED} .line-words`)).toHaveText([
    'the kettle is on',
    'tea for 2 is ready',
  ])
  await expect(cell.locator(`.gutter li${RELATED}`)).toHaveText('7')
  const detail = cell.locator('.detail')
  await expect(detail).toContainText('Span: make tea')
  await expect(detail).toContainText('none: this is a root')
})

test('what is chosen stays chosen when the cell runs again', async ({ page }) => {
  await page.goto('lessons/start-here/')
  const cell = await openCell(page, 'tea.ts')
  const chosen = cell.locator('.span-row[aria-selected="true"]')
  await cell.locator('.span-row', { hasText: 'steep' }).click()
  await cell.getByRole('button', { name: 'Run tea.ts' }).click()
  await expect(cell.locator('.cell-state')).toContainText('ran in')
  await expect(chosen).toContainText('steep')
  await expect(cell.locator('.detail')).toContainText('Span: steep')
})

test('choosing a line marks its span and its row of code', async ({ page }) => {
  await page.goto('lessons/start-here/')
  const cell = await openCell(page, 'tea.ts')
  await cell.locator('.line-row', { hasText: 'tea for 2' }).click()
  await expect(cell.locator(`.span-row${RELATED} .span-title`)).toHaveText(['make tea'])
  await expect(cell.locator(`.gutter li${RELATED}`)).toHaveText('14')
  await expect(cell.locator('.detail')).toContainText('cups2')
})

test('choosing a mark in the margin shows what that row made', async ({ page }) => {
  await page.goto('lessons/start-here/')
  const cell = await openCell(page, 'tea.ts')
  await cell.getByRole('button', { name: 'Row 11 made 1 span' }).click()
  await expect(cell.locator(`.span-row${RELATED} .span-title`)).toHaveText(['steep'])
  await cell.getByRole('button', { name: 'Row 8 made 1 line' }).click()
  await expect(cell.locator(`.line-row${RELATED} .line-words`)).toHaveText(['the kettle is on'])
  await cell.getByRole('button', { name: 'Row 8 made 1 line' }).click()
  await expect(cell.locator(RELATED)).toHaveCount(0)
})

test('a span of the shop leads to the row of the shop that made it', async ({ page }) => {
  await page.goto('lessons/start-here/')
  const cell = await openCell(page, 'order-1042.ts')
  await cell.locator('.line-row', { hasText: 'took 65.45' }).first().click()
  await cell.locator('.detail').getByRole('link', { name: '@lab/shop/bank.ts' }).click()
  await expect(page).toHaveURL(/\/lab\/simulation\/shop\/bank\/#L\d+$/)
  await expect(page.locator('.line:target')).toContainText('log.info(')
})

test('the waterfall is walked, folded and chosen from by keyboard alone', async ({ page }) => {
  await page.goto('lessons/start-here/')
  const cell = await openCell(page, 'tea.ts')
  const rows = cell.getByRole('treegrid', { name: 'Spans of' }).getByRole('row')
  await rows.first().focus()
  await page.keyboard.press('ArrowDown')
  await expect(rows.nth(1)).toBeFocused()
  await page.keyboard.press('End')
  await expect(rows.nth(3)).toBeFocused()
  await page.keyboard.press('Home')
  await page.keyboard.press('ArrowLeft')
  await expect(rows).toHaveCount(1)
  await expect(rows.first()).toHaveAttribute('aria-expanded', 'false')
  await page.keyboard.press('ArrowRight')
  await expect(rows).toHaveCount(4)
  await page.keyboard.press('Enter')
  await expect(rows.first()).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('Escape')
  await expect(rows.first()).toHaveAttribute('aria-selected', 'false')
})

test('the log is walked and chosen from by keyboard alone', async ({ page }) => {
  await page.goto('lessons/start-here/')
  const cell = await openCell(page, 'order-1042.ts')
  const rows = cell.getByRole('treegrid', { name: 'Lines of' }).getByRole('row')
  await rows.first().focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Space')
  await expect(rows.nth(1)).toHaveAttribute('aria-selected', 'true')
  await expect(cell.locator('.detail')).toContainText('reserved 3 items')
})

test('lenses are changed with the arrow keys', async ({ page }) => {
  await page.goto('lessons/start-here/')
  const cell = await openCell(page, 'order-1042.ts')
  await cell.getByRole('tab', { name: '7 lines' }).focus()
  await page.keyboard.press('ArrowRight')
  await expect(cell.getByRole('tab', { name: '13 spans' })).toHaveAttribute('aria-selected', 'true')
  await expect(cell.getByRole('treegrid', { name: 'Spans of' })).toBeVisible()
  await expect(cell.getByRole('treegrid', { name: 'Lines of' })).toHaveCount(0)
})

test('the pointer marks one moment in both lenses', async ({ page }) => {
  await page.goto('lessons/start-here/')
  const cell = await openCell(page, 'patience.ts')
  await cell.locator('.line-row', { hasText: 'reserved 3 items' }).hover()
  await expect(cell.locator('.axis-cursor')).toHaveText('10.8 ms')
  const bars = await cell.locator('.axis').boundingBox()
  if (!bars) throw new Error('The axis is not there.')
  await page.mouse.move(bars.x + bars.width / 2, bars.y + bars.height + 40)
  await expect(cell.locator('.line-row[data-latest]')).toContainText('3 items cost')
})

test('a prediction answers when it has been made, and not before', async ({ page }) => {
  await page.goto('lessons/start-here/')
  await page.locator('astro-island', { hasText: 'Let it wait 600 ms' }).scrollIntoViewIfNeeded()
  const prediction = page.locator('.prediction', { hasText: 'Let it wait 600 ms' })
  const wrong = prediction.getByRole('button', { name: 'The order can’t be paid.' })
  await expect(wrong).toBeEnabled()
  const answer = prediction.getByText('The answer comes back after 513 ms')
  await expect(answer).toBeHidden()
  await wrong.click()
  await expect(prediction).toContainText('Not this time: The card is charged once.')
  await expect(answer).toBeVisible()
  await prediction.getByRole('button', { name: 'The card is charged once.' }).click()
  await expect(prediction).toContainText('Yes.')
})
