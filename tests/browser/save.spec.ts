/** Every lens as text, as SVG and as PNG: what the reader sees of it, and nothing of the page around it. */

import { readFile } from 'node:fs/promises'
import type { Locator, Page } from '@playwright/test'
import { expect, openCell, test } from './site.ts'

const LENSES = [
  { tab: 'line', lens: 'logs', holds: 'checkout begins', said: 'What you see, 7 lines,' },
  { tab: 'span', lens: 'trace', holds: 'POST /checkout', said: 'The waterfall' },
  { tab: 'both', lens: 'both', holds: 'checkout begins', said: 'What you see as both' },
  { tab: 'flame', lens: 'flame', holds: 'POST /transfer', said: 'The flame' },
  { tab: 'map', lens: 'map', holds: 'storefront', said: 'The map' },
  { tab: 'metrics', lens: 'metrics', holds: 'All requests', said: 'What was measured' },
  { tab: 'table', lens: 'table', holds: 'POST /reserve', said: 'The table, 13 rows,' },
] as const

async function openOrder(page: Page): Promise<Locator> {
  await page.goto('lessons/start-here/')
  const cell = await openCell(page, 'order-1042.ts')
  await cell.getByRole('tab').first().hover()
  return cell
}

async function choose(cell: Locator, item: string): Promise<void> {
  await cell.getByRole('button', { name: 'Save the output of' }).click()
  await cell.getByRole('menuitem', { name: item }).click()
}

async function download(page: Page, cell: Locator, format: 'SVG' | 'PNG') {
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    choose(cell, `Download as ${format}`),
  ])
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) }
}

/** What an SVG file holds, as the browser reads it: in an empty page, as the site's own reads no documents. */
async function inspect(page: Page, svg: string) {
  const empty = await page.context().newPage()
  const found = await empty.evaluate((text) => {
    const parsed = new DOMParser().parseFromString(text, 'image/svg+xml')
    const all = [...parsed.querySelectorAll('*')]
    return {
      isBroken: parsed.querySelector('parsererror') !== null,
      elements: [...new Set(all.map(({ localName }) => localName))].sort(),
      attributes: [...new Set(all.flatMap((one) => one.getAttributeNames()))].sort(),
      texts: [...parsed.querySelectorAll('text')].map(({ textContent }) => textContent),
      fills: [...new Set(all.map((one) => one.getAttribute('fill')).filter(Boolean))],
    }
  }, svg)
  await empty.close()
  return found
}

for (const { tab, lens, holds, said } of LENSES) {
  test(`the lens ${lens} is saved as SVG, as PNG, and as text`, async ({ page, context }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write'])
    const cell = await openOrder(page)
    await cell.getByRole('tab', { name: tab }).first().click()
    await expect(cell.locator('.lens-panel')).toContainText(holds)

    const svg = await download(page, cell, 'SVG')
    const before = await cell.locator('.lens-panel').boundingBox()
    expect(svg.name).toBe(`order-1042-${lens}.svg`)
    const picture = await inspect(page, svg.bytes.toString())
    expect(picture.isBroken).toBe(false)
    expect(picture.elements.filter((name) => !/^(svg|title|rect|path|text)$/.test(name))).toEqual(
      [],
    )
    expect(picture.attributes.join(' ')).not.toMatch(/href|style|class|aria|\bon[a-z]|data-/)
    expect(picture.texts.join(' ')).toContain(holds)
    expect(picture.texts[0]).toBe(`order-1042.ts: ${lens}`)
    expect(picture.texts.at(-1)).toContain('Lines & Spans')
    expect(picture.texts.join(' ')).not.toMatch(/Download|Zoom|As a table|Search/)

    const png = await download(page, cell, 'PNG')
    expect(png.name).toBe(`order-1042-${lens}.png`)
    expect(png.bytes.subarray(1, 4).toString()).toBe('PNG')
    expect(png.bytes.readUInt32BE(16)).toBeGreaterThan(600)

    await choose(cell, 'Copy as text')
    await expect(cell.getByText(`${said} is on the clipboard.`)).toBeVisible()
    const text = await page.evaluate(() => navigator.clipboard.readText())
    expect(text.length).toBeGreaterThan(40)
    expect(text).toContain(lens === 'metrics' ? '1 request' : holds)

    // The page is as it was.
    expect((await cell.locator('.lens-panel').boundingBox())?.height).toBe(before?.height)
    await expect(cell.locator('[data-pictured]')).toHaveCount(0)
  })
}

test('the Save menu is used with the keyboard alone', async ({ page }) => {
  const cell = await openOrder(page)
  await cell.getByRole('button', { name: 'Save the output of' }).focus()
  await page.keyboard.press('ArrowDown')
  await expect(cell.getByRole('menuitem', { name: 'Copy as text' })).toBeFocused()
  await page.keyboard.press('ArrowDown')
  const [file] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')])
  expect(file.suggestedFilename()).toMatch(/\.svg$/)
  await expect(cell.getByRole('button', { name: 'Save the output of' })).toBeFocused()
})

test('a picture has what is folded folded, and says what the filter leaves out', async ({
  page,
}) => {
  const cell = await openOrder(page)
  await cell.getByRole('tab', { name: 'span' }).first().click()
  await cell.getByRole('button', { name: 'Depth 1' }).click()
  await cell.getByRole('tab', { name: 'map' }).click()
  await cell.getByRole('button', { name: /^bank, / }).click()
  const { bytes } = await download(page, cell, 'SVG')
  const map = await inspect(page, bytes.toString())
  expect(map.texts).toContain('Filtered: service bank.')
  await cell.getByRole('tab', { name: 'span' }).first().click()
  const trace = await inspect(page, (await download(page, cell, 'SVG')).bytes.toString())
  expect(trace.texts.filter((text) => text?.includes('POST')).length).toBeGreaterThan(10)
})

test.describe('in the dark', () => {
  test.use({ colorScheme: 'dark' })

  test('a picture has the colours of the theme', async ({ page }) => {
    const cell = await openOrder(page)
    const { bytes } = await download(page, cell, 'SVG')
    const { fills } = await inspect(page, bytes.toString())
    expect(fills).toContain('#17181b')
    expect(fills).not.toContain('#fcfbf8')
  })
})
