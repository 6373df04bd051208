/** The table lens: lines and spans in columns, put in order, grouped and measured, by pointer and by keyboard. */

import AxeBuilder from '@axe-core/playwright'
import type { Locator, Page } from '@playwright/test'
import { expect, openCell, test } from './site.ts'

async function openTable(page: Page): Promise<Locator> {
  await page.goto('lessons/start-here/')
  const cell = await openCell(page, 'order-1042.ts')
  await cell.getByRole('tab', { name: 'table' }).click()
  await expect(cell.getByRole('grid')).toBeVisible()
  return cell
}

const rowsOf = (cell: Locator) => cell.locator('.table-row')
const head = (cell: Locator, name: string) =>
  cell.getByRole('columnheader', { name }).getByRole('button')

test('spans are put in order by how long they took, and chosen with a key', async ({ page }) => {
  const cell = await openTable(page)
  await expect(rowsOf(cell)).toHaveCount(13)
  await head(cell, 'took').click()
  await expect(cell.getByRole('columnheader', { name: 'took' })).toHaveAttribute(
    'aria-sort',
    'descending',
  )
  await expect(rowsOf(cell).first()).toContainText('POST /checkout')
  await head(cell, 'took').press('Enter')
  await expect(rowsOf(cell).last()).toContainText('POST /checkout')
  await rowsOf(cell).last().focus()
  await page.keyboard.press('Enter')
  await expect(rowsOf(cell).last()).toHaveAttribute('aria-selected', 'true')
  await expect(cell.locator('.detail')).toContainText('Span: POST /checkout')
})

test('rows are grouped with percentiles, and a group is looked at alone', async ({ page }) => {
  const cell = await openTable(page)
  await cell.getByLabel('In the table of order-1042.ts, group by').selectOption('service')
  await expect(cell.getByRole('columnheader')).toHaveText([
    'service',
    'p50 took',
    'p90 took',
    'p99 took',
    'count ↓',
  ])
  const bank = rowsOf(cell).filter({ hasText: 'bank' })
  const count = Number(await bank.locator('.table-cell').last().textContent())
  await bank.focus()
  await page.keyboard.press('Enter')
  await expect(rowsOf(cell)).toHaveCount(count)
  await expect(cell.locator('.log-found')).toHaveText(`${count} of 13 spans`)
})

test('fields become columns', async ({ page }) => {
  const cell = await openTable(page)
  await cell.getByRole('button', { name: '7 lines' }).click()
  await expect(rowsOf(cell)).toHaveCount(7)
  await expect(cell.getByRole('columnheader', { name: 'trace' })).toHaveCount(0)
  await cell.getByRole('button', { name: /columns/ }).click()
  await cell.getByRole('group', { name: 'Columns' }).getByRole('button', { name: 'trace' }).click()
  await expect(cell.getByRole('columnheader', { name: 'trace' })).toBeVisible()
})

for (const colorScheme of ['light', 'dark'] as const) {
  test(`nothing stands in anybody's way in ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme })
    const cell = await openTable(page)
    const check = async () => {
      const { violations } = await new AxeBuilder({ page }).include('.table-lens').analyze()
      expect(
        violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`)),
      ).toEqual([])
    }
    await cell.getByRole('button', { name: /columns/ }).click()
    await check()
    await cell.getByLabel('In the table of order-1042.ts, group by').selectOption('name')
    await check()
  })
}
