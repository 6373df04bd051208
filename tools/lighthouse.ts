/** Audits a page with Lighthouse, in the browser that the tests use. */

import { launch } from 'chrome-launcher'
import lighthouse from 'lighthouse'
import { CHROMIUM_ARGUMENTS, chromiumPath } from './chromium.ts'

export const CATEGORIES = ['performance', 'accessibility', 'best-practices', 'seo'] as const

export type Category = (typeof CATEGORIES)[number]

export interface Audit {
  /** 0 to 100. */
  readonly scores: Readonly<Record<Category, number>>
  /** What kept a score below 100. */
  readonly complaints: readonly string[]
}

/** @param categories which to audit; performance takes longest and varies with the machine */
export async function audit(
  url: string,
  categories: readonly Category[] = CATEGORIES,
): Promise<Audit> {
  const chrome = await launch({
    chromePath: await chromiumPath(),
    chromeFlags: CHROMIUM_ARGUMENTS,
    logLevel: 'silent',
  })
  try {
    const result = await lighthouse(url, {
      port: chrome.port,
      onlyCategories: [...categories],
      logLevel: 'error',
    })
    if (!result) throw new Error(`Lighthouse could not open ${url}`)
    const { categories: found, audits } = result.lhr
    const complaints = Object.values(found).flatMap(({ auditRefs }) =>
      auditRefs
        .filter(({ id, weight }) => weight > 0 && (audits[id]?.score ?? 1) < 0.9)
        .map(({ id }) => `${id}: ${audits[id]?.displayValue ?? audits[id]?.title}`),
    )
    const scores = Object.fromEntries(
      categories.map((name) => [name, Math.round((found[name]?.score ?? 0) * 100)]),
    ) as Record<Category, number>
    return { scores, complaints }
  } finally {
    chrome.kill()
  }
}
