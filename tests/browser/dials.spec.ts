/** A reader turns the dials of a cell: by pointer, by keyboard, in a link, and in code that has lost them. */

import AxeBuilder from '@axe-core/playwright'
import type { Locator, Page } from '@playwright/test'
import { expect, openCell, test } from './site.ts'
import { write } from './typing.ts'

const LESSON = 'lessons/start-here/'
const CELL = 'tomorrow.ts'

/** The cell with its dials, when they can be turned. */
async function openDials(page: Page, lesson = LESSON, name = CELL): Promise<Locator> {
  await page.goto(lesson)
  const cell = await openCell(page, name)
  await cell.locator('.cell').hover()
  await expect(cell.locator('.dial input').first()).toBeEnabled()
  return cell
}

const bank = (cell: Locator) => cell.getByRole('slider', { name: 'bank' })
const bankText = (cell: Locator) => cell.locator('.dial output').first()
const spans = (cell: Locator) => cell.getByRole('tab', { name: /span/ })
const difference = (cell: Locator) => cell.locator('.dial-difference')

/** Turns the bank from 300 to 360 ms: the card is charged twice. */
async function slowBank(page: Page, cell: Locator): Promise<void> {
  await bank(cell).focus()
  for (const text of ['320', '340', '360']) {
    await page.keyboard.press('ArrowRight')
    await expect(bankText(cell)).toHaveText(`${text}\u00a0ms`)
  }
  await expect(spans(cell)).toHaveText('13 spans')
}

test('by keyboard: the cell runs again, says what has changed, and the focus stays', async ({
  page,
  observed,
}) => {
  const cell = await openDials(page)
  await expect(spans(cell)).toHaveText('11 spans')
  await expect(difference(cell)).toHaveText('Turn one, and what it changes stands here.')
  await slowBank(page, cell)
  await expect(bank(cell)).toBeFocused()
  await expect(bank(cell)).toHaveAttribute('aria-valuetext', '360\u00a0ms')
  await expect(cell.locator('.cell-state')).toContainText('dials turned')
  await expect(cell.locator('.dial-effect').getByRole('status')).toContainText(
    'Against the run before:',
  )

  await page.keyboard.press('End')
  await expect(difference(cell)).toContainText('longer')
  await page.keyboard.press('Home')
  await expect(difference(cell)).toContainText('2 fewer spans')
  await expect(spans(cell)).toHaveText('11 spans')

  await cell.getByRole('button', { name: 'Compare them' }).click()
  await expect(cell.getByRole('tab', { name: 'compare' })).toHaveAttribute('aria-selected', 'true')
  await expect(cell.getByRole('region', { name: `Two runs of ${CELL} compared` })).toContainText(
    'spans 13 → 11',
  )
  expect(observed.errors).toEqual([])
})

test('by pointer: while it is dragged the newest value wins, against the run when the drag began', async ({
  page,
}) => {
  const cell = await openDials(page)
  const box = await bank(cell).boundingBox()
  if (!box) throw new Error('There is no slider to be seen.')
  const { x, y, width, height } = box
  const at = (share: number) => [x + width * share, y + height / 2] as const
  await page.mouse.move(...at(0.41))
  await page.mouse.down()
  for (let share = 0.45; share < 0.96; share += 0.05) await page.mouse.move(...at(share))
  await page.mouse.move(...at(0.985))
  await page.mouse.up()
  await expect(bankText(cell)).toHaveText('600\u00a0ms')
  await expect(spans(cell)).toHaveText('13 spans')
  await expect(difference(cell)).toContainText('2 more spans')
  await expect(cell.locator('.cell')).toHaveAttribute('data-phase', 'done')
})

