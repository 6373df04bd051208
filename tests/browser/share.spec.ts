/** A link with code opens beside the reader's own work, runs nothing by itself, and is held at arm's length. */

import { deflateRawSync } from 'node:zlib'
import AxeBuilder from '@axe-core/playwright'
import type { Locator, Page } from '@playwright/test'
import { sealDraft } from '../../src/notebook/stored-draft.ts'
import { storeDraft, storedDrafts } from './draft-store.ts'
import { expect, openCell, test } from './site.ts'

const LESSON = 'lessons/start-here/'

// Code that is not the author's needs the compiler, which takes its time on a busy machine.
test.describe.configure({ timeout: 90_000 })

interface Contents {
  readonly lesson?: string
  readonly cell?: string
  readonly files?: readonly (readonly [string, string])[]
  readonly seed?: number
  readonly lens?: string
}

/** The end of an address that brings code. */
function linkTo(code: string, contents: Contents = {}): string {
  const { lesson = 'start-here', cell = 'tea.ts', seed = 1, lens = 'both' } = contents
  const files = contents.files ?? [[cell, code]]
  return packed(JSON.stringify({ lesson, cell, files, seed, lens, dials: [] }))
}

function packed(text: string): string {
  return `#try=1.${deflateRawSync(text).toString('base64url')}`
}

const copyIn = (page: Page) => page.getByRole('region', { name: 'Someone else’s code' })
const run = (copy: Locator) => copy.getByRole('button', { name: 'Run copy of tea.ts' }).click()
const state = (copy: Locator) => copy.locator('.cell-state')
const ownCell = (page: Page) => page.locator('figure[id="tea.ts"]')

async function choose(cell: Locator, action: string | RegExp, name = 'tea.ts'): Promise<void> {
  await cell.getByRole('button', { name: `More for ${name}` }).click()
  await cell.getByRole('menuitem', { name: action }).click()
}

/** Opens the lesson with a draft of `tea.ts` in the storage. */
async function withDraft(page: Page, source: string): Promise<void> {
  await page.goto('your-work/')
  await expect(page.getByText('There is nothing yet.')).toBeVisible()
  const record = {
    schema: 1 as const,
    lesson: 'start-here',
    file: 'tea.ts',
    revision: 1,
    source,
    original: 'what the author wrote then',
    savedAt: 1,
    versions: [],
  }
  await storeDraft(page, ['start-here', 'tea.ts', 0], sealDraft({ record, trail: [source] }))
}

test('what one reader copies as a link, another one runs with the same outcome', async ({
  page,
  browser,
  context,
  site,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], {
    origin: new URL(site.url).origin,
  })
  await withDraft(page, "console.log('luck', Math.random())")
  await page.goto(LESSON)
  const cell = await openCell(page, 'tea.ts')
  await choose(cell, 'Run with another seed: 2')
  await expect(state(cell)).toContainText('seed 2 · 1 line')
  const said = await cell.locator('.line-words').textContent()
  expect(said).toMatch(/^luck 0\.\d+$/)
  await cell.getByRole('tab', { name: '1 line' }).click()
  await choose(cell, 'Copy a link to this cell')
  await expect(cell.getByText('The link is on the clipboard.')).toBeVisible()
  const address = await page.evaluate(() => navigator.clipboard.readText())
  expect(address).toMatch(new RegExp(`^${site.url}lessons/start-here/#try=1\\.[\\w-]+$`))

  const elsewhere = await browser.newContext({ baseURL: site.url })
  const other = await elsewhere.newPage()
  await other.goto(address)
  const copy = copyIn(other)
  await expect(copy.getByRole('heading')).toBeFocused()
  await expect(copy.locator('.code-text')).toHaveText("console.log('luck', Math.random())")
  await expect(state(copy)).toHaveText('not run yet')
  await expect(copy.getByRole('tab', { selected: true })).toHaveText('0 lines')
  await run(copy)
  await expect(state(copy)).toContainText('seed 2 · 1 line')
  await expect(copy.locator('.line-words')).toHaveText([said ?? ''])
  await expect(ownCell(other).locator('.cell-edited')).toHaveCount(0)
  await elsewhere.close()
})

