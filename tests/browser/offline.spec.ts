/** A lesson that was visited reads, runs and is edited without a network; and no page ever gets a file of another version. */

import { readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { test as base, expect, openCell } from './site.ts'
import { copyOf, makeVersion, SwitchableSite } from './site-versions.ts'
import { write } from './typing.ts'

interface Versions {
  readonly a: string
  readonly b: string
}

const test = base.extend<{ host: SwitchableSite }, { versions: Versions }>({
  versions: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from the pattern what a fixture needs.
    async ({}, use) => {
      const versions = { a: await makeVersion('a'), b: await makeVersion('b') }
      await use(versions)
      for (const folder of Object.values(versions)) rmSync(folder, { recursive: true })
    },
    { scope: 'worker', timeout: 60_000 },
  ],
  host: async ({ versions }, use) => {
    const host = await SwitchableSite.open(versions.a)
    await use(host)
    await host.goAway()
  },
  baseURL: ({ host }, use) => use(host.url),
})

test.use({ serviceWorkers: 'allow' })
test.setTimeout(180_000)

const LESSON = 'lessons/start-here/'

/** Fetching several megabytes beside another test takes its time. */
const KEEPING = { timeout: 40_000 }

const offlineText = (page: Page) => page.locator('.lesson-offline')

/** Runs a cell as it is: the first sign that the reader will want more than to read. */
async function run(page: Page): Promise<void> {
  const cell = await openCell(page, 'tea.ts')
  await cell.getByRole('button', { name: 'Run tea.ts' }).click()
  await expect(cell.locator('.cell-state')).toContainText('ran in')
}

async function edit(page: Page, words: string): Promise<void> {
  const cell = await openCell(page, 'tea.ts')
  await write(page, cell, `console.log('${words}')`)
  await expect(cell.locator('.line-words')).toHaveText([words])
}

/** Visits a lesson, and stays until it says that it is available. */
async function visit(page: Page): Promise<void> {
  await page.goto(LESSON)
  await run(page)
  await expect(offlineText(page)).toHaveText('Available offline', KEEPING)
}

/** The versions of which the page is made: its HTML's, and those of its scripts. */
async function versionsOf(page: Page): Promise<string[]> {
  const description = await page.locator('meta[name=description]').getAttribute('content')
  const ofScripts = await page.evaluate(() => window.versions ?? [])
  return [...new Set([description?.slice(0, 1) ?? '', ...ofScripts])]
}

/** How many files are kept whose name is of a version. */
function keptFiles(page: Page, version: 'a' | 'b'): Promise<number> {
  return page.evaluate(async (end) => {
    const name = (await caches.keys()).find((key) => key.includes(' files '))
    const requests = name ? await (await caches.open(name)).keys() : []
    return requests.filter(({ url }) => new RegExp(`${end}\\.(js|css|wasm)$`).test(url)).length
  }, version)
}

