/** A test of the built site. Each worker serves it on a port of its own, and each test watches what its page asks and says. */

import { test as base, type Locator, type Page } from '@playwright/test'
import { type StaticServer, serve } from '../../tools/static-server.ts'

export { expect } from '@playwright/test'

interface Observed {
  /** Errors on the console, and those that nobody caught. */
  readonly errors: string[]
  /** Every address that the page asked for. */
  readonly requests: string[]
}

export const test = base.extend<{ observed: Observed }, { site: StaticServer }>({
  site: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from the pattern what a fixture needs.
    async ({}, use) => {
      const server = await serve({ folder: 'dist' })
      await use(server)
      await server.close()
    },
    { scope: 'worker' },
  ],
  baseURL: ({ site }, use) => use(site.url),
  observed: async ({ page }, use) => {
    const observed: Observed = { errors: [], requests: [] }
    page.on('console', (message) => {
      if (message.type() === 'error') observed.errors.push(message.text())
    })
    page.on('pageerror', (error) => observed.errors.push(error.message))
    page.on('request', (request) => observed.requests.push(request.url()))
    await use(observed)
  },
})

/** Brings a cell into view, and waits until it can be used. @param name its file */
export async function openCell(page: Page, name: string): Promise<Locator> {
  const named = { has: page.locator(`.cell-name:text-is("${name}")`) }
  await page.locator('astro-island', named).scrollIntoViewIfNeeded()
  return page.locator('astro-island:not([ssr])', named)
}