test('hostile code does nothing until somebody runs it, and then gets nowhere', async ({
  page,
  site,
  observed,
}) => {
  const code = `
    const tries = [
      () => fetch('${site.url}stolen'),
      () => importScripts('${site.url}stolen.js'),
      () => parent.document.title,
      () => localStorage.getItem('theme'),
      () => indexedDB.open('lines-and-spans'),
      () => new WebSocket('ws://' + new URL('${site.url}').host),
    ]
    for (const attempt of tries) {
      try {
        await (attempt as () => unknown)()
        console.log('got through', String(attempt))
      } catch {
        console.log('stopped')
      }
    }`
  await withDraft(page, "console.log('mine')")
  await page.goto(LESSON + linkTo(code))
  const copy = copyIn(page)
  await expect(copy.getByRole('heading')).toBeFocused()
  await expect(ownCell(page).locator('.cell-edited')).toBeVisible()
  // Time enough for what should not happen: a frame, a run, a request.
  await page.waitForTimeout(500)
  await expect(page.locator('iframe')).toHaveCount(0)
  await expect(state(copy)).toHaveText('not run yet')

  await run(copy)
  await expect(copy.locator('.line-words')).toHaveText(Array.from({ length: 6 }, () => 'stopped'))
  expect(observed.requests.filter((url) => url.includes('stolen'))).toEqual([])
  await expect(ownCell(page).locator('.draft')).toHaveText("console.log('mine')")
  const [draft, ...others] = await storedDrafts(page)
  expect([draft?.[2], others]).toMatchObject([{ source: "console.log('mine')", revision: 1 }, []])
})

test('code that never ends is stopped by its button', async ({ page }) => {
  await page.goto(LESSON + linkTo("console.log('begins')\nfor (;;);"))
  const copy = copyIn(page)
  await run(copy)
  await expect(copy.locator('.line-words')).toHaveText('begins')
  await copy.getByRole('button', { name: 'Stop copy of tea.ts' }).click()
  await expect(state(copy)).toHaveText('stopped')
})

test('markup in a link is text, and what hides is visible', async ({ page, observed }) => {
  const code = '</script><img src=x onerror="document.title=1"> // \u202e\u200bhidden\u2028'
  await page.goto(LESSON + linkTo(code))
  const text = copyIn(page).locator('.code-text')
  await expect(text).toHaveText(
    '</script><img src=x onerror="document.title=1"> // ⟨U+202E⟩⟨U+200B⟩hidden⟨U+2028⟩',
  )
  expect(await text.locator('img, script').count()).toBe(0)
  await expect(copyIn(page)).toContainText('It holds characters that nobody sees in an editor')
  expect(await page.title()).toContain('Start here')
  expect(observed.errors).toEqual([])
})

test('code that comes with the code of another cell shows that, too', async ({ page }) => {
  const files = [
    ['order-1042.ts', "export const order = 'mine'"],
    ['tea.ts', "import { order } from './order-1042.ts'\nconsole.log(order)"],
  ] as const
  await page.goto(LESSON + linkTo('', { files }))
  const copy = copyIn(page)
  await copy.getByText('It brings its own order-1042.ts along').click()
  await expect(copy.getByRole('group', { name: 'Code of copy of order-1042.ts' })).toHaveText(
    "export const order = 'mine'",
  )
  await run(copy)
  await expect(copy.locator('.line-words')).toHaveText(['mine'])
  await copy.getByRole('button', { name: 'Keep it as my draft' }).click()
  await expect(page.getByText('This is your draft of order-1042.ts and tea.ts now.')).toBeVisible()
})

test.describe('what can not be opened says why, and leaves everything as it is:', () => {
  const DAMAGED = 'This link is damaged'
  for (const [what, fragment, message] of [
    ['half a link', linkTo("console.log('half')").slice(0, -9), DAMAGED],
    ['a link of nothing', '#try=1.', DAMAGED],
    ['a link with something else in it', packed('[1, 2]'), DAMAGED],
    ['a bomb', packed('x'.repeat(12 * 1024 * 1024)), 'unpacks to more than 256 KB'],
    ['a link of a later form', '#try=2.AAAA', 'made by a later version of this site'],
    ['a link for another lesson', linkTo('', { lesson: 'tea' }), 'belongs to another lesson'],
    ['a link for a cell that is gone', linkTo('', { cell: 'gone.ts' }), 'about a cell that is not'],
    ['a link with a zero byte', linkTo('a\u0000b'), 'tea.ts has a character in row 1'],
  ] as const) {
    test(what, async ({ page, observed }) => {
      await page.goto(LESSON + fragment)
      const problem = page.locator('.link-problem')
      await expect(problem).toContainText(message)
      await expect(copyIn(page)).toHaveCount(0)
      await problem.getByRole('button', { name: 'Hide' }).click()
      await expect(problem).toHaveText('')
      expect(new URL(page.url()).hash).toBe('')
      expect(await storedDrafts(page)).toEqual([])
      expect(observed.errors).toEqual([])
    })
  }
})

