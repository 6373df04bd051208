/** The trace lens: what it shows of a run, by pointer and by keyboard. */

import AxeBuilder from '@axe-core/playwright'
import type { Locator, Page } from '@playwright/test'
import { expect, openCell, test } from './site.ts'
import { write } from './typing.ts'

/** A cell with its spans in sight. */
async function openTrace(page: Page, name: string): Promise<Locator> {
  await page.goto('lessons/start-here/')
  const cell = await openCell(page, name)
  // An output that wakes is drawn once more.
  const built = await cell.locator('.output-place').elementHandle()
  await cell.getByRole('tab').first().hover()
  await expect.poll(() => built?.evaluate((place) => place.isConnected)).toBe(false)
  await cell.getByRole('tab', { name: /spans$/ }).click()
  return cell
}

/** Writes another program into a cell, which runs it. @param spans how many it makes */
async function runTrace(page: Page, source: string, spans: string): Promise<Locator> {
  await page.goto('lessons/start-here/')
  const cell = await openCell(page, 'tea.ts')
  await write(page, cell, source)
  await cell.getByRole('tab', { name: `${spans} spans` }).click()
  return cell
}

const names = (cell: Locator) => cell.locator('.span-title')

/** Where a bar begins and ends, in parts of the time that is shown. */
async function barOf(cell: Locator, row: number): Promise<{ from: number; to: number }> {
  const bar = cell.locator('.span-row').nth(row).locator('.span-bar')
  await expect(bar).toBeVisible()
  return bar.evaluate((element) => {
    const { left, right } = element.getBoundingClientRect()
    const area = element.closest('.trace')?.querySelector('.axis')?.getBoundingClientRect()
    if (!area) throw new Error('There is no axis.')
    const place = (x: number) => (x - area.left) / area.width
    return { from: place(left), to: place(right) }
  })
}

test('spans are shown down to a depth, and unfolded again', async ({ page }) => {
  const cell = await openTrace(page, 'order-1042.ts')
  await expect(cell.locator('.span-row')).toHaveCount(13)
  await cell.getByRole('button', { name: 'Depth 1' }).click()
  await expect(names(cell)).toHaveText(['POST /checkout'])
  await expect(cell.locator('.span-row')).toContainText('+12')
  await cell.getByRole('button', { name: 'Depth 3' }).click()
  await expect(cell.locator('.span-row')).toHaveCount(5)
  await cell.getByRole('button', { name: 'Depth all' }).click()
  await expect(cell.locator('.span-row')).toHaveCount(13)
})

test('a brush over the minimap zooms, keys move on, and all of it can be seen again', async ({
  page,
}) => {
  const cell = await openTrace(page, 'tea.ts')
  const whole = await barOf(cell, 1)
  expect(whole.to).toBeLessThan(0.5)
  const map = await cell.locator('.trace-brush').boundingBox()
  if (!map) throw new Error('The minimap is not there.')
  const y = map.y + map.height / 2
  await page.mouse.move(map.x + 1, y)
  await page.mouse.down()
  await page.mouse.move(map.x + map.width / 2, y, { steps: 4 })
  await page.mouse.up()
  await expect(cell.locator('.trace-window')).toBeVisible()
  await expect(async () => {
    expect((await barOf(cell, 1)).to).toBeGreaterThan(0.8)
  }).toPass()
  await cell.locator('.span-row').first().focus()
  await page.keyboard.press('Shift+ArrowRight')
  await expect(async () => {
    expect((await barOf(cell, 1)).to).toBeLessThan(0.7)
  }).toPass()
  await page.keyboard.press('0')
  await expect(cell.locator('.trace-window')).toHaveCount(0)
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('z')
  await expect(async () => {
    const bar = await barOf(cell, 1)
    expect(bar.to - bar.from).toBeGreaterThan(0.75)
  }).toPass()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('z')
  await page.keyboard.press('+')
  await expect(cell.locator('.span-outside')).toHaveText('‹ 180 ms')
})

test('the wheel with Control zooms where the pointer is, and leaves the page as it is', async ({
  page,
}) => {
  const cell = await openTrace(page, 'tea.ts')
  const row = cell.locator('.span-row').nth(1)
  await row.scrollIntoViewIfNeeded()
  await expect(async () => {
    const axis = await cell.locator('.axis').boundingBox()
    const place = await row.boundingBox()
    if (!axis || !place) throw new Error('The axis is not there.')
    await page.mouse.move(axis.x + 2, place.y + place.height / 2)
    await page.keyboard.down('Control')
    await page.mouse.wheel(0, -100)
    await page.keyboard.up('Control')
    await expect(cell.locator('.trace-window')).toBeVisible({ timeout: 1_000 })
  }).toPass()
  await expect(async () => {
    expect((await barOf(cell, 1)).to).toBeGreaterThan(0.6)
  }).toPass()
  expect(await page.evaluate(() => devicePixelRatio)).toBe(1)
})

test('lines stand between the spans where they were written, and can be chosen there', async ({
  page,
}) => {
  const cell = await openTrace(page, 'tea.ts')
  await cell.getByRole('button', { name: 'lines', exact: true }).click()
  const rows = cell.getByRole('treegrid').getByRole('row')
  await expect(rows).toHaveCount(6)
  await expect(rows.nth(1)).toContainText('the kettle is on')
  await rows.nth(1).click()
  await expect(cell.locator('.detail')).toContainText('Line: the kettle is on')
  await expect(rows.nth(1)).toHaveAttribute('aria-selected', 'true')
})

