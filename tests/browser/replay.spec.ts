/** A finished run is told again: by keyboard and by pointer, in every lens, with the row of code lit. */

import AxeBuilder from '@axe-core/playwright'
import type { Locator, Page } from '@playwright/test'
import { expect, openCell, test } from './site.ts'
import { write } from './typing.ts'

async function openReplay(page: Page, name = 'tea.ts'): Promise<Locator> {
  await page.goto('lessons/start-here/')
  const cell = await openCell(page, name)
  await cell.getByRole('button', { name: 'Replay', exact: true }).click()
  await expect(sliderOf(cell)).toBeFocused()
  return cell
}

function sliderOf(cell: Locator): Locator {
  return cell.getByRole('slider', { name: 'Moment of' })
}

test('a run is stepped through with the arrow keys, and every lens shows it as it was', async ({
  page,
}) => {
  const cell = await openReplay(page)
  const slider = sliderOf(cell)
  await expect(slider).toHaveAttribute(
    'aria-valuetext',
    /^\+420\.0 ms: \w+ ended make tea .*10 of 10$/,
  )
  await page.keyboard.press('Home')
  await expect(slider).toHaveAttribute('aria-valuetext', '+0.0 ms: program began make tea; 1 of 10')
  await expect(cell.locator('.span-title')).toHaveText(['make tea'])
  await expect(cell.locator('.span-row')).toContainText('running')
  await expect(cell.getByRole('tab').first()).toHaveText('0 lines')
  await expect(cell.getByRole('tab').nth(1)).toHaveText('1 span')
  await expect(cell.locator('.gutter li[data-lit]')).toHaveText('7')
  await page.keyboard.press('ArrowRight')
  await expect(cell.locator('.line-row .line-words')).toHaveText(['the kettle is on'])
  await expect(cell.locator('.gutter li[data-lit]')).toHaveText('8')
  await page.keyboard.press('ArrowRight')
  await expect(cell.locator('.span-title')).toHaveText(['make tea', 'boil water'])
  await page.keyboard.press('ArrowLeft')
  await expect(cell.locator('.span-title')).toHaveText(['make tea'])
  await page.keyboard.press('End')
  await expect(cell.locator('.span-title')).toHaveCount(4)
  await expect(cell.locator('.span-row').first()).toContainText('420 ms')
})

test('a moment is chosen with the pointer, and bars grow until there', async ({ page }) => {
  const cell = await openReplay(page)
  const slider = sliderOf(cell)
  const box = await slider.boundingBox()
  if (!box) throw new Error('The slider is not in sight.')
  await page.mouse.move(box.x + box.width - 4, box.y + box.height / 2)
  await page.mouse.down()
  await page.mouse.move(box.x + box.width / 4, box.y + box.height / 2, { steps: 4 })
  await page.mouse.up()
  await expect(cell.locator('.span-title')).toHaveText(['make tea', 'boil water'])
  await expect(cell.locator('.replay-told p')).toHaveText('+0.0 ms: program began boil water')
  const to = await cell
    .locator('.span-bar')
    .nth(1)
    .evaluate((bar) => bar.style.getPropertyValue('--to'))
  expect(Number(to)).toBeGreaterThan(0.2)
  expect(Number(to)).toBeLessThan(0.3)
})

test('the buttons step, and say where they have come', async ({ page }) => {
  const cell = await openReplay(page)
  await cell.getByRole('button', { name: 'Step back' }).click()
  const told = cell.locator('.replay-told p')
  await expect(told).toHaveAttribute('aria-live', 'polite')
  await expect(told).toHaveText('+420.0 ms: program said “tea for 2 is ready”')
  await cell.getByRole('button', { name: 'Step on' }).press('Enter')
  // At the end it stays where it is, and keeps the focus.
  await cell.getByRole('button', { name: 'Step on' }).press('Enter')
  await expect(cell.getByRole('button', { name: 'Step on' })).toBeFocused()
  await expect(told).toContainText('ended make tea')
})

test('a run is played to its end', async ({ page }) => {
  const cell = await openReplay(page)
  await cell.getByLabel('Pace of the replay').selectOption('1×')
  await cell.getByRole('button', { name: 'Play', exact: true }).click()
  await expect(cell.getByRole('button', { name: 'Play', exact: true })).toBeVisible()
  await expect(cell.locator('.replay-count')).toHaveText('420.0 ms · 10 of 10')
})

