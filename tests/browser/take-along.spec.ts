/** A reader takes a lesson home, and all work from one browser into another. */

import { readFile } from 'node:fs/promises'
import AxeBuilder from '@axe-core/playwright'
import type { Locator, Page } from '@playwright/test'
import { unzipSync } from 'fflate'
import type { DraftRecord } from '../../src/notebook/draft-record.ts'
import { type ReadDraft, sealDraft } from '../../src/notebook/stored-draft.ts'
import { writeWorkFile } from '../../src/notebook/work-file.ts'
import { storeDraft, storedDrafts } from './draft-store.ts'
import { barOf, expect, openCell, test } from './site.ts'

const LESSON = 'lessons/start-here/'
const WORK = 'your-work/'

function draft(file: string, source: string, more: Partial<DraftRecord> = {}): ReadDraft {
  return {
    record: {
      schema: 1,
      lesson: 'start-here',
      file,
      revision: 1,
      source,
      original: 'what the author wrote then',
      savedAt: Date.UTC(2026, 0, 2, 3, 4, 5),
      versions: [],
      ...more,
    },
    trail: [source],
  }
}

/** Opens the page with all work, with drafts in the storage. */
async function withDrafts(page: Page, ...drafts: readonly ReadDraft[]): Promise<void> {
  await page.goto(WORK)
  await expect(page.getByText('There is nothing yet.')).toBeVisible()
  for (const each of drafts) {
    const { lesson, file } = each.record
    await storeDraft(page, [lesson, file, 0], sealDraft(each))
  }
  await page.reload()
  await expect(page.locator('.work-cells li').first()).toBeVisible()
}

/** Chooses a file to import. */
async function choose(page: Page, text: string, name = 'work.json'): Promise<void> {
  const field = page.getByLabel('Import work…')
  await expect(field).toBeEnabled()
  await field.setInputFiles({ name, mimeType: 'application/json', buffer: Buffer.from(text) })
}

/** Presses something, and reads the file that it downloads. */
async function downloadBy(page: Page, press: () => Promise<void>) {
  const download = page.waitForEvent('download')
  await press()
  const file = await download
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) }
}

async function chooseInLesson(page: Page, action: string): Promise<void> {
  await page.locator('astro-island:not([ssr]) .lesson-bar').waitFor()
  await barOf(page).getByRole('button', { name: 'More for this lesson' }).click()
  await page.getByRole('menuitem', { name: action }).click()
}

const rows = (page: Page): Locator => page.locator('.import-review tbody tr')
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })

test('a lesson is downloaded as a folder, as the reader has it', async ({ page, observed }) => {
  await withDrafts(page, draft('tea.ts', "console.log('mine')"))
  await page.goto(LESSON)
  await expect(page.getByText('1 cell changed')).toBeVisible()
  const { name, bytes } = await downloadBy(page, () => chooseInLesson(page, 'Download this lesson'))
  expect(name).toBe('start-here.zip')
  const files = unzipSync(bytes)
  const text = (path: string) => new TextDecoder().decode(files[`start-here/${path}`])
  expect(text('tea.ts')).toBe("console.log('mine')")
  expect(text('original/tea.ts')).toContain('the kettle is on')
  expect(text('README.md')).toContain('# Start here\n')
  expect(text('README.md')).toContain('npm run lab -- start-here/order-1042.ts --seed 1')
  expect(text('types/src/telemetry/lab-tracer.d.ts')).toContain('span')
  await expect(page.locator('.lesson-said')).toHaveText('start-here.zip is among your downloads.')
  expect(observed.errors).toEqual([])
})