test('links that come while the page is open open beside each other, also by going back', async ({
  page,
}) => {
  await page.goto(LESSON)
  const go = (fragment: string) =>
    page.evaluate((hash) => {
      location.hash = hash
    }, fragment)
  await openCell(page, 'tea.ts')
  await go(linkTo("console.log('one')"))
  await expect(copyIn(page)).toHaveCount(1)
  await go('#predict')
  await go(linkTo("console.log('two')"))
  await expect(copyIn(page)).toHaveCount(2)
  const [one, two] = [copyIn(page).first(), copyIn(page).last()]
  await expect(two.getByRole('heading')).toBeFocused()
  await page.goBack()
  await page.goBack()
  await expect(one.getByRole('heading')).toBeFocused()
  await expect(copyIn(page)).toHaveCount(2)
  await go('#try=1.broken')
  await expect(page.locator('.link-problem')).toContainText('damaged')
  await page.goBack()
  await expect(page.locator('.link-problem')).toHaveText('')

  await one.getByRole('button', { name: 'Dismiss' }).click()
  await expect(copyIn(page)).toHaveCount(1)
  expect(new URL(page.url()).hash).toBe('')
  await page.reload()
  await openCell(page, 'tea.ts')
  await expect(copyIn(page)).toHaveCount(0)
})

test('more copies than anybody can look at are not opened', async ({ page }) => {
  await page.goto(LESSON + linkTo('// 0'))
  for (let count = 1; count <= 5; count++) {
    await expect(copyIn(page)).toHaveCount(count)
    await page.evaluate(
      (hash) => {
        location.hash = hash
      },
      linkTo(`// ${count}`),
    )
  }
  await expect(page.locator('.link-problem')).toContainText('Dismiss one')
  await expect(copyIn(page)).toHaveCount(5)
})

test('a copy that is kept takes the place of the draft, which is a version, and undo puts it back', async ({
  page,
}) => {
  await withDraft(page, "console.log('mine')")
  await page.goto(LESSON + linkTo("console.log('theirs')", { seed: 5 }))
  const own = ownCell(page)
  const keep = copyIn(page).getByRole('button', { name: 'Keep it as my draft' })
  await keep.click()
  await expect(copyIn(page)).toHaveCount(0)
  await expect(own.locator('.draft')).toHaveText("console.log('theirs')")
  await expect(state(own)).toHaveText('changed since this output')
  const kept = page.locator('.copy-kept')
  await expect(kept).toBeFocused()
  await expect(kept).toContainText('What you had before is among the versions. Nothing has run.')
  await choose(own, 'Versions…')
  await expect(page.getByRole('dialog')).toContainText('before a link was opened')
  await page.keyboard.press('Escape')

  await kept.getByRole('button', { name: 'Undo' }).click()
  await expect(own.locator('.draft')).toHaveText("console.log('mine')")
  await expect(copyIn(page)).toHaveCount(1)
  await keep.click()
  await expect(own.locator('.cell-save')).toHaveText('saved in this browser')
  await own.getByRole('button', { name: 'Run tea.ts' }).click()
  await expect(state(own)).toContainText('seed 5 ·')
  await page.reload()
  await openCell(page, 'tea.ts')
  await expect(copyIn(page)).toHaveCount(0)
  await expect(own.locator('.draft')).toHaveText("console.log('theirs')")
})

test('what is kept in one tab is seen in another one that shows the same lesson', async ({
  page,
  context,
}) => {
  const other = await context.newPage()
  await other.goto(LESSON)
  const there = await openCell(other, 'tea.ts')
  await page.goto(LESSON + linkTo("console.log('theirs')"))
  await expect(copyIn(page)).toHaveCount(1)
  await expect(there.locator('.cell-edited')).toHaveCount(0)
  await copyIn(page).getByRole('button', { name: 'Keep it as my draft' }).click()
  await other.bringToFront()
  await expect(there.locator('.draft')).toHaveText("console.log('theirs')")
  await expect(copyIn(other)).toHaveCount(0)
})

