/** The plain editor: on touch screens, while the full one is on its way, and where it can't be had. */

import AxeBuilder from '@axe-core/playwright'
import type { Locator, Page } from '@playwright/test'
import { expect, openCell, test } from './site.ts'

/** A phone. */
const TOUCH = { hasTouch: true, isMobile: true, viewport: { width: 390, height: 800 } }

const FULL_EDITOR = /\/_astro\/monaco-editor\./

function fieldOf(cell: Locator): Locator {
  return cell.getByRole('textbox', { name: 'Code of tea.ts' })
}

async function openLesson(page: Page): Promise<Locator> {
  await page.goto('lessons/start-here/')
  return openCell(page, 'tea.ts')
}

/** Opens the plain editor of a page that has no other, with a text in it and the cursor at its end. */
async function writePlain(page: Page, cell: Locator, source: string): Promise<void> {
  await fieldOf(cell).press('Control+A')
  await page.keyboard.insertText(source)
}

/** Where every row of the field and of its coloured copy stand: they have to be the same. */
function offsets(cell: Locator) {
  return cell.locator('.plain-editor').evaluate((frame) => {
    const field = frame.querySelector('textarea') as HTMLTextAreaElement
    const copy = frame.querySelector('pre') as HTMLElement
    const looks = (element: HTMLElement) => {
      const { fontFamily, fontSize, lineHeight, letterSpacing, tabSize } = getComputedStyle(element)
      const { left, top, width, height } = element.getBoundingClientRect()
      return { fontFamily, fontSize, lineHeight, letterSpacing, tabSize, left, top, width, height }
    }
    const { scrollHeight, clientHeight, scrollWidth, clientWidth } = field
    return {
      field: looks(field),
      copy: looks(copy),
      hidden: [scrollHeight - clientHeight, scrollWidth - clientWidth],
    }
  })
}

