/** Unit tests, beside the code, and suites that cross folders; those that need a browser are Playwright's. */

import { defineConfig } from 'vitest/config'

export default defineConfig({
  resolve: { tsconfigPaths: true },
  test: {
    include: ['src/**/*.test.{ts,tsx}', 'tests/**/*.test.ts'],
    exclude: ['tests/browser/**'],
    environment: 'node',
    // By itself it would leave a core idle, and many tests wait.
    maxWorkers: '100%',
    // `npm test` names what passed only the second time.
    retry: 1,
    // The first compilation starts esbuild: two seconds on a slow machine, and tests run side by side.
    testTimeout: 20_000,
    hookTimeout: 30_000,
  },
})
