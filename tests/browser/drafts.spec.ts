/** No reader loses a line: drafts come back, whatever happened, and where they can't be kept the page says so. */

import { readFile } from 'node:fs/promises'
import type { BrowserContext, Locator, Page } from '@playwright/test'
import { type ReadDraft, sealDraft } from '../../src/notebook/stored-draft.ts'
import { storeDraft, storedDrafts } from './draft-store.ts'
import { barOf, expect, openCell, test } from './site.ts'
import { editAt, write } from './typing.ts'

// Most of these open the page and an editor more than once.
test.describe.configure({ timeout: 120_000 })

const LESSON = 'lessons/start-here/'

async function open(page: Page): Promise<Locator> {
  await page.goto(LESSON)
  return openCell(page, 'tea.ts')
}

const saved = (cell: Locator) =>
  expect(cell.locator('.cell-save')).toHaveText('saved in this browser')

async function choose(cell: Locator, action: string): Promise<void> {
  await cell.getByRole('button', { name: 'More for tea.ts' }).click()
  await cell.getByRole('menuitem', { name: action }).click()
}

/** A record as the site would have stored it. */
const record = (parts: Partial<ReadDraft['record']>) =>
  sealDraft({
    record: {
      schema: 1,
      lesson: 'start-here',
      file: 'tea.ts',
      revision: 1,
      source: "console.log('mine')",
      original: "console.log('old')",
      savedAt: Date.UTC(2026, 0, 2, 3, 4, 5),
      versions: [],
      ...parts,
    },
    trail: [parts.source ?? "console.log('mine')"],
  })

/** Opens the site once, so that its storage is there, and leaves it. */
async function prepareStorage(page: Page): Promise<void> {
  const cell = await open(page)
  await cell.getByRole('button', { name: 'Run tea.ts' }).click()
  await expect(cell.locator('.cell-state')).toContainText('ran in')
}

test('a draft is there again after a reload, and nothing runs by itself', async ({
  page,
  observed,
}) => {
  let cell = await open(page)
  await write(page, cell, "console.log('kept')")
  await expect(cell.locator('.line-words')).toHaveText(['kept'])
  await saved(cell)
  cell = await open(page)
  await expect(cell.locator('.draft')).toHaveText("console.log('kept')")
  await expect(cell.locator('.cell-edited')).toBeVisible()
  await saved(cell)
  await expect(cell.locator('.cell-state')).toHaveText('changed since this output')
  await expect(cell.locator('.span-title').first()).toHaveText('make tea')
  await cell.locator('.draft').click()
  await expect(cell.locator('.view-lines')).toHaveText("console.log('kept')")
  await expect(cell.locator('.cell-state')).toHaveText('changed since this output')
  await cell.getByRole('button', { name: 'Run tea.ts' }).click()
  await expect(cell.locator('.line-words')).toHaveText(['kept'])
  await expect(page.getByText('1 cell changed, kept in this browser only')).toBeVisible()
  expect(observed.errors).toEqual([])
})

test('what was done before a reload can be undone after it, step by step', async ({ page }) => {
  let cell = await open(page)
  await write(page, cell, '// one')
  await saved(cell)
  await write(page, cell, '// two')
  await saved(cell)
  cell = await open(page)
  await cell.locator('.draft').click()
  await expect(cell.locator('.view-lines')).toHaveText('// two')
  await expect(cell.locator('.monaco-editor.focused')).toBeVisible()
  await page.keyboard.press('Control+Z')
  await expect(cell.locator('.view-lines')).toHaveText('// one')
  await page.keyboard.press('Control+Z')
  await expect(cell.locator('.view-lines')).toContainText('the kettle is on')
  await page.keyboard.press('Control+Y')
  await expect(cell.locator('.view-lines')).toHaveText('// one')
  await saved(cell)
})

test('what was typed a moment before the page was left is there, too', async ({ page }) => {
  let cell = await open(page)
  await editAt(page, cell, 7)
  await page.keyboard.type(' // the last words')
  await page.goto('lab/')
  cell = await open(page)
  await expect(cell.locator('.draft')).toContainText('// the last words')
  await saved(cell)
  expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([])
})

test('a run that comes before the drafts waits for them', async ({ page }) => {
  let cell = await open(page)
  await write(page, cell, "console.log('waited for')")
  await saved(cell)
  // The storage takes its time to open.
  await page.addInitScript(() => {
    const { open } = IDBFactory.prototype
    IDBFactory.prototype.open = function slowly(this: IDBFactory, ...parts) {
      const request = open.apply(this, parts)
      let listener: IDBOpenDBRequest['onsuccess'] = null
      Object.defineProperty(request, 'onsuccess', {
        set: (given) => {
          listener = given
        },
      })
      request.addEventListener('success', (event) => {
        setTimeout(() => listener?.call(request, event), 1000)
      })
      return request
    }
  })
  cell = await open(page)
  await cell.getByRole('button', { name: 'Run tea.ts' }).click()
  await expect(cell.locator('.line-words')).toHaveText(['waited for'])
})

