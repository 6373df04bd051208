/** Typing into a cell, as a reader does. */

import type { Locator, Page } from '@playwright/test'
import { expect } from './site.ts'

/** Opens a cell's editor, with the cursor at the end of a row. */
export async function editAt(page: Page, cell: Locator, row: number): Promise<void> {
  await cell
    .locator('.code-text .line')
    .nth(row - 1)
    .click()
  await expect(cell.locator('.monaco-editor.focused')).toBeVisible()
  await page.keyboard.press('End')
}

/** Replaces the whole code of a cell. */
export async function write(page: Page, cell: Locator, source: string): Promise<void> {
  await cell.locator('.code-body').waitFor()
  const isOpen = await cell.locator('.view-lines').isVisible()
  await cell.locator(isOpen ? '.view-lines' : '.code-text').click()
  await expect(cell.locator('.monaco-editor.focused')).toBeVisible()
  await page.keyboard.press('Control+A')
  // Not typed: the editor would close brackets and indent rows by itself.
  await page.evaluate((text) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', text)
    const paste = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true })
    document.activeElement?.dispatchEvent(paste)
  }, source)
}

/** What is suggested for what was typed. Whoever types before the language service is there is offered nothing, and asks. */
export async function suggestionsFor(page: Page): Promise<Locator> {
  const suggestions = page.locator('.suggest-widget.visible')
  await expect(async () => {
    if (!(await suggestions.isVisible())) await page.keyboard.press('Control+Space')
    await expect(suggestions).toBeVisible({ timeout: 3_000 })
  }).toPass()
  return suggestions
}

/** What the editor says of a name under the pointer. The same is true of it. */
export async function explanationOf(page: Page, name: Locator): Promise<Locator> {
  const explanation = page.locator('.monaco-hover').first()
  await expect(async () => {
    await page.mouse.move(0, 0)
    await name.hover()
    await expect(explanation).not.toHaveText('', { timeout: 3_000 })
  }).toPass()
  return explanation
}