test.describe('on a touch screen', () => {
  test.use(TOUCH)

  test('a tap opens it where the finger was, at once and without a jump', async ({ page }) => {
    const cell = await openLesson(page)
    const line = cell.locator('.code-text .line').nth(6)
    const before = await line.boundingBox()
    await line.tap()
    await expect(fieldOf(cell)).toBeFocused()
    await expect(cell.locator('.code')).toHaveAttribute('data-editor', 'plain')
    // Its colours come a moment later, as other elements.
    const place = () => cell.locator('.plain-editor .line').nth(6).boundingBox()
    await expect.poll(async () => (await place())?.x).toBeCloseTo(before?.x ?? 0, 0)
    await expect.poll(async () => (await place())?.y).toBeCloseTo(before?.y ?? 0, 0)
    const row = await fieldOf(cell).evaluate(
      (field: HTMLTextAreaElement) => field.value.slice(0, field.selectionStart).split('\n').length,
    )
    expect(row).toBe(7)
  })

  test('it is coloured like the page, also what is new', async ({ page }) => {
    const cell = await openLesson(page)
    await cell.locator('.code-text').tap()
    await expect(cell.locator('.plain-editor .code-keyword').first()).toHaveText('import')
    await writePlain(page, cell, "const word = 'tea'")
    await expect(cell.locator('.plain-editor .code-keyword')).toHaveText(['const'])
    await expect(cell.locator('.plain-editor .code-string').first()).toContainText('tea')
  })

  test('the text lies exactly over its copy, also when it is longer than the screen', async ({
    page,
  }) => {
    const cell = await openLesson(page)
    await cell.locator('.code-text').tap()
    await writePlain(page, cell, `const long = '${'tea '.repeat(40)}'\n\n\tconst x = 1\n`)
    await expect(cell.locator('.plain-editor .line')).toHaveCount(4)
    const { field, copy, hidden } = await offsets(cell)
    expect(field).toEqual(copy)
    expect(hidden).toEqual([0, 0])
    const scroll = await page.evaluate(() => [
      document.documentElement.scrollWidth,
      document.documentElement.clientWidth,
    ])
    expect(scroll[0]).toBeLessThanOrEqual(scroll[1] ?? 0)
  })

  test('what is changed runs, and what fails is told at its line', async ({ page }) => {
    const cell = await openLesson(page)
    await cell.locator('.code-text').tap()
    await writePlain(page, cell, "console.log('by thumb')")
    await expect(cell.locator('.line-words')).toHaveText(['by thumb'])
    await writePlain(page, cell, "console.log('a')\nthrow new Error('no tea')")
    await expect(cell.locator('.problems')).toContainText('line 2 Error: no tea')
    await expect(cell.locator('.gutter li').nth(1)).toHaveAttribute('data-failed')
    await writePlain(page, cell, 'const = 3')
    await expect(cell.locator('.problems')).toContainText('line 1')
    await cell.getByRole('button', { name: 'line 1' }).tap()
    await expect(fieldOf(cell)).toBeFocused()
  })

  test('Enter keeps the indentation, and brackets are not closed', async ({ page }) => {
    const cell = await openLesson(page)
    await cell.locator('.code-text').tap()
    await writePlain(page, cell, 'if (true) {')
    await page.keyboard.press('Enter')
    await page.keyboard.type('log(')
    await page.keyboard.press('Enter')
    await expect(fieldOf(cell)).toHaveValue('if (true) {\n  log(\n    ')
  })

  test('quotes that the phone makes curly are straight', async ({ page }) => {
    const cell = await openLesson(page)
    await cell.locator('.code-text').tap()
    await writePlain(page, cell, '')
    for (const character of ['‘', 'a', '’', '“', '”']) await page.keyboard.insertText(character)
    await expect(fieldOf(cell)).toHaveValue('\'a\'""')
  })

  test('undo and redo have buttons, and go step by step', async ({ page }) => {
    const cell = await openLesson(page)
    const original = await page.evaluate(
      () => JSON.parse(document.getElementById('lesson-data')?.textContent ?? '').cells,
    )
    const { source } = original.find(
      ({ cell: { name } }: { cell: { name: string } }) => name === 'tea.ts',
    ).cell
    await cell.locator('.code-text').tap()
    await writePlain(page, cell, 'one')
    await page.keyboard.press('Enter')
    await page.keyboard.insertText('two')
    await expect(fieldOf(cell)).toHaveValue('one\ntwo')
    const undo = cell.getByRole('button', { name: 'Undo' })
    await undo.tap()
    await expect(fieldOf(cell)).toHaveValue('one\n')
    await undo.tap()
    await expect(fieldOf(cell)).toHaveValue('one')
    await undo.tap()
    await expect(fieldOf(cell)).toHaveValue(source)
    await cell.getByRole('button', { name: 'Redo' }).tap()
    await expect(fieldOf(cell)).toHaveValue('one')
  })

  test('what was done before a reload can be undone after it', async ({ page }) => {
    const before = await openLesson(page)
    await before.locator('.code-text').tap()
    await writePlain(page, before, 'one')
    await expect(before.locator('.cell-save')).toHaveText('saved in this browser')
    await writePlain(page, before, 'two')
    await expect(before.locator('.cell-save')).toHaveText('saved in this browser')
    const cell = await openLesson(page)
    await cell.locator('.code-text').tap()
    await expect(fieldOf(cell)).toHaveValue('two')
    const undo = cell.getByRole('button', { name: 'Undo' })
    await undo.tap()
    await expect(fieldOf(cell)).toHaveValue('one')
    await undo.tap()
    await expect(fieldOf(cell)).toHaveValue(/the kettle is on/)
  })

  test('a reset can be undone', async ({ page }) => {
    const cell = await openLesson(page)
    await cell.locator('.code-text').tap()
    await writePlain(page, cell, "console.log('mine')")
    await expect(cell.locator('.line-words')).toHaveText(['mine'])
    await cell.getByRole('button', { name: 'Reset' }).tap()
    await expect(fieldOf(cell)).toHaveValue(/the kettle is on/)
    await cell.locator('.code-steps').getByRole('button', { name: 'Undo' }).tap()
    await expect(fieldOf(cell)).toHaveValue("console.log('mine')")
    await expect(cell.locator('.line-words')).toHaveText(['mine'])
  })

  test('Tab leaves it, indents selected rows, and leaves after Escape also then', async ({
    page,
  }) => {
    const cell = await openLesson(page)
    await cell.locator('.code-text').tap()
    await writePlain(page, cell, 'a\nb')
    await page.keyboard.press('Control+A')
    await page.keyboard.press('Tab')
    await expect(fieldOf(cell)).toHaveValue('  a\n  b')
    await page.keyboard.press('Shift+Tab')
    await expect(fieldOf(cell)).toHaveValue('a\nb')
    await page.keyboard.press('Escape')
    await expect(cell.locator('.code-keys')).toContainText('Tab leaves the editor now.')
    await page.keyboard.press('Tab')
    await expect(fieldOf(cell)).not.toBeFocused()
    await fieldOf(cell).focus()
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('Tab')
    await expect(fieldOf(cell)).not.toBeFocused()
    await expect(fieldOf(cell)).toHaveValue('a\nb')
  })

  test('it has no serious obstacle', async ({ page }) => {
    const cell = await openLesson(page)
    await cell.locator('.code-text').tap()
    const { violations } = await new AxeBuilder({ page }).include('figure[id="tea.ts"]').analyze()
    const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
    expect(serious.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([])
  })

  test('it does not load the full editor', async ({ page, observed }) => {
    const cell = await openLesson(page)
    await cell.locator('.code-text').tap()
    await writePlain(page, cell, "console.log('light')")
    await expect(cell.locator('.line-words')).toHaveText(['light'])
    expect(observed.requests.filter((url) => FULL_EDITOR.test(url))).toEqual([])
  })
})

test.describe('without the full editor', () => {
  test('the plain one stays, says why, and does the same work', async ({ page }) => {
    await page.route(FULL_EDITOR, (route) => route.abort())
    const cell = await openLesson(page)
    await cell.locator('.code-text .line').nth(6).click()
    await expect(cell.locator('.code-keys')).toContainText(
      'The full editor could not be loaded (its files did not arrive); this one does the same work without completion.',
    )
    await writePlain(page, cell, "console.log('plain')")
    await expect(cell.locator('.line-words')).toHaveText(['plain'])
    await page.keyboard.press('Control+A')
    await page.keyboard.insertText("throw new Error('no tea')")
    await expect(cell.locator('.problems')).toContainText('line 1 Error: no tea')
    await page.keyboard.press('Control+Z')
    await expect(fieldOf(cell)).toHaveValue("console.log('plain')")
    await page.keyboard.press('Control+Enter')
    await expect(cell.locator('.line-words')).toHaveText(['plain'])
    await expect(cell.locator('.problems')).toHaveCount(0)
  })

  test('the same goes for its styles', async ({ page }) => {
    await page.route(/editor\.main\..*\.css/, (route) => route.abort())
    const cell = await openLesson(page)
    await cell.locator('.code-text').click()
    await expect(cell.locator('.code-keys')).toContainText('The full editor could not be loaded')
    await writePlain(page, cell, "console.log('plain')")
    await expect(cell.locator('.line-words')).toHaveText(['plain'])
  })

  test('and for an error in it', async ({ page }) => {
    await page.route(FULL_EDITOR, (route) =>
      route.fulfill({ contentType: 'text/javascript', body: 'throw new RangeError("old")' }),
    )
    const cell = await openLesson(page)
    await cell.locator('.code-text').click()
    await expect(cell.locator('.code-keys')).toContainText('(it did not start)')
    await writePlain(page, cell, "console.log('plain')")
    await expect(cell.locator('.line-words')).toHaveText(['plain'])
  })

  test('nor colours, code is still code', async ({ page }) => {
    await page.route(/\/_astro\/(monaco-editor|core|engine-javascript|typescript)\./, (route) =>
      route.abort(),
    )
    const cell = await openLesson(page)
    await cell.locator('.code-text').click()
    await writePlain(page, cell, "console.log('grey')")
    await expect(cell.locator('.line-words')).toHaveText(['grey'])
    await expect(cell.locator('.plain-editor .line')).toHaveText(["console.log('grey')"])
  })

  test('a full editor without TypeScript says so, and edits', async ({ page }) => {
    await page.route(/typescript-worker/, (route) => route.abort())
    const cell = await openLesson(page)
    await cell.locator('.code-text').click()
    await expect(cell.locator('.monaco-editor.focused')).toBeVisible()
    await expect(cell.locator('.code-keys')).toContainText(
      'Types and completion could not be loaded.',
    )
    await page.keyboard.press('Control+A')
    await page.keyboard.insertText("console.log('untyped')")
    await expect(cell.locator('.line-words')).toHaveText(['untyped'])
  })
})

test('what is typed while the full editor is on its way is there when it comes, step by step', async ({
  page,
}) => {
  const arrival = Promise.withResolvers<void>()
  await page.route(FULL_EDITOR, async (route) => {
    await arrival.promise
    await route.continue()
  })
  const cell = await openLesson(page)
  await cell.locator('.code-text').click()
  await expect(fieldOf(cell)).toBeFocused()
  await page.keyboard.press('Control+A')
  await page.keyboard.insertText('one')
  await page.keyboard.press('Enter')
  await page.keyboard.insertText('two')
  await page.keyboard.press('Shift+ArrowLeft')
  arrival.resolve()
  await expect(cell.locator('.monaco-editor.focused')).toBeVisible()
  await expect(cell.locator('.plain-editor')).toHaveCount(0)
  const text = () =>
    cell.locator('.view-line').evaluateAll((rows) => rows.map((row) => row.textContent))
  await expect.poll(text).toEqual(['one', 'two'])
  // The selection came along: the next character replaces it.
  await page.keyboard.type('p')
  await expect.poll(text).toEqual(['one', 'twp'])
  await page.keyboard.press('Control+Z')
  await expect.poll(text).toEqual(['one', 'two'])
  await page.keyboard.press('Control+Z')
  await page.keyboard.press('Control+Z')
  await expect.poll(text).toEqual(['one'])
  await page.keyboard.press('Control+Z')
  await expect(cell.locator('.cell-edited')).toBeHidden()
  await page.keyboard.press('Control+Y')
  await expect.poll(text).toEqual(['one'])
})
