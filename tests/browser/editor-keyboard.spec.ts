/** The keyboard gets into the editor, works in it, and gets out again, and is told how. */

import AxeBuilder from '@axe-core/playwright'
import type { Locator, Page } from '@playwright/test'
import { expect, openCell, test } from './site.ts'
import { suggestionsFor } from './typing.ts'

async function focusCode(page: Page): Promise<Locator> {
  await page.goto('lessons/start-here/')
  const cell = await openCell(page, 'tea.ts')
  await cell.locator('.code-text pre').focus()
  return cell
}

function full(cell: Locator): Locator {
  return cell.locator('.monaco-editor.focused')
}

/** What has the focus, as a reader would call it. */
function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    const element = document.activeElement
    return element?.getAttribute('aria-label') ?? element?.textContent ?? ''
  })
}

test('Enter opens the editor, at its beginning', async ({ page }) => {
  const cell = await focusCode(page)
  await page.keyboard.press('Enter')
  await expect(full(cell)).toBeVisible()
  await page.keyboard.type('// first ')
  await expect(cell.locator('.view-line').first()).toContainText('// first import')
})

test('typing opens the editor, and nothing that is typed is lost', async ({ page }) => {
  const cell = await focusCode(page)
  await page.keyboard.type('// note ')
  await expect(full(cell)).toBeVisible()
  await page.keyboard.type('more ')
  await expect(cell.locator('.view-line').first()).toContainText('// note more import')
})

test('keys that write nothing do not open it', async ({ page }) => {
  const cell = await focusCode(page)
  for (const key of ['Shift', 'ArrowDown', 'Control+C', 'Escape']) await page.keyboard.press(key)
  await expect(cell.locator('.code')).toHaveAttribute('data-editor', 'closed')
  await page.keyboard.press('Tab')
  await expect(cell.locator('.code')).toHaveAttribute('data-editor', 'closed')
})

test('Tab indents, Escape and Tab leave forwards, Escape and Shift+Tab backwards', async ({
  page,
}) => {
  const cell = await focusCode(page)
  await page.keyboard.press('Enter')
  await expect(full(cell)).toBeVisible()
  await page.keyboard.press('Tab')
  await expect(cell.locator('.view-line').first()).toHaveText(/^\s{2}import/)
  await expect(full(cell)).toBeVisible()
  await page.keyboard.press('Shift+Tab')
  await expect(cell.locator('.view-line').first()).toHaveText(/^import/)

  await page.keyboard.press('Escape')
  await expect(cell.locator('.code-keys [role=status]').first()).toHaveText(
    'Tab leaves the editor now.',
  )
  await page.keyboard.press('Tab')
  await expect(full(cell)).toHaveCount(0)
  expect(await focused(page)).toBe('Lay out')
  await expect(cell.locator('.code-keys')).toContainText('Esc, then Tab, leaves')

  await page.keyboard.press('Shift+Tab')
  await expect(full(cell)).toBeVisible()
  await page.keyboard.press('Escape')
  await page.keyboard.press('Shift+Tab')
  await expect(full(cell)).toHaveCount(0)
  expect(await focused(page)).toBe('Row 14 made 1 line')
})

test('any other key takes the leave back', async ({ page }) => {
  const cell = await focusCode(page)
  await page.keyboard.press('Enter')
  await expect(full(cell)).toBeVisible()
  await page.keyboard.press('Escape')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Tab')
  await expect(full(cell)).toBeVisible()
})

test('Escape in the suggestions closes them, and nothing else', async ({ page }) => {
  const cell = await focusCode(page)
  await page.keyboard.press('Enter')
  await expect(full(cell)).toBeVisible()
  await page.keyboard.type('con')
  const suggestions = await suggestionsFor(page)
  await page.keyboard.press('Escape')
  await expect(suggestions).toHaveCount(0)
  await expect(cell.locator('.code-keys')).toContainText('Esc, then Tab, leaves')
  await page.keyboard.press('Tab')
  await expect(full(cell)).toBeVisible()
})

test('Ctrl+M lets Tab leave until it is pressed again', async ({ page }) => {
  const cell = await focusCode(page)
  await page.keyboard.press('Enter')
  await expect(full(cell)).toBeVisible()
  await cell.locator('summary', { hasText: 'All keys' }).click()
  await expect(cell.locator('.code-keys')).toContainText('Ctrl + M')
  await cell.locator('.view-lines').click()
  await page.keyboard.press('Control+M')
  await expect(page.locator('.monaco-aria-container')).toContainText('move focus')
  await page.keyboard.press('Tab')
  await expect(full(cell)).toHaveCount(0)
  await cell.locator('.view-lines').click()
  await page.keyboard.press('Control+M')
  await page.keyboard.press('Tab')
  await expect(full(cell)).toBeVisible()
})

test('F8 goes from problem to problem and says what is wrong', async ({ page }) => {
  const cell = await focusCode(page)
  await page.keyboard.press('Enter')
  await expect(full(cell)).toBeVisible()
  await page.keyboard.press('Control+A')
  await page.keyboard.insertText("const a: number = 'x'\nconst b: string = 3\nconsole.log(a, b)")
  await expect(cell.locator('.squiggly-error')).toHaveCount(2)
  await page.keyboard.press('F8')
  await expect(page.locator('.monaco-hover').first()).toContainText("Type 'string'")
  await page.keyboard.press('F8')
  await expect(page.locator('.monaco-hover').first()).toContainText("Type 'number'")
})

test('the editor has a name that says how to leave it, and no serious obstacle', async ({
  page,
}) => {
  const cell = await focusCode(page)
  await page.keyboard.press('Enter')
  await expect(full(cell)).toBeVisible()
  await expect(
    cell.getByRole('textbox', { name: /^Code of tea\.ts\. Press Escape and then Tab/ }),
  ).toBeFocused()
  await page.keyboard.press('Control+End')
  await page.keyboard.type('\nspa')
  await suggestionsFor(page)
  const { violations } = await new AxeBuilder({ page })
    // Monaco's own list names a suggestion by its kind, where it shows its type.
    .disableRules('label-content-name-mismatch')
    .include('figure[id="tea.ts"]')
    .analyze()
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
  expect(serious.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([])
})