test('all work goes from one browser into another', async ({ page, browser, site }) => {
  await withDrafts(
    page,
    draft('tea.ts', "console.log('mine')", {
      versions: [{ source: 'earlier', savedAt: 5, reason: 'before-run' }],
    }),
    draft('order-1042.ts', "console.log('ours')"),
  )
  await page.goto(LESSON)
  const { name, bytes } = await downloadBy(page, () => chooseInLesson(page, 'Export all my work…'))
  expect(name).toMatch(/^lines-and-spans-\d{4}-\d\d-\d\d\.json$/)

  const elsewhere = await browser.newContext({ baseURL: site.url })
  const other = await elsewhere.newPage()
  await other.goto(LESSON)
  await chooseInLesson(other, 'Import work…')
  await expect(other).toHaveURL(/\/your-work\/#import$/)
  await choose(other, bytes.toString(), name)
  await expect(other.getByRole('heading', { name: 'What is in the file' })).toBeFocused()
  await expect(rows(other)).toHaveText([/order-1042\.ts.*you have none/, /tea\.ts.*you have none/])
  expect(await storedDrafts(other)).toEqual([])
  await button(other, 'Import 2 drafts').click()
  await expect(other.getByRole('heading', { name: 'What was imported' })).toBeFocused()
  await expect(other.locator('.work-cells li')).toHaveText([
    /order-1042\.ts.*edited/,
    /tea\.ts.*edited · 2 Jan.* · 1 earlier text/,
  ])
  await other.locator('.work-cells').getByRole('link', { name: 'tea.ts' }).click()
  const cell = await openCell(other, 'tea.ts')
  await expect(cell.locator('.draft')).toHaveText("console.log('mine')")
  await elsewhere.close()
})

test('an import keeps what the reader has as a version, and open tabs show the new text', async ({
  page,
  context,
}) => {
  await withDrafts(page, draft('tea.ts', "console.log('mine')"))
  const other = await context.newPage()
  await other.goto(LESSON)
  const cell = await openCell(other, 'tea.ts')
  await expect(cell.locator('.draft')).toHaveText("console.log('mine')")

  await choose(page, writeWorkFile([draft('tea.ts', "console.log('imported')")], 1))
  await expect(rows(page)).toContainText(['becomes an earlier text'])
  await button(page, 'Import 1 draft').click()
  await expect(rows(page)).toContainText(['what you had is among the versions'])
  await other.bringToFront()
  await expect(cell.locator('.draft')).toHaveText("console.log('imported')")
  await cell.getByRole('button', { name: 'More for tea.ts' }).click()
  await cell.getByRole('menuitem', { name: 'Versions…' }).click()
  await expect(other.getByRole('dialog')).toContainText('before an import')
})

test.describe('a file that can not be imported changes nothing and says why:', () => {
  const good = writeWorkFile([draft('tea.ts', 'x')], 1)
  for (const [what, text, message] of [
    ['a picture', '\u0089PNG', 'it is no JSON'],
    ['half a file', good.slice(0, -30), 'it is no JSON'],
    ['another program’s file', '{"cells":[]}', 'was not made here'],
    ['a later form', good.replace('"version": 1', '"version": 9'), 'a later version of this site'],
  ] as const) {
    test(what, async ({ page, observed }) => {
      await withDrafts(page, draft('tea.ts', 'mine'))
      await choose(page, text)
      await expect(page.getByRole('alert')).toContainText(message)
      await expect(page.getByRole('alert')).toContainText('Nothing was changed.')
      await expect(page.locator('.import-review')).toHaveCount(0)
      expect(await storedDrafts(page)).toMatchObject([['tea.ts', 0, { source: 'mine' }]])
      expect(observed.errors).toEqual([])
    })
  }
})

test('a file that is too large is not read', async ({ page }) => {
  await page.goto(WORK)
  await expect(page.getByLabel('Import work…')).toBeEnabled()
  await page.getByLabel('Import work…').evaluate((field: HTMLInputElement) => {
    const chosen = new DataTransfer()
    chosen.items.add(new File([new Uint8Array(16 * 1024 * 1024 + 1)], 'work.json'))
    field.files = chosen.files
    field.dispatchEvent(new Event('change', { bubbles: true }))
  })
  await expect(page.getByRole('alert')).toContainText('at most 16 MB. Nothing was changed.')
})

test('what is wrong with single drafts of a file is said, and the others can be taken', async ({
  page,
}) => {
  await page.goto(WORK)
  const file = JSON.parse(
    writeWorkFile(
      [
        draft('tea.ts', 'x'),
        draft('order-1042.ts', 'y'),
        draft('a.ts', 'z', { lesson: '<img src=x onerror=alert(1)>' }),
      ],
      1,
    ),
  )
  file.drafts[1].source = 'changed by hand'
  await choose(page, JSON.stringify(file), '\u202egnp.json')
  await expect(page.locator('.work-refused li')).toHaveText([
    'Start here, order-1042.ts: damaged: it is not what was once exported',
    '<img src=x onerror=alert(1)>, a.ts: of a lesson that is not here',
  ])
  await expect(page.locator('.import-review')).toContainText('⟨U+202E⟩gnp.json')
  await button(page, 'Import 1 draft').click()
  await expect(page.locator('.work-cells li')).toHaveText([/tea\.ts/])
})

test('everything can be deleted, and is back with an undo as long as the page is open', async ({
  page,
}) => {
  await withDrafts(page, draft('tea.ts', 'mine'), draft('order-1042.ts', 'ours'))
  await storeDraft(page, ['start-here', 'order-1042.ts', 1], 'damaged')
  const before = await storedDrafts(page)
  await button(page, 'Delete everything…').click()
  const asked = page.getByRole('group', { name: 'Delete everything' })
  await expect(asked).toContainText('2 drafts')
  await asked.getByRole('button', { name: 'Cancel' }).click()
  expect(await storedDrafts(page)).toEqual(before)

  await button(page, 'Delete everything…').click()
  await asked.getByRole('button', { name: 'Delete everything' }).click()
  await expect(page.getByText('There is nothing yet.')).toBeVisible()
  expect(await storedDrafts(page)).toEqual([])
  await button(page, 'Undo').click()
  await expect(page.locator('.work-cells li')).toHaveCount(2)
  expect(await storedDrafts(page)).toEqual(before)

  await button(page, 'Delete everything…').click()
  await asked.getByRole('button', { name: 'Delete everything' }).click()
  await expect(page.getByText('There is nothing yet.')).toBeVisible()
  await page.reload()
  await expect(page.getByText('There is nothing yet.')).toBeVisible()
})

test('what can not be read, and what has lost its cell, can be downloaded', async ({ page }) => {
  await withDrafts(page, draft('gone.ts', 'of a cell that is gone'))
  await storeDraft(page, ['start-here', 'tea.ts', 0], { half: 'a record' })
  await page.reload()
  const [gone, damaged] = [
    page.locator('.work-cells li', { hasText: 'gone.ts' }),
    page.locator('.work-cells li', { hasText: 'tea.ts' }),
  ]
  await expect(gone).toContainText('This cell is no longer there.')
  const code = await downloadBy(page, () =>
    gone.getByRole('button', { name: 'Download it' }).click(),
  )
  expect([code.name, code.bytes.toString()]).toEqual(['gone.ts', 'of a cell that is gone'])
  await expect(damaged).toContainText('nothing of it can be read')
  const record = await downloadBy(page, () =>
    damaged.getByRole('button', { name: 'Download it' }).click(),
  )
  expect([record.name, JSON.parse(record.bytes.toString())]).toEqual([
    'tea.ts.damaged.json',
    { half: 'a record' },
  ])
})

test('where nothing can be stored, the page says so, and lessons can be downloaded all the same', async ({
  page,
}) => {
  await page.addInitScript(() => {
    Object.defineProperty(IDBFactory.prototype, 'open', {
      value: () => {
        throw new DOMException('off', 'SecurityError')
      },
    })
  })
  await page.goto(WORK)
  await expect(page.getByRole('alert')).toContainText('This browser keeps nothing for this site.')
  await page.goto(LESSON)
  const { name } = await downloadBy(page, () => chooseInLesson(page, 'Download this lesson'))
  expect(name).toBe('start-here.zip')
})

test('every page leads to the page with all work, which says where work lives', async ({
  page,
}) => {
  await page.goto(LESSON)
  await page.getByRole('contentinfo').getByRole('link', { name: 'Your work' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your work')
  await expect(
    page.getByText('kept in this browser, on this device, and nowhere else'),
  ).toBeVisible()
})

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme })

    test(`an import has no serious obstacle in ${colorScheme}, and nothing scrolls sideways`, async ({
      page,
    }) => {
      test.slow()
      await withDrafts(page, draft('tea.ts', 'mine'))
      const file = JSON.parse(writeWorkFile([draft('tea.ts', 'x'), draft('a.ts', 'y')], 1))
      file.drafts.push({})
      await choose(page, JSON.stringify(file))
      await button(page, 'Delete everything…').click()
      await expect(rows(page)).toHaveCount(2)
      const { violations } = await new AxeBuilder({ page }).analyze()
      expect(violations.filter(({ impact }) => /serious|critical/.test(impact ?? ''))).toEqual([])
      for (const width of [390, 720]) {
        await page.setViewportSize({ width, height: 900 })
        const overflow = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        )
        expect(overflow, `${width} px`).toBe(0)
      }
    })
  })
}