test.describe('after one visit', () => {
  test('a lesson reads, runs, is edited and runs again without a network', async ({
    page,
    host,
  }) => {
    await visit(page)
    await host.goAway()
    await page.reload()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Start here')
    await run(page)
    await edit(page, 'on a train')
    expect(await versionsOf(page)).toEqual(['a'])
  })

  test('the page that is still open can be edited, too, when the network goes', async ({
    page,
    host,
  }) => {
    await visit(page)
    await host.goAway()
    await edit(page, 'in a tunnel')
  })

  test('who only reads for a while has everything kept as well, and is told without anything moving', async ({
    page,
    host,
    observed,
  }) => {
    await page.setViewportSize({ width: 390, height: 800 })
    await page.goto(LESSON)
    await page.locator('astro-island:not([ssr]) .lesson-bar').waitFor()
    const title = page.getByRole('heading', { level: 1 })
    const before = await title.boundingBox()
    await expect(offlineText(page)).toHaveText('Reads and runs offline', KEEPING)
    expect(observed.requests.filter((url) => /wasm|monaco|worker/.test(url))).toEqual([])
    await expect(offlineText(page)).toHaveText('Available offline', KEEPING)
    expect(await title.boundingBox()).toEqual(before)
    await host.goAway()
    await page.reload()
    await edit(page, 'later')
  })

  test('the home page is there, and a page that was not visited says which ones are', async ({
    page,
    host,
    observed,
  }) => {
    await visit(page)
    await host.goAway()
    await page.goto('./')
    await expect(page.getByRole('heading', { level: 1 })).toContainText('One request.')
    await page.goto('lessons/same-request-two-views/')
    await expect(page.getByRole('heading', { level: 1 })).toContainText('wait for a network')
    const list = page.locator('.course-list li:visible')
    await expect(list).toHaveCount(1)
    await list.getByRole('link', { name: 'Start here' }).click()
    await run(page)
    expect(observed.errors.filter((error) => !error.includes('Failed to load resource'))).toEqual(
      [],
    )
  })

  test('a kept page is found under an address without its slash, and with a query', async ({
    page,
    host,
  }) => {
    await visit(page)
    await host.goAway()
    await page.goto('lessons/start-here?from=a-friend')
    await expect(page).toHaveURL(`${host.url}${LESSON}?from=a-friend`)
    await run(page)
  })

  test('a page of the lab reads without a network, and is listed among what is kept', async ({
    page,
    host,
  }) => {
    const path = 'lab/telemetry/tracing/span/'
    await page.goto(path)
    const isKept = (address: string) =>
      page.evaluate((url) => caches.match(url).then(Boolean), address)
    await expect.poll(() => isKept(`/${path}`), KEEPING).toBe(true)
    await expect.poll(() => isKept('/offline/'), KEEPING).toBe(true)
    await host.goAway()
    await page.reload()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('telemetry/tracing/span.ts')
    await page.goto('lab/')
    await page.getByRole('link', { name: 'telemetry/tracing/span.ts' }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('telemetry/tracing/span.ts')
  })
})

test.describe('when the network is back', () => {
  test('a page that had to wait is there, and pages are new again', async ({
    page,
    host,
    versions,
  }) => {
    await visit(page)
    await host.goAway()
    await page.goto('lessons/same-request-two-views/')
    await host.publish(versions.b)
    await page.getByRole('button', { name: 'Try again' }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Same request, two views')
    await page.goto(LESSON)
    expect(await versionsOf(page)).toEqual(['b'])
  })

  test('what was missing is fetched without being asked for', async ({ page, host, versions }) => {
    await page.goto(LESSON)
    await page.waitForLoadState('networkidle')
    await host.goAway()
    await page.waitForTimeout(4_000)
    await expect(offlineText(page)).toHaveCount(0)
    await host.publish(versions.a)
    await page.evaluate(() => dispatchEvent(new Event('online')))
    await run(page)
    await expect(offlineText(page)).toHaveText('Available offline', KEEPING)
  })
})

test.describe('when the site is published anew', () => {
  test('a page that is open is edited with the files of its own version', async ({
    page,
    host,
    versions,
  }) => {
    await visit(page)
    await host.publish(versions.b)
    await edit(page, 'still the old one')
    expect(await versionsOf(page)).toEqual(['a'])
  })

  test('the next page is of the new version, and the old one is thrown away', async ({
    page,
    host,
    versions,
  }) => {
    await visit(page)
    expect(await keptFiles(page, 'a')).toBeGreaterThan(10)
    await host.publish(versions.b)
    await page.reload()
    await run(page)
    await expect(offlineText(page)).toHaveText('Available offline', KEEPING)
    await edit(page, 'the new one')
    expect(await versionsOf(page)).toEqual(['b'])
    await page.reload()
    await expect.poll(() => keptFiles(page, 'a'), KEEPING).toBe(0)
    expect(await keptFiles(page, 'b')).toBeGreaterThan(10)
  })

  test('nothing is thrown away while another page is open that may need it', async ({
    page,
    context,
    host,
    versions,
  }) => {
    await visit(page)
    const before = await keptFiles(page, 'a')
    await host.publish(versions.b)
    const other = await context.newPage()
    await other.goto(LESSON)
    await expect(offlineText(other)).toContainText('Reads and runs', KEEPING)
    await run(other)
    await expect(offlineText(other)).toHaveText('Available offline', KEEPING)
    expect(await keptFiles(other, 'a')).toBe(before)
    await edit(page, 'the old one')
    expect(await versionsOf(page)).toEqual(['a'])
    expect(await versionsOf(other)).toEqual(['b'])
  })

  test('and the network goes, the version that was visited is there whole', async ({
    page,
    host,
    versions,
  }) => {
    await visit(page)
    await host.publish(versions.b)
    await host.goAway()
    await page.reload()
    await run(page)
    await edit(page, 'as it was')
    expect(await versionsOf(page)).toEqual(['a'])
  })

  test('and the network goes before the new version is kept, the old one is there whole', async ({
    page,
    host,
    versions,
  }) => {
    await visit(page)
    const broken = copyOf(versions.b)
    const sandbox = readdirSync(join(broken, '_astro')).find((file) => file.includes('_sandbox'))
    rmSync(join(broken, '_astro', String(sandbox)))
    await host.publish(broken)
    await page.reload()
    expect(await versionsOf(page)).toEqual(['b'])
    await page.waitForTimeout(4_000)
    await host.goAway()
    await page.reload()
    await edit(page, 'whole')
    expect(await versionsOf(page)).toEqual(['a'])
    rmSync(broken, { recursive: true })
  })

  test('a page without its own version’s files says so, and what to do', async ({
    page,
    host,
    versions,
  }) => {
    // A frugal reader's page: the editor is not kept.
    await beFrugal(page)
    await page.goto(LESSON)
    await expect(offlineText(page)).toContainText('edits after one edit', KEEPING)
    await host.publish(versions.b)
    const cell = await openCell(page, 'tea.ts')
    await run(page)
    await cell.locator('.code-text').click()
    await cell.getByRole('textbox', { name: 'Code of tea.ts' }).press('Control+A')
    await page.keyboard.insertText("console.log('changed')")
    await expect(cell.getByRole('alert')).toContainText('This page has been updated')
    await expect(cell.getByRole('alert')).toContainText('Reload the page')
    expect(await versionsOf(page)).toEqual(['a'])
  })
})

test.describe('traffic', () => {
  test('a reader who saves data has nothing large fetched, and keeps what an edit has fetched', async ({
    page,
    host,
    observed,
  }) => {
    await beFrugal(page)
    await page.goto(LESSON)
    await run(page)
    await expect(offlineText(page)).toContainText('Reads and runs offline', KEEPING)
    await page.waitForTimeout(12_000)
    expect(observed.requests.filter((url) => /wasm|monaco|worker/.test(url))).toEqual([])
    await expect(offlineText(page)).toContainText('edits after one edit')
    await edit(page, 'now')
    await edit(page, 'and again')
    await expect(offlineText(page)).toHaveText('Available offline', KEEPING)
    await host.goAway()
    await page.reload()
    await edit(page, 'without a network')
  })

  test('the whole course is kept when the reader wants it, and goes when the reader wants that', async ({
    page,
    host,
    versions,
  }) => {
    await visit(page)
    const menu = page.getByRole('button', { name: 'More for this lesson' })
    await menu.click()
    await page
      .getByRole('menuitem', { name: /^Keep the whole course offline \([\d.]+\sMB\)/ })
      .click()
    const state = page.locator('.lesson-state')
    await expect(state).toHaveText('The whole course is available offline', KEEPING)
    await host.goAway()
    await page.goto('lessons/same-request-two-views/')
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Same request, two views')
    await expect(offlineText(page)).toContainText('Available offline', KEEPING)
    await host.publish(versions.a)
    await menu.click()
    await page.getByRole('menuitem', { name: /^Remove the kept course/ }).click()
    await expect(state).toContainText('The course is removed')
    await host.goAway()
    await page.goto(LESSON)
    await expect(page.getByRole('heading', { level: 1 })).toContainText('wait for a network')
  })
})

test.describe('if keeping does not work', () => {
  test('a page of which half has arrived is not kept, and is completed at the next visit', async ({
    page,
    host,
    versions,
  }) => {
    const half = copyOf(versions.a)
    const [programs] = readdirSync(join(half, LESSON)).filter((file) => file.endsWith('.json'))
    // What some hosts answer with if they do not have a file.
    writeFileSync(join(half, LESSON, String(programs)), '<h1>Nothing here</h1>')
    await host.publish(half)
    await page.goto(LESSON)
    await page.waitForTimeout(4_000)
    await expect(offlineText(page)).toHaveCount(0)
    await host.publish(versions.a)
    await visit(page)
    await host.goAway()
    await page.reload()
    await run(page)
    rmSync(half, { recursive: true })
  })

  test('for want of storage, the page works and says nothing', async ({ page, observed }) => {
    await page.addInitScript(() => {
      const refuse = () => Promise.reject(new DOMException('refused', 'SecurityError'))
      Object.assign(CacheStorage.prototype, { open: refuse, match: refuse, has: refuse })
    })
    await page.goto(LESSON)
    await run(page)
    await page.waitForTimeout(4_000)
    await edit(page, 'all the same')
    await expect(offlineText(page)).toHaveCount(0)
    expect(observed.errors).toEqual([])
  })

  test('for want of room, the lesson is kept without its editor', async ({ page, host }) => {
    const client = await page.context().newCDPSession(page)
    const origin = new URL(host.url).origin
    await client.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 4_000_000 })
    await page.goto(LESSON)
    await run(page)
    await expect(offlineText(page)).toHaveText('Reads and runs offline', KEEPING)
    await page.waitForTimeout(3_000)
    await host.goAway()
    await page.reload()
    await run(page)
    const cell = await openCell(page, 'tea.ts')
    await cell.locator('.code-text').click()
    await cell.getByRole('textbox', { name: 'Code of tea.ts' }).press('Control+A')
    await page.keyboard.insertText("console.log('changed')")
    await expect(cell.getByRole('alert')).toContainText('can’t run without a network yet')
  })

  test('a first visit without a network is the browser’s to explain', async ({ page, host }) => {
    await host.goAway()
    await expect(page.goto(LESSON)).rejects.toThrow('ERR_CONNECTION_REFUSED')
  })
})

test.describe('a network that is there and does not answer', () => {
  test('is given up after a while for a kept page', async ({ page, host }) => {
    // Not “localhost”: a server on this machine is waited for.
    const url = host.url.replace('localhost', '127.0.0.1')
    await page.goto(url + LESSON)
    await run(page)
    await expect(offlineText(page)).toHaveText('Available offline', KEEPING)
    await host.fallSilent()
    await page.goto(url + LESSON, { timeout: 30_000 })
    await run(page)
  })

  test('is not asked for a page if the server says that it is broken', async ({ page, host }) => {
    await visit(page)
    await host.break()
    await page.reload()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Start here')
    await run(page)
  })
})

/** As a browser whose reader saves data. */
async function beFrugal(page: Page): Promise<void> {
  await page.addInitScript(() => {
    Object.defineProperty(navigator, 'connection', { value: { saveData: true } })
  })
}