test('whoever wants less motion sees steps only', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' })
  const cell = await openReplay(page)
  const seen = cell.locator('.replay-time')
  await seen.evaluate((element) => {
    const places = new Set<string>()
    new MutationObserver(() => {
      places.add(element.style.getPropertyValue('--now'))
      element.dataset.places = [...places].join(' ')
    }).observe(element, { attributeFilter: ['style'] })
  })
  await cell.getByLabel('Pace of the replay').selectOption('1×')
  await cell.getByRole('button', { name: 'Play', exact: true }).click()
  await expect(cell.locator('.replay-count')).toHaveText('420.0 ms · 10 of 10')
  const places = ((await seen.getAttribute('data-places')) ?? '').split(' ')
  // The run has four different times.
  expect(places.length).toBeLessThanOrEqual(4)
})

test('what is selected waits until it has begun, and is there again', async ({ page }) => {
  const cell = await openReplay(page)
  await cell.locator('.span-row', { hasText: 'steep' }).click()
  await expect(cell.locator('.detail')).toContainText('Span: steep')
  await sliderOf(cell).press('Home')
  await expect(cell.locator('.detail')).toBeEmpty()
  await sliderOf(cell).press('End')
  await expect(cell.locator('.detail')).toContainText('Span: steep')
})

test('nothing changes before a moment is chosen, and nothing below moves after that', async ({
  page,
}) => {
  await page.goto('lessons/start-here/')
  const cell = await openCell(page, 'tea.ts')
  await cell.locator('.span-row').first().press('ArrowLeft')
  await expect(cell.locator('.span-row')).toHaveCount(1)
  await cell.getByRole('button', { name: 'Replay', exact: true }).click()
  await expect(sliderOf(cell)).toBeFocused()
  await expect(cell.locator('.span-row')).toHaveCount(1)
  await cell.getByRole('button', { name: 'Unfold all' }).click()
  await expect(cell.locator('.span-row')).toHaveCount(4)
  const heightOf = () => cell.locator('.lens-panel').evaluate((panel) => panel.clientHeight)
  const before = await heightOf()
  await sliderOf(cell).press('Home')
  await expect(cell.locator('.span-row')).toHaveCount(1)
  expect(await heightOf()).toBe(before)
})

test('a run that is too long to be replayed says so', async ({ page }) => {
  test.slow()
  await page.goto('lessons/start-here/')
  const cell = await openCell(page, 'tea.ts')
  await write(
    page,
    cell,
    "import { span } from '@lab/tracer'\nfor (let i = 0; i < 19_000; i++) span('one', () => console.log('two'))",
  )
  await expect(cell.locator('.cell-state')).toContainText('ran in')
  await cell.getByRole('button', { name: 'Replay', exact: true }).click()
  await expect(cell.getByText('This run is too long to be replayed')).toContainText(
    'told of 57,000 events',
  )
})

test('it ends with its button, and when the cell runs again', async ({ page }) => {
  const cell = await openReplay(page)
  await page.keyboard.press('Home')
  await cell.getByRole('button', { name: 'End the replay' }).click()
  await expect(cell.locator('.span-title')).toHaveCount(4)
  await expect(cell.locator('.gutter li[data-lit]')).toHaveCount(0)
  await cell.getByRole('button', { name: 'Replay', exact: true }).click()
  await page.keyboard.press('Home')
  await expect(cell.locator('.span-title')).toHaveCount(1)
  await cell.getByRole('button', { name: 'Run tea.ts' }).click()
  await expect(cell.locator('.cell-state')).toContainText('ran in')
  await expect(cell.locator('.replay')).toHaveCount(0)
  await expect(cell.locator('.span-title')).toHaveCount(4)
})

test('a run of the page is replayed like one of the build, in other lenses, too', async ({
  page,
}) => {
  await page.goto('lessons/start-here/')
  const cell = await openCell(page, 'tea.ts')
  await write(
    page,
    cell,
    "import { span } from '@lab/tracer'\nspan('one', () => span('two', () => {}))\nspan('three', () => {})",
  )
  await expect(cell.locator('.span-title')).toHaveText(['one', 'two', 'three'])
  await cell.getByRole('tab', { name: 'table' }).click()
  await cell.getByRole('button', { name: 'Replay', exact: true }).click()
  await expect(sliderOf(cell)).toBeFocused()
  await page.keyboard.press('Home')
  await expect(cell.getByRole('tab', { name: '1 span' })).toBeVisible()
  await page.keyboard.press('PageUp')
  await expect(cell.getByRole('tab', { name: '3 spans' })).toBeVisible()
})

for (const colorScheme of ['light', 'dark'] as const) {
  test(`a replay has no serious obstacle in ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme })
    await openReplay(page)
    await page.keyboard.press('Home')
    const { violations } = await new AxeBuilder({ page }).include('.cell').analyze()
    expect(
      violations.filter(({ impact }) => impact === 'serious' || impact === 'critical'),
    ).toEqual([])
  })
}
