/** The console lens: values open, lines repeat, group and fold, by pointer and by keyboard, and it stays quick when it is long. */

import AxeBuilder from '@axe-core/playwright'
import type { Locator, Page } from '@playwright/test'
import { expect, openCell, test } from './site.ts'
import { write } from './typing.ts'

const PROGRAM = `const order: Record<string, unknown> = { id: 1042, items: ['cup', 'pot'] }
order.self = order
console.log('A new order', order)
for (let i = 0; i < 12; i++) console.warn('The bank does not answer.')
console.group('payment')
console.error(new Error('no card'))
console.groupEnd()
console.table([{ item: 'cup', price: 8 }])
console.log('over')`

/** Runs a program in a cell, and opens its console. */
async function openConsole(page: Page, program = PROGRAM): Promise<Locator> {
  await page.goto('lessons/start-here/')
  const cell = await openCell(page, 'tea.ts')
  await write(page, cell, program)
  await expect(cell.locator('.cell')).toHaveAttribute('data-phase', 'done', { timeout: 30_000 })
  await cell.getByRole('tab', { name: /^console/ }).click()
  return cell
}

const rowsOf = (cell: Locator) =>
  cell.getByRole('treegrid', { name: 'Console of' }).getByRole('row')
const wordsOf = (cell: Locator) => cell.locator('.console-words')

test('a cell that writes nothing there has no console, and one that does has', async ({ page }) => {
  await page.goto('lessons/start-here/')
  const cell = await openCell(page, 'tea.ts')
  const console = cell.getByRole('tab', { name: /^console/ })
  await expect(cell.getByRole('tab', { name: '4 spans' })).toBeVisible()
  await expect(console).toHaveCount(0)
  await write(page, cell, "console.log('x')")
  await expect(console).toHaveText('console: 1')
})

test('values open by pointer, and what refers to itself ends', async ({ page }) => {
  const cell = await openConsole(page)
  await expect(wordsOf(cell).first()).toHaveText(
    "A new order { id: 1042, items: ['cup', 'pot'], self: ↩ }",
  )
  await cell.locator('.console-value').first().click()
  await expect(wordsOf(cell).nth(1)).toHaveText('id: 1042')
  await expect(wordsOf(cell).nth(3)).toHaveText('self: ↩ to the whole')
  await rowsOf(cell).nth(2).click()
  await expect(wordsOf(cell).nth(3)).toHaveText("0: 'cup'")
  await cell.locator('.console-row .twist').first().click()
  await expect(wordsOf(cell).nth(1)).toHaveText('The bank does not answer.')
})

test('repeats are counted, groups fold, tables are tables', async ({ page }) => {
  const cell = await openConsole(page)
  await expect(cell.locator('.console-count')).toContainText('×12')
  await expect(cell.locator('.console-table').last()).toHaveText(/0.*'cup'.*8/)
  const group = rowsOf(cell).filter({ hasText: 'payment' })
  await expect(group).toHaveAttribute('aria-expanded', 'true')
  await expect(rowsOf(cell)).toHaveCount(8)
  await group.locator('.twist').click()
  await expect(rowsOf(cell)).toHaveCount(7)
  await expect(cell.getByText('Error: no card')).toHaveCount(0)
})

test('the console is walked, opened and chosen from by keyboard alone', async ({ page }) => {
  const cell = await openConsole(page)
  const rows = rowsOf(cell)
  // Its code is loaded when somebody chooses it.
  await expect(rows.first()).toBeVisible()
  await cell.getByRole('tab', { name: /^console/ }).focus()
  await page.keyboard.press('Tab')
  await expect(cell.getByRole('button', { name: 'Replay' })).toBeFocused()
  await page.keyboard.press('Tab')
  await expect(cell.getByRole('button', { name: 'Save the output of tea.ts' })).toBeFocused()
  await page.keyboard.press('Tab')
  await expect(cell.getByRole('searchbox')).toBeFocused()
  for (let i = 0; i < 3; i++) await page.keyboard.press('Tab')
  await expect(rows.first()).toBeFocused()
  await page.keyboard.press('ArrowRight')
  await expect(rows.first()).toHaveAttribute('aria-expanded', 'true')
  await page.keyboard.press('ArrowRight')
  await expect(rows.nth(1)).toBeFocused()
  await expect(rows.nth(1)).toHaveAttribute('aria-level', '2')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(rows.nth(2)).toHaveAttribute('aria-expanded', 'true')
  await page.keyboard.press('ArrowLeft')
  await expect(rows.nth(2)).toHaveAttribute('aria-expanded', 'false')
  await page.keyboard.press('ArrowLeft')
  await expect(rows.first()).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(rows.first()).toHaveAttribute('aria-selected', 'true')
  await expect(cell.locator('.gutter li[data-related]')).toHaveText('3')
  await expect(cell.locator('.detail')).toContainText('console.log')
  await page.keyboard.press('Escape')
  await expect(rows.first()).toHaveAttribute('aria-selected', 'false')
  await page.keyboard.press('End')
  await expect(rows.last()).toBeFocused()
})