test('critical path and own time are marked on the bars', async ({ page }) => {
  const cell = await openTrace(page, 'order-1042.ts')
  await cell.getByRole('button', { name: 'critical path' }).click()
  await expect(cell.locator('.span-path')).not.toHaveCount(0)
  await cell.getByRole('button', { name: 'own time' }).click()
  await expect(cell.locator('.span-row').first()).toContainText('704 ms · 2.34 ms own')
  await cell.getByRole('button', { name: 'own time' }).click()
  await expect(cell.locator('.span-own')).toHaveCount(0)
})

test('a trace is read in sentences, and each leads to its span', async ({ page }) => {
  const cell = await openTrace(page, 'order-1042.ts')
  await cell.getByRole('button', { name: 'in words' }).click()
  const reading = cell.getByRole('region', { name: 'in words' })
  await expect(reading).toContainText(
    'browser called storefront (“POST /checkout”), which took 704 ms, 666 ms of it waiting for payments.',
  )
  await reading.getByRole('button', { name: 'storefront called cart' }).click()
  await expect(cell.locator('.detail')).toContainText('Span: POST /reserve')
  await expect(cell.locator('.span-row[data-related]')).toHaveCount(1)
})

const MANY = `
import { logger } from '@lab/logger'
import { sleep } from '@lab/sim'
import { span } from '@lab/tracer'
const log = logger('shop')
for (let i = 0; i < 400; i++) {
  await span('order ' + (i % 7), async () => {
    for (let j = 0; j < 5; j++) {
      const step = span('step ' + j, async () => {
        await sleep(3 + ((i * j) % 11))
        log.info('did step {j}', { j })
        if (i % 50 === 7 && j === 3) throw new Error('no stock')
      })
      await step.catch(() => {})
    }
  })
}
`

test('of many traces one is chosen, by what tells it apart, and only what is in sight is drawn', async ({
  page,
}) => {
  test.slow()
  const cell = await runTrace(page, MANY, '2,400')
  const grid = cell.getByRole('treegrid')
  await expect(grid).toHaveAttribute('aria-rowcount', '2400')
  expect(await grid.getByRole('row').count()).toBeLessThan(80)
  await grid.getByRole('row').first().focus()
  await page.keyboard.press('End')
  await expect(grid.locator('[data-index="2399"]')).toBeFocused()
  await cell.getByRole('button', { name: '400 traces' }).click()
  await cell.getByRole('button', { name: 'failed first' }).click()
  await cell.getByRole('listbox').getByRole('option').first().click()
  await expect(grid).toHaveAttribute('aria-rowcount', '6')
  await expect(grid.getByRole('img', { name: 'failed' })).toHaveCount(1)
  await cell.getByRole('button', { name: 'The next trace' }).click()
  await expect(grid.getByRole('img', { name: 'failed' })).toHaveCount(0)
  await cell.getByRole('button', { name: 'show all' }).click()
  await expect(grid).toHaveAttribute('aria-rowcount', '2400')
})

const LINKED = `
import { span, startSpan } from '@lab/tracer'
const sent = await span('send', async (sent) => {
  startSpan('never')
  return sent
})
startSpan('handle', { root: true, links: [{ context: sent.spanContext(), attributes: {} }] }).end()
`

test('a link leads to a span in another trace, and back', async ({ page }) => {
  const cell = await runTrace(page, LINKED, '3')
  await cell.getByRole('button', { name: 'one by one' }).click()
  await expect(names(cell)).toHaveText(['send', 'never'])
  await expect(cell.locator('.span-row').nth(1)).toContainText('never ended')
  await cell.locator('.span-row').first().focus()
  await page.keyboard.press('g')
  await expect(names(cell)).toHaveText(['handle'])
  await expect(cell.locator('.span-row')).toBeFocused()
  await cell.locator('.detail').getByRole('button', { name: 'span' }).click()
  await expect(cell.locator('.detail')).toContainText('Span: send')
  await expect(cell.locator('.detail')).toContainText('linked from')
})

for (const colorScheme of ['light', 'dark'] as const) {
  test(`with everything shown it has no serious obstacle in ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme })
    const cell = await openTrace(page, 'order-1042.ts')
    for (const tool of ['lines', 'critical path', 'own time', 'in words']) {
      await cell.getByRole('button', { name: tool, exact: true }).click()
    }
    await cell.getByRole('button', { name: 'Keys of the waterfall' }).click()
    await cell.locator('.span-row').nth(3).click()
    const { violations } = await new AxeBuilder({ page }).analyze()
    const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
    expect(
      serious.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id} ${target}`)),
    ).toEqual([])
  })
}

test('a flame is walked, looked at closely and searched by keyboard alone', async ({ page }) => {
  await page.goto('lessons/start-here/')
  const cell = await openCell(page, 'order-1042.ts')
  await cell.getByRole('tab', { name: 'flame' }).click()
  const frames = cell.getByRole('treeitem')
  await expect(frames).toHaveCount(11)
  await frames.first().focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowRight')
  await expect(page.locator(':focus')).toContainText('POST /price')
  await page.keyboard.press('Enter')
  await expect(frames).toHaveCount(5)
  await page.keyboard.press('Escape')
  await expect(frames).toHaveCount(11)
  await cell.getByRole('searchbox', { name: 'Find a name' }).fill('bank')
  await expect(cell.locator('.flame-found')).toHaveText(/^1 frame, \d\d % of the time$/)
  await cell.getByRole('button', { name: 'as a table' }).click()
  await expect(cell.getByRole('rowheader').first()).toContainText('POST /transfer')
  await cell.getByRole('columnheader').getByRole('button', { name: 'spans' }).click()
  await expect(cell.getByRole('columnheader', { name: 'spans' })).toHaveAttribute(
    'aria-sort',
    'descending',
  )
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.filter(({ impact }) => impact === 'serious').map(({ id }) => id)).toEqual([])
})
