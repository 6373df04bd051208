/**
 * Takes the pictures of `docs/lenses.md`: each lens of the built site, in three widths and both themes. Build the site first.
 *
 * npm run docs:lenses [NAME …]
 */

import { mkdir, writeFile } from 'node:fs/promises'
import { type Browser, chromium, type Locator } from 'playwright-core'
import { CHROMIUM_ARGUMENTS, chromiumPath } from './chromium.ts'
import { serve } from './static-server.ts'

const FOLDER = 'docs/images/lenses'
const WIDTHS = [390, 820, 1440] as const
const THEMES = ['light', 'dark'] as const
/** Higher pictures are cut: a document shows how something begins. Pixels. */
const HIGHEST = 900
const QUALITY = 70
/** Code that comes late, and lists that measure themselves, are done by then. Milliseconds. */
const SETTLED_AFTER = 500

interface LensPicture {
  readonly name: string
  readonly lesson: string
  readonly cell: string
  /** What is looked at, beginning with the tab that is chosen. */
  readonly show: (cell: Locator) => Promise<void>
}

const choose = (tab: string) => async (cell: Locator) => {
  await cell.getByRole('tab', { name: tab }).first().click()
}

const ORDER = { lesson: 'start-here', cell: 'order-1042.ts' } as const

/** A lens that comes is one more row here, and a paragraph in the document. */
const PICTURES: readonly LensPicture[] = [
  { name: 'logs', ...ORDER, show: choose('line') },
  { name: 'trace', ...ORDER, show: choose('span') },
  { name: 'both', ...ORDER, show: choose('both') },
  {
    name: 'fold',
    ...ORDER,
    show: async (cell) => {
      await choose('stream')(cell)
      // For whoever wants less motion there is nothing between the ends.
      await cell.page().emulateMedia({ reducedMotion: 'no-preference' })
      await cell.getByRole('slider').fill('50')
    },
  },
  { name: 'flame', ...ORDER, show: choose('flame') },
  { name: 'map', ...ORDER, show: choose('map') },
  { name: 'metrics', ...ORDER, show: choose('metrics') },
  { name: 'table', ...ORDER, show: choose('table') },
  {
    name: 'compare',
    ...ORDER,
    show: async (cell) => {
      await rewrite(cell, QUICKER)
      await cell.getByRole('tab', { name: 'compare' }).click()
      await cell.locator('.compare').waitFor()
    },
  },
  {
    name: 'console',
    ...ORDER,
    show: async (cell) => {
      await rewrite(cell, TALK)
      await cell.getByRole('tab', { name: 'console' }).click()
      await cell.locator('.console-row').first().waitFor()
    },
  },
  {
    name: 'replay',
    ...ORDER,
    show: async (cell) => {
      await choose('both')(cell)
      await cell.getByRole('button', { name: 'Replay' }).click()
      const moment = cell.getByRole('slider')
      await moment.press('Home')
      for (let step = 0; step < 22; step++) await moment.press('ArrowRight')
    },
  },
  {
    name: 'dials',
    lesson: 'same-request-two-views',
    cell: 'breakfast-spans.ts',
    show: async (cell) => {
      await cell.getByRole('switch').click()
      await cell
        .getByText(/longer|shorter/)
        .first()
        .waitFor()
    },
  },
]

/** As the cell is, with a bank that answers in time. */
const QUICKER = `import { openShop } from '@lab/shop'

const shop = openShop({ bankMedian: 60, bankSpread: 0.6 })

await shop.checkout({ order: 1042, items: ['teapot', 'cup', 'cup'], card: '4242' })
`
const TALK = `const order = { id: 1042, items: ['teapot', 'cup'], total: 65.45, paid: undefined }
console.log('order', order)
console.warn('no answer from the bank within %d ms', 400)
console.table([{ item: 'teapot', cents: 4250 }, { item: 'cup', cents: 1148 }])
console.error(new RangeError('no such card'))
`

const wanted = new Set(process.argv.slice(2))
await mkdir(FOLDER, { recursive: true })
const server = await serve({ folder: 'dist' })
const browser = await chromium.launch({
  executablePath: await chromiumPath(),
  args: CHROMIUM_ARGUMENTS,
})
try {
  for (const picture of PICTURES) {
    if (wanted.size > 0 && !wanted.has(picture.name)) continue
    for (const width of WIDTHS) {
      for (const theme of THEMES) await take(browser, picture, width, theme)
    }
  }
} finally {
  await browser.close()
  await server.close()
}

async function take(
  from: Browser,
  { name, lesson, cell: file, show }: LensPicture,
  width: (typeof WIDTHS)[number],
  theme: (typeof THEMES)[number],
): Promise<void> {
  const page = await from.newPage({
    viewport: { width, height: 1000 },
    colorScheme: theme,
    reducedMotion: 'reduce',
  })
  try {
    // One editor only, and the plain one: nothing changes hands while a program is put into it.
    await page.route('**/monaco-editor*.js', (route) => route.abort())
    await page.goto(`${server.url}lessons/${lesson}/`)
    const named = { has: page.locator(`.cell-name:text-is("${file}")`) }
    await page.locator('astro-island', named).scrollIntoViewIfNeeded()
    const cell = page.locator('astro-island:not([ssr])', named)
    // What the build has drawn is replaced as soon as somebody comes near.
    await cell.getByRole('tab').first().hover()
    await page.waitForTimeout(SETTLED_AFTER)
    await show(cell)
    await page.waitForTimeout(SETTLED_AFTER)
    await cell.locator('.lens-panel .empty[role=status]').waitFor({ state: 'detached' })
    await page.mouse.move(0, 0)
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
    await page.evaluate(() => document.fonts.ready)
    const output = cell.locator('.output')
    const box = await output.evaluate((element) => {
      const { left, top, width, height } = element.getBoundingClientRect()
      return { x: left + scrollX, y: top + scrollY, width, height }
    })
    const session = await page.context().newCDPSession(page)
    const { data } = await session.send('Page.captureScreenshot', {
      format: 'webp',
      quality: QUALITY,
      captureBeyondViewport: true,
      clip: { ...box, height: Math.min(HIGHEST, box.height), scale: 1 },
    })
    await writeFile(`${FOLDER}/${name}-${width}-${theme}.webp`, Buffer.from(data, 'base64'))
  } finally {
    await page.close()
  }
}

/** Puts other code into a cell; it runs by itself. */
async function rewrite(cell: Locator, source: string): Promise<void> {
  await cell.locator('.code-text').click()
  await cell.locator('.plain-editor textarea').fill(source)
}