test('reset can be undone at once, and later through the versions', async ({ page }) => {
  let cell = await open(page)
  await write(page, cell, "console.log('precious')")
  await expect(cell.locator('.line-words')).toHaveText(['precious'])
  await cell.getByRole('button', { name: 'Reset', exact: true }).click()
  await expect(cell.locator('.view-lines')).toContainText('make tea')
  await expect(cell.locator('.span-title').first()).toHaveText('make tea')
  await cell.getByRole('button', { name: 'Undo' }).click()
  await expect(cell.locator('.view-lines')).toHaveText("console.log('precious')")
  await expect(cell.locator('.line-words')).toHaveText(['precious'])
  await saved(cell)

  await choose(cell, 'Reset this cell')
  await expect(cell.locator('.cell-edited')).toBeHidden()
  await expect(cell.locator('.cell-save')).toBeHidden()
  cell = await open(page)
  await expect(cell.locator('.code-text')).toContainText('make tea')
  await choose(cell, 'Versions…')
  const dialog = page.getByRole('dialog', { name: 'Versions of tea.ts' })
  await expect(dialog).toContainText('before a reset')
  await expect(dialog.getByRole('table')).toContainText("console.log('precious')")
  await dialog.getByRole('button', { name: 'Take this one' }).click()
  await expect(dialog).toBeHidden()
  await expect(cell.locator('.draft')).toHaveText("console.log('precious')")
  await saved(cell)
})

test('cleared output comes back as it was, and clearing changes no code', async ({ page }) => {
  const cell = await open(page)
  await choose(cell, 'Clear output')
  await expect(cell.locator('.cell-state')).toHaveText('output cleared')
  await expect(cell.locator('.empty')).toContainText('The output is cleared')
  await cell.getByRole('button', { name: 'Undo' }).click()
  await expect(cell.getByRole('button', { name: 'More for tea.ts' })).toBeFocused()
  await expect(cell.locator('.span-title')).toHaveCount(4)
  await expect(cell.locator('.cell-edited')).toHaveCount(0)
})

test('the whole lesson is reset, and that can be undone', async ({ page }) => {
  let cell = await open(page)
  await write(page, cell, "console.log('one')")
  await saved(cell)
  const other = await openCell(page, 'patience.ts')
  await editAt(page, other, 6)
  await page.keyboard.type(' // two')
  await saved(other)
  const bar = barOf(page)
  const reset = async () => {
    await bar.getByRole('button', { name: 'More for this lesson' }).click()
    await bar.getByRole('menuitem', { name: 'Reset the lesson' }).click()
  }
  await reset()
  await expect(page.locator('.cell-edited')).toHaveCount(0)
  await page.locator('.lesson-notices').getByRole('button', { name: 'Undo' }).click()
  await expect(page.locator('.cell-edited')).toHaveCount(2)
  await expect(cell.locator('.line-words')).toHaveText(['one'])
  await reset()
  await expect(page.locator('.cell-save')).toHaveCount(0)
  cell = await open(page)
  await choose(cell, 'Versions…')
  await expect(page.getByRole('dialog')).toContainText("console.log('one')")
})

test('changes are shown against the original', async ({ page }) => {
  const cell = await open(page)
  await editAt(page, cell, 8)
  await page.keyboard.type('\nawait sleep(5)')
  await choose(cell, 'Show changes')
  const dialog = page.getByRole('dialog', { name: 'Changes of tea.ts' })
  await expect(dialog.locator('[data-kind=added]')).toHaveCount(1)
  await expect(dialog.locator('[data-kind=added]')).toContainText('await sleep(5)')
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await choose(cell, 'Reset this cell')
  await cell.getByRole('button', { name: 'More for tea.ts' }).click()
  await expect(cell.getByRole('menuitem', { name: 'Show changes' })).toBeDisabled()
})

test('a second tab follows the first', async ({ page, context }) => {
  const cell = await open(page)
  const second = await context.newPage()
  const there = await open(second)
  await write(page, cell, "console.log('from the first')")
  await saved(cell)
  await expect(there.locator('.draft')).toHaveText("console.log('from the first')")
  await expect(there.locator('.cell-state')).toHaveText('changed since this output')
  await expect(there.locator('.notice')).toHaveCount(0)
})

/** Two tabs that hear nothing of each other. */
async function openDeafTabs(context: BrowserContext): Promise<[Page, Page]> {
  await context.addInitScript(() => {
    Object.defineProperty(window, 'BroadcastChannel', { value: undefined })
  })
  return [await context.newPage(), await context.newPage()]
}