test('a run that a dial begins neither moves nor empties what stands there', async ({ page }) => {
  const cell = await openDials(page)
  await slowBank(page, cell)
  const seen = cell.locator('.cell').evaluate((figure) => {
    const heights = new Set<number>()
    const states = new Set<string>()
    const look = () => {
      heights.add(figure.querySelector('.dials')?.getBoundingClientRect().height ?? 0)
      states.add(figure.querySelector('.span-row') ? 'spans' : 'nothing')
      states.add(figure.querySelector('[aria-busy=true]') ? 'busy' : 'at rest')
    }
    const watch = new MutationObserver(look)
    watch.observe(figure, { subtree: true, childList: true, attributes: true, characterData: true })
    return new Promise<{ heights: number[]; states: string[] }>((resolve) => {
      const limit = setInterval(() => {
        if (!figure.querySelector('.dial-difference')?.textContent?.includes('shorter')) return
        clearInterval(limit)
        watch.disconnect()
        resolve({ heights: [...heights], states: [...states].sort() })
      }, 20)
    })
  })
  await bank(cell).focus()
  await page.keyboard.press('ArrowLeft')
  const { heights, states } = await seen
  expect(heights).toHaveLength(1)
  expect(states).not.toContain('nothing')
})

test('a switch and a slider of another lesson, set back one after the other', async ({ page }) => {
  const cell = await openDials(page, 'lessons/same-request-two-views/', 'breakfast-spans.ts')
  const together = cell.getByRole('switch', { name: 'together' })
  await together.focus()
  await page.keyboard.press('Space')
  await expect(together).not.toBeChecked()
  await expect(difference(cell)).toContainText('240 ms longer')
  await cell.getByRole('slider', { name: 'egg' }).fill('300')
  await expect(difference(cell)).toContainText('60 ms longer')

  const back = cell.getByRole('button', { name: 'Set together back to on' })
  await back.click()
  await expect(together).toBeChecked()
  await expect(together).toBeFocused()
  await expect(back).toBeHidden()
  await expect(difference(cell)).toContainText('240 ms shorter')
  await cell.getByRole('button', { name: 'Set egg back to 240 ms' }).click()
  await expect(cell.locator('.cell-state')).not.toContainText('dials turned')
})

test('a reset puts dials back, and its undo puts them where they were', async ({ page }) => {
  const cell = await openDials(page)
  await slowBank(page, cell)
  await cell.getByRole('button', { name: `More for ${CELL}` }).click()
  await cell.getByRole('menuitem', { name: 'Reset this cell' }).click()
  await expect(bankText(cell)).toHaveText('300\u00a0ms')
  await expect(spans(cell)).toHaveText('11 spans')
  await expect(cell.locator('.notices')).toContainText('where the code has put them')
  await cell.getByRole('button', { name: 'Undo' }).click()
  await expect(bankText(cell)).toHaveText('360\u00a0ms')
  await expect(spans(cell)).toHaveText('13 spans')

  await page.getByRole('button', { name: 'More for this lesson' }).click()
  await page.getByRole('menuitem', { name: 'Reset the lesson' }).click()
  await expect(bankText(cell)).toHaveText('300\u00a0ms')
})

test('dials stay where the output is cleared, and can be turned', async ({ page }) => {
  const cell = await openDials(page)
  await cell.getByRole('button', { name: `More for ${CELL}` }).click()
  await cell.getByRole('menuitem', { name: 'Clear output' }).click()
  await expect(cell.locator('.dial-effect')).toBeHidden()
  await slowBank(page, cell)
})

test('code that has lost a dial, or narrowed it, says what became of the setting', async ({
  page,
}) => {
  test.setTimeout(90_000)
  const cell = await openDials(page)
  await slowBank(page, cell)
  const log = "import { logger } from '@lab/logger'\nconst log = logger('kitchen')\n"
  await write(page, cell, `${log}log.info('no dials')`)
  await expect(cell.locator('.dial-unfit')).toContainText(
    '“bank” is set to 360, but this run had no such dial.',
  )
  const narrow = "dial('bank', { value: 30, from: 10, to: 50, step: 10, unit: 'ms' })"
  await write(
    page,
    cell,
    `${log}import { dial } from '@lab/sim'\nlog.info('b', { bank: ${narrow} })`,
  )
  await expect(cell.locator('.dial-unfit')).toContainText(
    '“bank” is set to 360\u00a0ms, which this code does not offer; it ran with 30\u00a0ms.',
  )
  await cell.getByRole('button', { name: 'Forget this setting' }).click()
  await expect(cell.locator('.dial-unfit')).toBeHidden()
  await expect(bank(cell)).toBeFocused()
})

