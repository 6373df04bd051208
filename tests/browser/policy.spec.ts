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
    expect(policy, file).toContain("require-trusted-types-for 'script'")
    expect(policy, file).toContain('trusted-types lab-frame lab-script lab-editor dompurify;')
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
  violations,
}) => {
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

test.describe('a page that is made to break its policy', () => {
  test.use({ expectsViolations: true })

  test('is caught doing so', async ({ page, violations }) => {
    await page.goto('lessons/start-here/')
    const refused = await page.evaluate(() => {
      const attempts: Record<string, () => unknown> = {
        html: () => {
          document.body.innerHTML = '<img src=x>'
        },
        frame: () => {
          document.createElement('iframe').srcdoc = '<p>hello'
        },
        worker: () => new Worker('/_astro/none.js'),
        policy: () =>
          (
            window as unknown as {
              trustedTypes: { createPolicy(name: string, rules: object): void }
            }
          ).trustedTypes.createPolicy('mine', {}),
      }
      return Object.entries(attempts).flatMap(([name, attempt]) => {
        try {
          attempt()
          return []
        } catch {
          return [name]
        }
      })
    })
    expect(refused).toEqual(['html', 'frame', 'worker', 'policy'])
    await expect.poll(() => violations.length).toBe(4)
  })
})

test('hosts are told what a page cannot say itself', async ({ page }) => {
  const response = await page.goto('lessons/start-here/')
  expect(response?.headers()).toMatchObject({
    'content-security-policy': "frame-ancestors 'none'",
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'same-origin',
    'x-frame-options': 'DENY',
    'cache-control': 'no-cache',
  })
  expect(response?.headers()['permissions-policy']).toContain('camera=()')
  const [script] = (await page.content()).match(/\/_astro\/[^"]+\.js/) ?? []
  const asset = await page.request.get(script as string)
  expect(asset.headers()['cache-control']).toContain('immutable')
})