test('of two tabs that change a cell at once both texts are kept, and the reader chooses', async ({
  context,
}) => {
  const [first, second] = await openDeafTabs(context)
  const there = await open(second)
  const here = await open(first)
  await write(first, here, "console.log('first')")
  await saved(here)
  await write(second, there, "console.log('second')")
  await saved(there)
  const notice = there.locator('.notice')
  await expect(notice).toContainText('changed in another tab, too')
  await notice.getByRole('button', { name: 'Show the difference' }).click()
  const dialog = second.getByRole('dialog', { name: 'Two texts of tea.ts' })
  await expect(dialog.locator('[data-kind=added]')).toContainText("console.log('first')")
  await dialog.getByRole('button', { name: 'Take the other' }).click()
  await expect(there.locator('.view-lines')).toHaveText("console.log('first')")
  await expect(notice).toHaveCount(0)
  await saved(there)
  await choose(there, 'Versions…')
  await expect(second.getByRole('dialog')).toContainText('from another tab')
})

test('a tab whose text another tab has put aside is told when the reader comes back', async ({
  context,
}) => {
  const [first, second] = await openDeafTabs(context)
  const there = await open(second)
  const here = await open(first)
  await write(first, here, "console.log('first')")
  await saved(here)
  await write(second, there, "console.log('second')")
  await saved(there)
  await first.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
  await expect(here.locator('.view-lines')).toHaveText("console.log('second')")
  await here.locator('.notice').getByRole('button', { name: 'Take the other' }).click()
  await expect(here.locator('.view-lines')).toHaveText("console.log('first')")
})

test('if the author has changed the cell, the reader is told and can take either', async ({
  page,
}) => {
  await prepareStorage(page)
  await storeDraft(page, ['start-here', 'tea.ts', 0], record({}))
  let cell = await open(page)
  await expect(cell.locator('.draft')).toHaveText("console.log('mine')")
  const notice = cell.locator('.notice')
  await expect(notice).toContainText('The author has changed this cell since you began.')
  await notice.getByRole('button', { name: 'Stay with yours' }).click()
  await expect(notice).toHaveCount(0)
  await saved(cell)
  cell = await open(page)
  await saved(cell)
  await expect(notice).toHaveCount(0)

  await storeDraft(page, ['start-here', 'tea.ts', 0], record({ revision: 9 }))
  cell = await open(page)
  await notice.getByRole('button', { name: 'Show the difference' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.locator('[data-kind=added]')).toContainText("console.log('mine')")
  await dialog.getByRole('button', { name: 'Take the author’s' }).click()
  await expect(cell.locator('.code-text')).toContainText('make tea')
  await choose(cell, 'Versions…')
  await expect(page.getByRole('dialog')).toContainText("console.log('mine')")
})

test('a draft that was never changed gives way to the author’s new code', async ({ page }) => {
  await prepareStorage(page)
  const source = "console.log('old')"
  await storeDraft(page, ['start-here', 'tea.ts', 0], record({ source }))
  const cell = await open(page)
  await expect(cell.locator('.notices')).toBeAttached()
  await expect(cell.locator('.code-text')).toContainText('make tea')
  await expect(cell.locator('.notice')).toHaveCount(0)
})

test('without room nothing is said to be saved, and the work can be taken away', async ({
  page,
}) => {
  await page.addInitScript(() => {
    const { put } = IDBObjectStore.prototype
    IDBObjectStore.prototype.put = function refuse(this: IDBObjectStore, ...parts) {
      if (this.name === 'drafts' && document.documentElement.dataset.room !== 'yes') {
        throw new DOMException('no room', 'QuotaExceededError')
      }
      return put.apply(this, parts)
    }
  })
  const cell = await open(page)
  await write(page, cell, "console.log('nowhere to go')")
  const notice = cell.locator('.notice')
  await expect(notice).toContainText('Not saved: this browser has no more room')
  await expect(cell.locator('.cell-save')).toHaveText('not saved')
  await expect(cell.locator('.line-words')).toHaveText(['nowhere to go'])
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    notice.getByRole('button', { name: 'Download tea.ts' }).click(),
  ])
  expect(download.suggestedFilename()).toBe('tea.ts')
  expect(await readFile(await download.path(), 'utf8')).toBe("console.log('nowhere to go')")
  await page.evaluate(() => {
    document.documentElement.dataset.room = 'yes'
  })
  await notice.getByRole('button', { name: 'Try again' }).click()
  await saved(cell)
  await expect(notice).toHaveCount(0)
})

