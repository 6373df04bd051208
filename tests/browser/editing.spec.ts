/** A reader changes a cell and sees what the changed program says. */

import type { Locator } from '@playwright/test'
import { expect, openCell, test } from './site.ts'
import { editAt, explanationOf, suggestionsFor, write } from './typing.ts'

test('a change runs by itself, and the spans change with it', async ({ page, observed }) => {
  await page.goto('lessons/start-here/')
  const cell = await openCell(page, 'tea.ts')
  await expect(cell.locator('.span-title')).toHaveText([
    'make tea',
    'boil water',
    'steep',
    'warm milk',
  ])
  await editAt(page, cell, 12)
  await page.keyboard.type("\nspan('toast', () => sleep(300)),")
  await expect(cell.locator('.span-title')).toContainText(['toast'])
  await expect(cell.locator('.cell-state')).toContainText('5 spans')
  await expect(cell.locator('.cell-state')).toContainText('480 ms')
  expect(observed.errors).toEqual([])
})

test('reset brings the original code back, and its output', async ({ page }) => {
  await page.goto('lessons/start-here/')
  const cell = await openCell(page, 'tea.ts')
  await write(page, cell, "console.log('something else')")
  await expect(cell.locator('.line-words')).toHaveText(['something else'])
  await cell.getByRole('button', { name: 'Reset' }).click()
  await expect(cell.locator('.cell-edited')).toBeHidden()
  await expect(cell.locator('.span-title')).toHaveText([
    'make tea',
    'boil water',
    'steep',
    'warm milk',
  ])
  await expect(cell.locator('.view-lines')).toContainText('the kettle is on')
})

test('Ctrl+Enter runs at once', async ({ page }) => {
  await page.goto('lessons/start-here/')
  const cell = await openCell(page, 'tea.ts')
  await editAt(page, cell, 15)
  await page.keyboard.press('Control+Enter')
  await expect(cell.locator('.cell-state')).toContainText('ran in')
})

test('opening the editor moves nothing on the page', async ({ page }) => {
  await page.goto('lessons/start-here/')
  const cell = await openCell(page, 'tea.ts')
  await page.evaluate(() => document.fonts.ready)
  const places = () =>
    cell.evaluate((island) => {
      const top = (selector: string) => island.querySelector(selector)?.getBoundingClientRect().top
      const text = island.querySelector('.code-body')?.getBoundingClientRect()
      return {
        head: top('.cell-head'),
        code: text?.top,
        left: text?.left,
        codeHeight: text?.height,
      }
    })
  const before = await places()
  await editAt(page, cell, 7)
  await expect(cell.locator('.view-line').first()).toBeVisible()
  const after = await places()
  expect(after.head).toBeCloseTo(before.head ?? 0, 0)
  expect(after.code).toBeCloseTo(before.code ?? 0, 0)
  expect(after.left).toBeCloseTo(before.left ?? 0, 0)
  expect(Math.abs((after.codeHeight ?? 0) - (before.codeHeight ?? 0))).toBeLessThanOrEqual(1)
})

test('the editor has the font and the colours of the page', async ({ page }) => {
  await page.goto('lessons/start-here/')
  const cell = await openCell(page, 'tea.ts')
  const looks = (locator: Locator) =>
    locator.evaluate((element) => {
      const { color, fontFamily, fontSize, lineHeight } = getComputedStyle(element)
      return { color, fontFamily: fontFamily.split(',')[0], fontSize, lineHeight }
    })
  const keyword = await looks(cell.locator('.code-keyword').first())
  await editAt(page, cell, 1)
  const edited = await looks(cell.locator('.view-line span', { hasText: /^import$/ }).first())
  expect(edited).toEqual(keyword)
})

test('a cell that imports another one is marked when that one is edited', async ({ page }) => {
  await page.goto('lessons/start-here/')
  const imported = await openCell(page, 'order-1042.ts')
  await editAt(page, imported, 3)
  await page.keyboard.press('Home')
  await page.keyboard.type('/* changed */ ')
  const importing = await openCell(page, 'as-spans.ts')
  await expect(importing.locator('.cell-state')).toHaveText(
    'order-1042.ts changed since this output',
  )
  await importing.getByRole('button', { name: 'Run as-spans.ts' }).click()
  await expect(importing.locator('.cell-state')).toContainText('ran in')
})

test('the editor completes names of the lab and of other cells, and explains them', async ({
  page,
}) => {
  await page.goto('lessons/start-here/')
  const cell = await openCell(page, 'tea.ts')
  await write(page, cell, "import { logger } from '@lab/logger'\nlogger('x').")
  await expect(await suggestionsFor(page)).toContainText('isEnabled')
  await page.keyboard.press('Escape')
  await write(page, cell, "import { logger } from '@lab/logger'\nlogger('x')")
  const name = cell.locator('.view-line span', { hasText: /^logger$/ }).last()
  await expect(await explanationOf(page, name)).toContainText('Makes a logger')
})

test('types flow from one cell into another', async ({ page }) => {
  await page.goto('lessons/start-here/')
  const exporting = await openCell(page, 'tea.ts')
  await write(page, exporting, 'export const cups: number = 2')
  const importing = await openCell(page, 'as-spans.ts')
  await write(page, importing, "import { cups } from './tea.ts'\nconst wrong: string = cups")
  await expect(importing.locator('.problems')).toContainText(
    "line 2 Type 'number' is not assignable to type 'string'.",
  )
})

test('a reader who works with the keyboard gets into the editor and out again', async ({
  page,
}) => {
  await page.goto('lessons/start-here/')
  const cell = await openCell(page, 'tea.ts')
  await cell.locator('.code-text pre').focus()
  await page.keyboard.press('Enter')
  await expect(cell.locator('.monaco-editor.focused')).toBeVisible()
  await expect(cell.locator('.code-keys')).toContainText('Esc, then Tab')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Tab')
  await expect(cell.locator('.monaco-editor.focused')).toHaveCount(0)
  await expect(cell.locator('.view-lines')).toContainText('make tea')
})

test('on a touch screen a plain field does the editing', async ({ browser, site }) => {
  const context = await browser.newContext({
    baseURL: site.url,
    hasTouch: true,
    isMobile: true,
    viewport: { width: 390, height: 800 },
  })
  const page = await context.newPage()
  await page.goto('lessons/start-here/')
  const cell = await openCell(page, 'tea.ts')
  await cell.locator('.code-text').tap()
  await cell.getByRole('textbox', { name: 'Code of tea.ts' }).fill("console.log('by thumb')")
  await expect(cell.locator('.line-words')).toHaveText(['by thumb'])
  await context.close()
})