test('a copy can be changed: it runs when it is told to, and is stored nowhere', async ({
  page,
}) => {
  await page.goto(LESSON + linkTo("console.log('theirs')"))
  const copy = copyIn(page)
  await copy.getByRole('button', { name: 'Edit a copy' }).click()
  const field = copy.getByRole('textbox', { name: 'Code of copy of tea.ts' })
  await expect(field).toBeFocused()
  await field.fill("console.log('changed')")
  // As long as a cell of one's own would wait before it runs, and longer.
  await page.waitForTimeout(700)
  await expect(state(copy)).toHaveText('not run yet')
  await page.keyboard.press('Control+Enter')
  await expect(copy.locator('.line-words')).toHaveText(['changed'])
  expect(await storedDrafts(page)).toEqual([])
  await choose(copy, 'Compare with my code', 'copy of tea.ts')
  await expect(page.getByRole('dialog')).toContainText("console.log('changed')")
  await page.keyboard.press('Escape')
  await copy.getByRole('button', { name: 'Keep it as my draft' }).click()
  await expect(ownCell(page).locator('.draft')).toHaveText("console.log('changed')")
})

test('a reader who works with the keyboard gets from a copy to its buttons, and runs it', async ({
  page,
}) => {
  await page.goto(LESSON + linkTo("console.log('by key')"))
  const copy = copyIn(page)
  await expect(copy.getByRole('heading')).toBeFocused()
  for (const name of ['Keep it as my draft', 'Edit a copy', 'Dismiss']) {
    await page.keyboard.press('Tab')
    await expect(copy.getByRole('button', { name })).toBeFocused()
  }
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await expect(copy.getByRole('button', { name: 'Run copy of tea.ts' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(copy.locator('.line-words')).toHaveText(['by key'])
  await copy.locator('.copy-mark .mark').press('Enter')
  await expect(copy.locator('.copy-lit')).toHaveCount(1)
})

test('where the clipboard is refused, the link stands there to be copied by hand', async ({
  page,
}) => {
  await page.addInitScript(() => {
    navigator.clipboard.writeText = () => Promise.reject(new DOMException('no', 'NotAllowedError'))
  })
  await page.goto(LESSON)
  const cell = await openCell(page, 'tea.ts')
  await choose(cell, 'Copy a link to this cell')
  const field = cell.getByRole('textbox', { name: 'The link' })
  await expect(field).toBeFocused()
  await expect(field).toHaveValue(/\/lessons\/start-here\/#try=1\.[\w-]+$/)
  expect(await page.evaluate(() => getSelection()?.toString())).toMatch(/#try=1\./)
  await cell.getByRole('button', { name: 'Hide' }).click()
  await expect(field).toHaveCount(0)
})

test('code that is too long for a link can be downloaded instead', async ({ page }) => {
  const dense = Array.from({ length: 9000 }, (_, at) => ((at * 7919) % 9973).toString(36)).join(' ')
  await withDraft(page, `// ${dense}`)
  await page.goto(LESSON)
  const cell = await openCell(page, 'tea.ts')
  await expect(cell.locator('.cell-edited')).toBeVisible()
  await choose(cell, 'Copy a link to this cell')
  await expect(cell.getByRole('alert')).toContainText(
    /This code is too long for a link: \d+ KB packed, and 16 KB fit\./,
  )
  const download = page.waitForEvent('download')
  await cell.getByRole('button', { name: 'Download the lesson instead' }).click()
  expect((await download).suggestedFilename()).toBe('start-here.zip')
})

test('a seed is kept for the cell until the lesson’s own is chosen again', async ({ page }) => {
  await page.goto(LESSON)
  const cell = await openCell(page, 'tea.ts')
  await choose(cell, 'Run with another seed: 2')
  await expect(state(cell)).toContainText('seed 2 · ')
  await choose(cell, 'Run with another seed: 3')
  await expect(state(cell)).toContainText('seed 3 · ')
  await cell.getByRole('button', { name: 'Run tea.ts' }).click()
  await expect(state(cell)).toContainText('seed 3 · ')
  await choose(cell, 'Run with the lesson’s seed: 1')
  await expect(state(cell)).toContainText('ran in')
  await expect(state(cell)).not.toContainText('seed')
  await cell.getByRole('button', { name: 'More for tea.ts' }).click()
  await expect(cell.getByRole('menuitem', { name: 'Run with the lesson’s seed' })).toHaveCount(0)
})

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme })

    test(`a copy has no serious obstacle in ${colorScheme}, and nothing scrolls sideways`, async ({
      page,
    }) => {
      await page.goto(LESSON + linkTo("console.log('tea')\nthrow new Error('no')"))
      const copy = copyIn(page)
      await run(copy)
      await expect(copy.locator('.problems')).toBeVisible()
      const { violations } = await new AxeBuilder({ page }).include('.copy').analyze()
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
