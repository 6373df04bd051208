/** Tests in engines that are installed on this machine. They are slow, and drive the built site: `npm run test:engines`. */

import { defineConfig } from 'vitest/config'

export default defineConfig({
  resolve: { tsconfigPaths: true },
  test: {
    root: '.',
    include: ['tests/engines/*.spec.ts'],
    environment: 'node',
    // An editor loads several megabytes, beside whatever else the machine does.
    testTimeout: 60_000,
    // Under remote control, and only then, Firefox 153 now and then stops while one worker starts another: one run of a hundred.
    // Only such a run is repeated: one that says something else is a difference, and fails.
    retry: { count: 3, condition: /No end after/ },
    hookTimeout: 60_000,
  },
})
