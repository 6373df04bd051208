/** Mistakes stand in one place: once each, with a way to their line, and underlined in the code. */

import { expect, openCell, test } from './site.ts'
import { write } from './typing.ts'

test('a missing name is said once, at its line, by the run', async ({ page }) => {
  await page.goto('lessons/start-here/')
  const cell = await openCell(page, 'tea.ts')
  await write(page, cell, "console.log('a')\nspam()")
  await expect(cell.locator('.problems li')).toHaveText([/^line 2 ReferenceError: spam is not/])
  await expect(cell.locator('.squiggly-error')).not.toHaveCount(0)
  await expect(cell.locator('.problems li')).toHaveCount(1)
})

test('problems of the run stand before those of TypeScript', async ({ page }) => {
  await page.goto('lessons/start-here/')
  const cell = await openCell(page, 'tea.ts')
  await write(page, cell, "const n: number = 'two'\nconsole.log(n)\nthrow new Error('no tea')")
  await expect(cell.locator('.problems li')).toHaveText([
    /^line 3 Error: no tea/,
    /^line 1 Type 'string' is not assignable/,
  ])
  await expect(cell.locator('.gutter li[data-failed]')).toHaveText('3')
  await expect(cell.locator('.gutter li[data-doubted]')).toHaveText('1')
})

test('code that can’t be read is told of in one voice', async ({ page }) => {
  await page.goto('lessons/start-here/')
  const cell = await openCell(page, 'tea.ts')
  await write(page, cell, 'const = 3\nconst x: string = 3')
  await expect(cell.locator('.problems [role="alert"] li')).toHaveCount(1)
  await expect(cell.locator('.squiggly-error').first()).toBeVisible()
  await expect(cell.locator('.problems li')).toHaveCount(1)
})

test('a button mends a name that only has to be imported', async ({ page }) => {
  await page.goto('lessons/start-here/')
  const cell = await openCell(page, 'tea.ts')
  await write(page, cell, "function later() {\n  span('x', () => {})\n}\nconsole.log(typeof later)")
  await cell.getByRole('button', { name: "Add import from '@lab/tracer'" }).click()
  await expect(cell.locator('.problems')).toHaveCount(0)
  await expect(cell.locator('.view-lines')).toContainText("import { span } from '@lab/tracer'")
  await cell.locator('.view-lines').click()
  await page.keyboard.press('Control+Z')
  await expect(cell.locator('.view-lines')).not.toContainText('import')
})

test('a problem of a closed cell opens its code at the line', async ({ page }) => {
  await page.goto('lessons/start-here/')
  const cell = await openCell(page, 'unicorn.ts')
  await cell
    .locator('.problems')
    .getByRole('button', { name: /^line 5/ })
    .first()
    .click()
  await expect(cell.locator('.monaco-editor.focused')).toBeVisible()
  await page.keyboard.press('Home')
  await page.keyboard.press('Shift+End')
  await page.keyboard.insertText('// here')
  await expect(cell.locator('.view-line').nth(4)).toContainText('// here')
})

test('a problem in an imported cell says so, and leads there', async ({ page }) => {
  await page.goto('lessons/start-here/')
  const imported = await openCell(page, 'order-1042.ts')
  await write(page, imported, "\nthrow new Error('broken')")
  await expect(imported.locator('.problems')).toContainText('line 2 Error: broken')
  const importing = await openCell(page, 'as-spans.ts')
  await importing.getByRole('button', { name: 'Run as-spans.ts' }).click()
  const place = importing
    .locator('.problems')
    .getByRole('button', { name: 'in order-1042.ts, line 2' })
  await expect(place).toBeVisible()
  await place.click()
  await expect(imported.locator('.monaco-editor.focused')).toBeVisible()
  await expect(importing.locator('.gutter li[data-failed]')).toHaveCount(0)
})

test('what a run ended with is underlined until its row is changed', async ({ page }) => {
  await page.goto('lessons/start-here/')
  const cell = await openCell(page, 'tea.ts')
  await write(page, cell, "console.log('a')\nthrow new Error('no tea')")
  await expect(cell.locator('.squiggly-error')).toHaveCount(1)
  await expect(cell.locator('.gutter li[data-failed]')).toHaveText('2')
  // A long pause before the next run is needed to look at what lies between.
  await page.evaluate(() => {
    const { setTimeout: later } = window
    window.setTimeout = ((work: () => void, delay?: number) =>
      later(work, delay === 300 ? 60_000 : delay)) as typeof setTimeout
  })
  await page.keyboard.press('Control+Home')
  await page.keyboard.press('Enter')
  await expect(cell.locator('.gutter li[data-failed]')).toHaveText('3')
  await expect(cell.locator('.problems')).toContainText('line 3 Error: no tea')
  await page.keyboard.press('Control+End')
  await page.keyboard.type(' ')
  await expect(cell.locator('.gutter li[data-failed]')).toHaveCount(0)
  await expect(cell.locator('.squiggly-error')).toHaveCount(0)
  await expect(cell.locator('.problems')).toContainText('Error: no tea')
  await expect(cell.locator('.problems')).not.toContainText('line')
})

test('the words of a problem are text, whatever they are', async ({ page }) => {
  await page.goto('lessons/start-here/')
  const cell = await openCell(page, 'tea.ts')
  await write(page, cell, "throw new Error('<img src=x>\\u202Eevil')")
  await expect(cell.locator('.problems')).toContainText('<img src=x>⟨U+202E⟩evil')
  expect(await cell.locator('.problems img').count()).toBe(0)
})
