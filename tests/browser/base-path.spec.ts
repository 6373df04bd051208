/** The site works under a path, as on a host that several projects share. */

import { execFileSync } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { serve } from '../../tools/static-server.ts'
import { expect, openCell, test } from './site.ts'
import { write } from './typing.ts'

test.use({ serviceWorkers: 'allow' })

test('a site built for “/course/” reads, runs and edits there, and without a network', async ({
  page,
  observed,
}) => {
  test.setTimeout(300_000)
  const folder = mkdtempSync(join(tmpdir(), 'lines-and-spans-'))
  execFileSync('astro', ['build', '--base', '/course/', '--outDir', folder], {
    env: { ...process.env, ASTRO_TELEMETRY_DISABLED: '1' },
    stdio: 'pipe',
  })
  const server = await serve({ folder, base: '/course/' })
  await page.goto(server.url)
  await page.getByRole('link', { name: 'Start here', exact: true }).click()
  const cell = await openCell(page, 'tea.ts')
  await cell.getByRole('button', { name: 'Run tea.ts' }).click()
  await expect(cell.locator('.cell-state')).toContainText('ran in')
  await expect(page.locator('.lesson-offline')).toHaveText('Available offline', { timeout: 40_000 })
  await write(page, cell, "console.log('under a path')")
  await expect(cell.locator('.line-words')).toHaveText(['under a path'])
  expect(observed.errors).toEqual([])
  expect(
    observed.requests.filter((url) => url.startsWith('http') && !url.startsWith(server.url)),
  ).toEqual([])
  await server.close()
  await page.reload()
  const kept = await openCell(page, 'tea.ts')
  await kept.getByRole('button', { name: 'Run tea.ts' }).click()
  await expect(kept.locator('.cell-state')).toContainText('ran in')
})
