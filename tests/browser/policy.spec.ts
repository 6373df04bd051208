/** The content security policy: every page has one, every inline script is in it, and nothing breaks it. */

import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { glob } from 'node:fs/promises'
import { expect, openCell, test } from './site.ts'
import { write } from './typing.ts'

async function builtPages(): Promise<{ file: string; html: string }[]> {
  const pages: { file: string; html: string }[] = []
  for await (const file of glob('dist/**/*.html')) {
    pages.push({ file, html: readFileSync(file, 'utf8') })
  }
  return pages
}

/** The scripts that stand in a page and are run: not those with an address, and not data. */
function inlineScripts(html: string): string[] {
  return [...html.matchAll(/<script([^>]*)>([\s\S]*?)<\/script>/g)]
    .filter(([, attributes = '']) => !/\ssrc=|type="application\//.test(attributes))
    .map(([, , script = '']) => script)
}

function policyOf(html: string): string {
  const meta = /<meta http-equiv="content-security-policy" content="([^"]*)"/.exec(html)
  return meta?.[1] ?? ''
}

test('every page has a policy, and the policy names every script that stands in the page', async () => {
  const pages = await builtPages()
  expect(pages.length).toBeGreaterThan(5)
  for (const { file, html } of pages) {
    const policy = policyOf(html)
    expect(policy, file).toContain("default-src 'self'")
    expect(policy, file).toContain("frame-src 'none'")
    const [scripts = ''] = /script-src[^;]*/.exec(policy) ?? []
    expect(scripts, file).not.toMatch(/'unsafe-inline'|'unsafe-eval'|https?:/)
    for (const script of inlineScripts(html)) {
      const hash = createHash('sha256').update(script).digest('base64')
      expect(scripts, `${file}: ${script.slice(0, 60)}`).toContain(`'sha256-${hash}'`)
    }
    expect(html, file).not.toMatch(/\son[a-z]+="/)
  }
})

test('a page that reads, runs, edits and fails breaks no policy and asks nobody else', async ({
  page,
  site,
  observed,
}) => {
  const violations: string[] = []
  await page.exposeFunction('violated', (what: string) => violations.push(what))
  await page.addInitScript(() => {
    addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
      ;(window as unknown as { violated(what: string): void }).violated(
        `${violatedDirective} ${blockedURI}`,
      )
    })
  })
  await page.goto('lessons/start-here/')
  const cell = await openCell(page, 'tea.ts')
  await cell.getByRole('button', { name: 'Run tea.ts' }).click()
  await expect(cell.locator('.cell-state')).toContainText('ran in')
  await write(page, cell, "throw new Error('no tea')")
  await expect(cell.locator('.problems')).toBeVisible()
  expect(violations).toEqual([])
  expect(observed.errors).toEqual([])
  const elsewhere = observed.requests.filter(
    (url) => !url.startsWith(site.url) && !url.startsWith('blob:') && !url.startsWith('data:'),
  )
  expect(elsewhere.filter((url) => url !== 'about:srcdoc')).toEqual([])
})