test('what a program calls its options and units is text, and all of it can be seen', async ({
  page,
}) => {
  test.setTimeout(90_000)
  const cell = await openDials(page)
  await write(
    page,
    cell,
    String.raw`import { dial } from '@lab/sim'
const image = '<img src=x onerror="alert(1)">'
dial('image', { value: image, of: [image, 'a\u202eb'] })
dial('unit', { value: 1, from: 0, to: 2, unit: '<svg onload=x>' })`,
  )
  await expect(cell.locator('.dials')).toContainText('<img src=x onerror="alert(1)">')
  await expect(cell.locator('.dials')).toContainText('a⟨U+202E⟩b')
  // Those of the run before it stay until this one has ended.
  await expect(cell.locator('.dial output')).toHaveCount(1)
  await expect(cell.locator('.dial output')).toHaveText('1\u00a0<svg onload=x>')
  await expect(cell.locator('.dials :is(img, svg)')).toHaveCount(0)
})

test('a link carries what dials are set to, and the copy runs with it', async ({
  page,
  context,
  browser,
  site,
}) => {
  test.setTimeout(90_000)
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], {
    origin: new URL(site.url).origin,
  })
  const cell = await openDials(page)
  await slowBank(page, cell)
  await cell.getByRole('button', { name: `More for ${CELL}` }).click()
  await cell.getByRole('menuitem', { name: 'Copy a link to this cell' }).click()
  await expect(cell.getByRole('status').getByText('The link is on the clipboard.')).toBeVisible()
  const address = await page.evaluate(() => navigator.clipboard.readText())

  const other = await browser.newPage()
  await other.goto(address)
  const copy = other.getByRole('region', { name: 'Someone else’s code' })
  await expect(copy).toContainText('It sets bank to 360.')
  await expect(copy.locator('.dials')).toHaveCount(0)
  await copy.getByRole('button', { name: `Run copy of ${CELL}` }).click()
  await expect(spans(copy)).toHaveText('13 spans')
  await expect(bankText(copy)).toHaveText('360\u00a0ms')
  await bank(copy).focus()
  await other.keyboard.press('Home')
  await expect(spans(copy)).toHaveText('11 spans')

  const own = other.locator(`figure[id="${CELL}"]`)
  await expect(bankText(own)).toHaveText('300\u00a0ms')
  await copy.getByRole('button', { name: 'Keep it as my draft' }).click()
  await expect(bankText(own)).toHaveText('100\u00a0ms')
  await other.close()
})

test('the page shows the dials before anything is loaded, and none of them can be turned', async ({
  browser,
  site,
}) => {
  const page = await browser.newPage({ javaScriptEnabled: false, baseURL: site.url })
  await page.goto(LESSON)
  const figure = page.locator(`figure[id="${CELL}"]`)
  await expect(figure.locator('.dial input')).toHaveCount(2)
  await expect(figure.locator('.dial input').first()).toBeDisabled()
  await expect(figure.locator('.dial output').first()).toHaveText('300\u00a0ms')
  await expect(figure.locator('.dial-cost summary')).toContainText('A request costs')
  await page.close()
})

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme, viewport: { width: 390, height: 844 } })

    test(`turned dials on a phone fit, and have no obstacle in ${colorScheme}`, async ({
      page,
    }) => {
      const cell = await openDials(page)
      await slowBank(page, cell)
      await cell.locator('.dial-cost summary').click()
      await expect(cell.getByRole('region', { name: 'What the telemetry' })).toBeVisible()
      const dials = cell.locator('.dials')
      expect(await dials.evaluate((panel) => panel.scrollWidth - panel.clientWidth)).toBe(0)
      const { violations } = await new AxeBuilder({ page }).include('.dials').analyze()
      expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.target}`)).toEqual([])
    })
  })
}
