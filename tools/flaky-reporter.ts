/** A reporter for Vitest that names what passed only when it was tried again. */

import type { Reporter, TestCase } from 'vitest/node'

/** Such a line begins so. */
export const FLAKY = 'flaky: '

// biome-ignore lint/style/noDefaultExport: Vitest asks for it.
export default class FlakyReporter implements Reporter {
  onTestCaseResult(test: TestCase): void {
    if (test.diagnostic()?.flaky) {
      console.log(`${FLAKY}${test.module.relativeModuleId} › ${test.fullName}`)
    }
  }
}
