/** A test of the built site. Each worker serves it on a port of its own, and each test watches what its page asks and says. */

import { test as base, expect, type Locator, type Page } from '@playwright/test'
import { type StaticServer, serve } from '../../tools/static-server.ts'
import * as inPage from './in-page.ts'

export { expect }

interface Observed {
  /** Errors on the console, and those that nobody caught. */
  readonly errors: string[]
  /** Every address that the page asked for. */
  readonly requests: string[]
}

interface Fixtures {
  readonly observed: Observed
  /** What the page did against its policy; a test fails for it, unless it says that it expects some. */
  readonly violations: readonly string[]
  readonly expectsViolations: boolean
}

export const test = base.extend<Fixtures, { site: StaticServer }>({
  expectsViolations: [false, { option: true }],
  violations: [
    async ({ context, expectsViolations }, use) => {
      const violations: string[] = []
      await context.exposeBinding('violated', ({ frame }, what: string) => {
        // What a program tries in its own frame is its own business.
        if (frame.parentFrame() === null) violations.push(what)
      })
      await context.addInitScript(inPage.tellViolations)
      await use(violations)
      if (!expectsViolations) expect(violations).toEqual([])
    },
    { auto: true },
  ],
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

/** What can be done with all cells of a lesson, when it can be used. */
export function barOf(page: Page): Locator {
  const bar = page.getByRole('group', { name: 'All cells of this lesson' })
  return page.locator('astro-island:not([ssr])', { has: bar }).getByRole('group')
}

/** Brings a cell into view, and waits until it can be used. @param name its file */
export async function openCell(page: Page, name: string): Promise<Locator> {
  const named = { has: page.locator(`.cell-name:text-is("${name}")`) }
  await page.locator('astro-island', named).scrollIntoViewIfNeeded()
  return page.locator('astro-island:not([ssr])', named)
}
