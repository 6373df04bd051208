/** A test of a hostile case in Chromium: each worker keeps its pages open, and runs one case after the other in them. */

import { type BrowserContext, test as base } from '@playwright/test'
import type { Place } from './hostile-case.ts'
import { HostilePage } from './hostile-page.ts'
import { type HostileSite, openSite } from './hostile-site.ts'
import * as inPage from './in-page.ts'
import { type Listener, listen } from './listener.ts'
import { longestWork } from './page-work.ts'

export { expect } from '@playwright/test'

interface Pages {
  /** A page that is as readers get it, and one in which raw programs run in that place. */
  contained(place: Place): Promise<HostilePage>
  /** The same without containment, as a control. Each one is a page of its own: it may be gone afterwards. */
  uncontained(place: Place): Promise<HostilePage>
}

export const test = base.extend<object, { listener: Listener; pages: Pages }>({
  listener: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from the pattern what a fixture needs.
    async ({}, use) => {
      const listener = await listen()
      await use(listener)
      await listener.close()
    },
    { scope: 'worker' },
  ],
  pages: [
    async ({ browser, listener }, use) => {
      const onLeak = (path: string) => listener.heard.push(path)
      const sites = new Map<string, Promise<HostileSite>>()
      const siteOf = (place: Place, isContained: boolean) => {
        const key = `${place} ${isContained}`
        const site = sites.get(key) ?? openSite({ place, isContained, onLeak })
        sites.set(key, site)
        return site
      }
      const open = async (context: BrowserContext, place: Place, isContained: boolean) => {
        const site = await siteOf(place, isContained)
        const page = await context.newPage()
        await page.addInitScript(inPage.preparePage, !isContained)
        await page.goto(HostilePage.address(site))
        const evaluate = (work: (...given: never[]) => unknown, ...given: unknown[]) =>
          page.evaluate(`(${work})(...${JSON.stringify(given)})`)
        const workDuring = (during: () => Promise<unknown>) => longestWork(browser, page, during)
        return new HostilePage({ evaluate: evaluate as never }, { site, listener, workDuring })
      }
      const context = await browser.newContext()
      const kept = new Map<Place, Promise<HostilePage>>()
      await use({
        contained: (place) => {
          const page = kept.get(place) ?? open(context, place, true)
          kept.set(place, page)
          return page
        },
        uncontained: async (place) => open(await browser.newContext(), place, false),
      })
      await context.close()
      for (const site of sites.values()) await (await site).close()
    },
    { scope: 'worker' },
  ],
})