test('a row of the code shows its lines, and a line leads to its row', async ({ page }) => {
  const cell = await openConsole(page)
  await cell.getByRole('button', { name: 'Row 4 made 12 lines' }).click()
  await expect(cell.locator('.console-row[data-related] .console-words')).toHaveText([
    'The bank does not answer.',
  ])
  await cell.locator('.console-place').last().getByRole('button', { name: 'line 9' }).click()
  await expect(cell.locator('.gutter li[data-related]')).toHaveText('9')
})

test('a row is copied as it reads', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const cell = await openConsole(page)
  await rowsOf(cell).last().focus()
  await page.keyboard.press('ControlOrMeta+c')
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('over')
})

test('lines are filtered by text and by gravity, and the count says how many', async ({ page }) => {
  const cell = await openConsole(page)
  const found = cell.locator('.console-found')
  await cell.getByRole('searchbox', { name: 'Filter the console of tea.ts' }).fill('NO')
  await expect(wordsOf(cell)).toHaveText(['The bank does not answer.', 'payment', 'Error: no card'])
  await expect(found).toHaveText('13 of 17 lines')
  await cell.getByRole('button', { name: '1 error' }).click()
  await expect(wordsOf(cell)).toHaveText(['payment', 'Error: no card'])
  await cell.getByRole('searchbox').fill('zzz')
  await expect(cell.getByText('No error holds “zzz”.')).toBeVisible()
  await cell.getByRole('button', { name: '1 error' }).click()
  await cell.getByRole('searchbox').fill('')
  await expect(found).toBeEmpty()
  await expect(rowsOf(cell)).toHaveCount(8)
})

test('what was cleared is folded, and not lost', async ({ page }) => {
  const cell = await openConsole(page, "console.log('a')\nconsole.clear()\nconsole.log('b')")
  await expect(wordsOf(cell)).toHaveText(['cleared', 'b'])
  await cell.locator('.console-row .twist').first().click()
  await expect(wordsOf(cell)).toHaveText(['cleared', 'a', 'b'])
})

test('a hostile value is text, and nothing in it hides', async ({ page, observed }) => {
  const cell = await openConsole(
    page,
    "console.log({ '<img src=x onerror=alert(1)>': '\\u202e<b>', [Symbol('\\u0000')]: '\\n' })\nconsole.log('%c<i>', 'color: red')",
  )
  await cell.locator('.console-value').first().click()
  await expect(wordsOf(cell).nth(1)).toHaveText("'<img src=x onerror=alert(1)>': '⟨U+202E⟩<b>'")
  await expect(wordsOf(cell).nth(2)).toHaveText("[Symbol(⟨U+0000⟩)]: '\\n'")
  await expect(wordsOf(cell).nth(3)).toHaveText('<i>')
  await expect(cell.locator('.output :is(img, b, i)')).toHaveCount(0)
  expect(observed.errors).toEqual([])
})

test('of too many lines the rest is counted, and the last row is a key away', async ({ page }) => {
  const cell = await openConsole(
    page,
    'for (let i = 0; i < 20_005; i++) console.log(i, { line: i })',
  )
  await expect(cell.locator('.dropped')).toHaveText(/^5 more lines came after the limit/)
  const grid = cell.getByRole('treegrid')
  await expect(grid).toHaveAttribute('aria-rowcount', '20000')
  await rowsOf(cell).first().focus()
  await page.keyboard.press('End')
  const last = cell.locator('[data-index="19999"]')
  await expect(last).toBeFocused()
  await expect(last).toContainText('{ line: 19999 }')
  await page.keyboard.press('ArrowRight')
  await expect(cell.locator('[data-index="20000"]')).toContainText('line: 19999')
  await page.keyboard.press('ArrowRight')
  await expect(cell.locator('[data-index="20000"]')).toBeFocused()
  await page.keyboard.press('Home')
  await expect(cell.locator('[data-index="0"]')).toBeFocused()
  expect(await rowsOf(cell).count()).toBeLessThan(100)
})

test('a long list stays within reach of Tab when it is scrolled', async ({ page }) => {
  const cell = await openConsole(page, 'for (let i = 0; i < 1000; i++) console.log(i)')
  await cell.locator('.console').evaluate((list) => {
    list.scrollTop = list.scrollHeight / 2
  })
  await expect(cell.locator('.console [tabindex="0"][role="row"]')).toHaveCount(1)
})

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme })

    test(`a console in use has no serious obstacle in ${colorScheme}`, async ({ page }) => {
      test.slow()
      const cell = await openConsole(page)
      await cell.locator('.console-value').first().click()
      await rowsOf(cell).last().click()
      const { violations } = await new AxeBuilder({ page }).include('.output').analyze()
      const serious = violations.filter(
        ({ impact }) => impact === 'serious' || impact === 'critical',
      )
      expect(serious.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))).toEqual(
        [],
      )
    })
  })
}

test('a console fits on a phone', async ({ page }) => {
  const cell = await openConsole(page)
  await page.setViewportSize({ width: 390, height: 800 })
  await cell.locator('.console').scrollIntoViewIfNeeded()
  const { scroll, client } = await page.evaluate(() => ({
    scroll: document.documentElement.scrollWidth,
    client: document.documentElement.clientWidth,
  }))
  expect(scroll).toBeLessThanOrEqual(client)
})
