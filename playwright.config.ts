/** Tests that drive the built site in a Chromium. */

import { defineConfig } from '@playwright/test'
import { CHROMIUM_ARGUMENTS, chromiumPath } from './tools/chromium.ts'

export default defineConfig({
  testDir: 'tests',
  testMatch: '{browser,hostile}/**/*.spec.ts',
  workers: 2,
  fullyParallel: true,
  // `npm test` names what passed only the second time: a bug to look for, and no reason to lose a whole run.
  retries: 1,
  // The machine may have other things to do.
  timeout: 60_000,
  // Opening an editor loads several megabytes, on two cores beside another test.
  expect: { timeout: 15_000 },
  forbidOnly: Boolean(process.env.CI),
  use: {
    launchOptions: { executablePath: await chromiumPath(), args: CHROMIUM_ARGUMENTS },
    screenshot: 'only-on-failure',
    // What is fetched for offline reading would be in the way of other tests; `offline.spec.ts` allows it.
    serviceWorkers: 'block',
  },
})
