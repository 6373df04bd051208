/** The full editor knows TypeScript: it completes, explains, renames, lays out, and follows what other cells become. */

import type { Locator, Page } from '@playwright/test'
import { expect, openCell, test } from './site.ts'
import { explanationOf, suggestionsFor, write } from './typing.ts'

/** The code of a cell in its editor, row by row. */
async function rowsOf(cell: Locator): Promise<string[]> {
  return cell.locator('.view-lines').evaluate((lines) =>
    [...lines.querySelectorAll('.view-line')]
      .map((row) => ({ top: row.getBoundingClientRect().top, text: row.textContent ?? '' }))
      .sort((one, other) => one.top - other.top)
      .map(({ text }) => text.replaceAll('\u00a0', ' ').trimEnd()),
  )
}

async function openLesson(page: Page, name = 'tea.ts'): Promise<Locator> {
  await page.goto('lessons/start-here/')
  return openCell(page, name)
}

const EXPORTING =
  '/** How many cups the tray holds. */\nexport function cupsOf(tray: number) {\n  return tray * 4\n}'

test('completion adds the import of a name that has none yet', async ({ page }) => {
  const cell = await openLesson(page)
  await write(page, cell, '// hello\n')
  await page.keyboard.type('spa')
  const suggestions = await suggestionsFor(page)
  await expect(suggestions.getByRole('option', { name: /^span\b/ }).first()).toContainText(
    '@lab/tracer',
  )
  await expect(suggestions.locator('.monaco-list-row.focused')).toContainText('span')
  await page.keyboard.press('Enter')
  await expect
    .poll(() => rowsOf(cell))
    .toEqual(["import { span } from '@lab/tracer'", '', '// hello', 'span'])
})

test('completion knows the members, with their documentation', async ({ page }) => {
  const cell = await openLesson(page)
  await write(page, cell, "import { logger } from '@lab/logger'\nlogger('x')")
  await page.keyboard.type('.isE')
  const suggestions = await suggestionsFor(page)
  await expect(suggestions.locator('.monaco-list-row.focused')).toContainText('isEnabled')
  // Each press shows the documentation or hides it, and one that comes while the list is made does neither.
  await expect(async () => {
    await page.keyboard.press('Control+Space')
    await expect(page.locator('.suggest-details')).toContainText('isEnabled(', { timeout: 2000 })
  }).toPass()
})

test('completion offers what can be imported: parts of the lab, and other cells', async ({
  page,
}) => {
  const cell = await openLesson(page)
  await write(page, cell, '')
  await page.keyboard.type("import {} from '@")
  const parts = await suggestionsFor(page)
  await expect(parts).toContainText('@lab/logger')
  await expect(parts).toContainText('@lab/shop')
  await page.keyboard.press('Escape')
  await write(page, cell, '')
  await page.keyboard.type("import {} from './")
  const cells = await suggestionsFor(page)
  await expect(cells).toContainText('order-1042.ts')
  await expect(cells).not.toContainText('tea.ts')
})

test('suggestions stand beside the cursor in a page that is scrolled', async ({ page }) => {
  const cell = await openLesson(page)
  await cell.locator('.code').evaluate((code) => code.scrollIntoView({ block: 'start' }))
  await write(page, cell, '')
  await page.keyboard.type('con')
  const distance = async () => {
    const box = await page.locator('.suggest-widget.visible').boundingBox()
    const row = await cell.locator('.view-line').first().boundingBox()
    if (!box || !row) throw new Error('There is nothing to measure.')
    expect(box.y + box.height).toBeLessThan(page.viewportSize()?.height ?? 0)
    return Math.round(box.y - row.y - row.height)
  }
  await suggestionsFor(page)
  expect(Math.abs(await distance())).toBeLessThan(4)
  await page.evaluate(() => scrollBy(0, -90))
  await expect.poll(async () => Math.abs(await distance())).toBeLessThan(4)
})

test('a call shows its parameters, and which one is being written', async ({ page }) => {
  const cell = await openLesson(page)
  await write(page, cell, "import { span } from '@lab/tracer'\n")
  await page.keyboard.type("span('a', ")
  const hints = page.locator('.parameter-hints-widget.visible')
  await expect(hints).toContainText('Runs a function as a span')
  await expect(hints.locator('.parameter.active')).not.toContainText('name')
})

test('a name is renamed in every cell that uses it', async ({ page }) => {
  const exporting = await openLesson(page)
  await write(page, exporting, EXPORTING)
  const importing = await openCell(page, 'patience.ts')
  await write(page, importing, "import { cupsOf } from './tea.ts'\nconsole.log(cupsOf(2))")
  await expect(importing.locator('.line-words')).toHaveText(['8'])
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('F2')
  await expect(page.locator('.rename-box input')).toBeFocused()
  await expect(page.locator('.rename-box input')).toHaveValue('cupsOf')
  await page.keyboard.press('Control+A')
  await page.keyboard.type('cups')
  await page.keyboard.press('Enter')
  await expect
    .poll(() => rowsOf(importing))
    .toEqual(["import { cups } from './tea.ts'", 'console.log(cups(2))'])
  await expect
    .poll(async () => (await rowsOf(exporting))[1])
    .toBe('export function cups(tray: number) {')
  // The notebook knows of both: it still runs.
  await expect(importing.locator('.cell-state')).toContainText('ran in')
  await expect(importing.locator('.line-words')).toHaveText(['8'])
  await expect(importing.locator('.problems')).toHaveCount(0)
})