test('leaving with work that could not be saved is asked about first', async ({ page }) => {
  await page.addInitScript(() => {
    IDBObjectStore.prototype.put = () => {
      throw new DOMException('no room', 'QuotaExceededError')
    }
  })
  const cell = await open(page)
  await write(page, cell, "console.log('unsaved')")
  await expect(cell.locator('.cell-save')).toHaveText('not saved')
  const asked = page.waitForEvent('dialog')
  page.close({ runBeforeUnload: true })
  const dialog = await asked
  expect(dialog.type()).toBe('beforeunload')
  await dialog.dismiss()
  await expect(cell.locator('.view-lines')).toHaveText("console.log('unsaved')")
})

test('a damaged record is never written over, and is handed out', async ({ page }) => {
  await prepareStorage(page)
  const damaged = { ...record({}), source: 'something else' }
  await storeDraft(page, ['start-here', 'tea.ts', 0], damaged)
  let cell = await open(page)
  const notice = cell.locator('.notice')
  await expect(notice).toContainText('is damaged')
  await expect(cell.locator('.code-text')).toContainText('make tea')
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    notice.getByRole('button', { name: 'Download it' }).click(),
  ])
  expect(JSON.parse(await readFile(await download.path(), 'utf8'))).toEqual(damaged)
  await write(page, cell, "console.log('beside it')")
  await expect(cell.locator('.line-words')).toHaveText(['beside it'])
  await saved(cell)
  cell = await open(page)
  await expect(cell.locator('.draft')).toHaveText("console.log('beside it')")
  expect((await storedDrafts(page)).map(([, slot]) => slot)).toEqual([0, 1])
  expect((await storedDrafts(page))[0]?.[2]).toEqual(damaged)
  await notice.getByRole('button', { name: 'Remove it' }).click()
  await expect(notice).toHaveCount(0)
  await expect.poll(async () => (await storedDrafts(page)).map(([, slot]) => slot)).toEqual([1])
})

test('what a later version of the site has stored is left alone', async ({ page }) => {
  await prepareStorage(page)
  const later = { schema: 2, everything: 'is different' }
  await storeDraft(page, ['start-here', 'tea.ts', 0], later)
  const cell = await open(page)
  await expect(cell.locator('.notice')).toContainText('A later version of this site')
  await expect(cell.getByRole('button', { name: 'Remove it' })).toHaveCount(0)
  await write(page, cell, "console.log('meanwhile')")
  await saved(cell)
  expect((await storedDrafts(page))[0]?.[2]).toEqual(later)
})

test('a draft of a cell that is gone from the lesson can be taken away', async ({ page }) => {
  await prepareStorage(page)
  await storeDraft(page, ['start-here', 'gone.ts', 0], record({ file: 'gone.ts' }))
  await open(page)
  const notice = page.locator('.lesson-notices .notice')
  await expect(notice).toContainText('a draft of gone.ts, which this lesson no longer has')
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    notice.getByRole('button', { name: 'Download it' }).click(),
  ])
  expect(download.suggestedFilename()).toBe('gone.ts')
})

test('without storage everything else works, and the page says that nothing is kept', async ({
  page,
}) => {
  await page.addInitScript(() => {
    for (const name of ['indexedDB', 'localStorage']) {
      Object.defineProperty(window, name, {
        get() {
          throw new DOMException('switched off', 'SecurityError')
        },
      })
    }
  })
  const cell = await open(page)
  await expect(page.locator('.lesson-notices')).toContainText('Your changes can’t be kept')
  await cell.getByRole('button', { name: 'Run tea.ts' }).click()
  await expect(cell.locator('.cell-state')).toContainText('ran in')
  await write(page, cell, "console.log('for now')")
  await expect(cell.locator('.line-words')).toHaveText(['for now'])
  await expect(cell.locator('.notice')).toContainText('Not saved')
  await choose(cell, 'Reset this cell')
  await cell.getByRole('button', { name: 'Undo' }).click()
  await expect(cell.locator('.view-lines')).toHaveText("console.log('for now')")
})

test('the page asks the browser not to clear drafts away, once there is one', async ({ page }) => {
  await page.addInitScript(() => {
    StorageManager.prototype.persist = async () => {
      const { dataset } = document.documentElement
      dataset.asked = String(Number(dataset.asked ?? 0) + 1)
      return true
    }
  })
  const cell = await open(page)
  await cell.getByRole('button', { name: 'Run tea.ts' }).click()
  await expect(cell.locator('.cell-state')).toContainText('ran in')
  expect(await page.evaluate(() => document.documentElement.dataset.asked)).toBeUndefined()
  await write(page, cell, "console.log('a')")
  await saved(cell)
  await page.keyboard.type('\nconsole.log(1)')
  await expect(cell.locator('.line-words')).toHaveText(['a', '1'])
  await saved(cell)
  expect(await page.evaluate(() => document.documentElement.dataset.asked)).toBe('1')
})