test('a name of the lab is renamed in this cell only', async ({ page }) => {
  const cell = await openLesson(page)
  await write(page, cell, "import { sleep } from '@lab/sim'\nawait sleep(10)")
  for (let i = 0; i < 6; i++) await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('F2')
  await expect(page.locator('.rename-box input')).toBeFocused()
  await expect(page.locator('.rename-box input')).toHaveValue('sleep')
  await page.keyboard.press('Control+A')
  await page.keyboard.type('nap')
  await page.keyboard.press('Enter')
  await expect
    .poll(() => rowsOf(cell))
    .toEqual(["import { sleep as nap } from '@lab/sim'", 'await nap(10)'])
})

test('F12 goes to where a name comes from, in this cell or in another', async ({ page }) => {
  const exporting = await openLesson(page)
  await write(page, exporting, EXPORTING)
  const importing = await openCell(page, 'patience.ts')
  await write(page, importing, "import { cupsOf } from './tea.ts'\ncupsOf")
  await page.keyboard.press('F12')
  await expect(exporting.locator('.monaco-editor.focused')).toBeVisible()
  await page.keyboard.type('!')
  await expect.poll(async () => (await rowsOf(exporting))[1]).toContain('function !cupsOf')
})

test('Shift+Alt+F lays the code out, and what the author wrote is laid out already', async ({
  page,
}) => {
  const cell = await openLesson(page)
  await write(page, cell, 'if(true){\nconsole.log("a",\'b\')\n}')
  await page.keyboard.press('Shift+Alt+F')
  await expect.poll(() => rowsOf(cell)).toEqual(['if (true) {', '  console.log("a", \'b\')', '}'])
  await write(page, cell, 'const   x=1')
  await cell.getByRole('button', { name: 'Lay out' }).click()
  await expect.poll(() => rowsOf(cell)).toEqual(['const x = 1'])
})

test('rows are turned into comments and back', async ({ page }) => {
  const cell = await openLesson(page)
  await write(page, cell, 'const x = 1')
  await page.keyboard.press('Control+/')
  await expect.poll(() => rowsOf(cell)).toEqual(['// const x = 1'])
  await page.keyboard.press('Control+/')
  await expect.poll(() => rowsOf(cell)).toEqual(['const x = 1'])
})

test('the editor finds and replaces, and Escape gives the code back', async ({ page }) => {
  const cell = await openLesson(page)
  await write(page, cell, 'const tea = 1\nconsole.log(tea)')
  await page.keyboard.press('Control+F')
  const find = cell.locator('.find-widget.visible')
  await expect(find).toBeVisible()
  await page.keyboard.type('tea')
  await expect(find.locator('.matchesCount')).toContainText('of 2')
  await page.keyboard.press('Escape')
  await expect(find).toHaveCount(0)
  await expect(cell.locator('.monaco-editor.focused')).toBeVisible()
})

test('the bracket that belongs to the one at the cursor is marked', async ({ page }) => {
  const cell = await openLesson(page)
  await write(page, cell, 'console.log((1 + 2) * 3)')
  await expect(cell.locator('.bracket-match')).toHaveCount(2)
})

test('types of other cells are those that stand there now, and a reset counts', async ({
  page,
}) => {
  const exporting = await openLesson(page)
  await write(page, exporting, 'export const cups = 2')
  const importing = await openCell(page, 'patience.ts')
  await write(page, importing, "import { cups } from './tea.ts'\nconst n: number = cups")
  await expect(importing.locator('.cell-state')).toContainText('ran in')
  await expect(importing.locator('.problems')).toHaveCount(0)
  await write(page, exporting, "export const cups = 'two'")
  await expect(importing.locator('.problems')).toContainText(
    "line 2 Type 'string' is not assignable to type 'number'.",
  )
  await exporting.getByRole('button', { name: 'Reset' }).click()
  await expect(importing.locator('.problems')).toContainText("no exported member 'cups'")
})

test('each editor runs its own cell with Ctrl+Enter', async ({ page }) => {
  const first = await openLesson(page)
  await write(page, first, "console.log('first')")
  await expect(first.locator('.line-words')).toHaveText(['first'])
  const second = await openCell(page, 'patience.ts')
  await write(page, second, "console.log('second')")
  await expect(second.locator('.line-words')).toHaveText(['second'])
  await first.locator('.view-lines').click()
  await page.keyboard.press('Control+A')
  await page.keyboard.insertText("console.log('again')")
  await page.keyboard.press('Control+Enter')
  await expect(first.locator('.line-words')).toHaveText(['again'])
  await expect(second.locator('.line-words')).toHaveText(['second'])
})

test('documentation in a cell is text, whatever it says', async ({ page, observed }) => {
  const cell = await openLesson(page)
  await write(
    page,
    cell,
    '/** ![x](https://example.org/x.png) <img src=x> [click](https://example.org) */\nfunction trap() {}\ntrap()',
  )
  const name = cell.locator('.view-line span', { hasText: /^trap$/ }).last()
  const hover = await explanationOf(page, name)
  await expect(hover).toContainText('![x](https://example.org/x.png) <img src=x>')
  expect(await hover.locator('img, a').count()).toBe(0)
  expect(observed.requests.filter((url) => url.includes('example.org'))).toEqual([])
})
