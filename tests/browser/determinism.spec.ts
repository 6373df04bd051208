/** Generated programs and awkward ones say in the browser what they say in Node: the same events and the same end, byte for byte. */

import { compileInNode } from '../../src/build/node-compiler.ts'
import { runInNode } from '../../src/build/node-runner.ts'
import { DEFAULT_LIMITS } from '../../src/sandbox/limits.ts'
import { PROGRAMS } from '../determinism/programs.ts'
import { telemetryText } from '../determinism/telemetry-text.ts'
import { catchMessages, messagesOfRun, swapPrograms } from './run-messages.ts'
import { expect, openCell, test } from './site.ts'

const ENTRY = 'main.ts'

test.describe('in another zone and another language', () => {
  test.use({ timezoneId: 'Asia/Kathmandu', locale: 'tr-TR' })

  test('generated programs and awkward ones say what they say in Node', async ({ page }) => {
    // Each of them is compiled, and run in Node and here.
    test.setTimeout(300_000)
    await catchMessages(page)
    await swapPrograms(page)
    await page.goto('lessons/start-here/')
    const machine = await page.evaluate(
      () => `${new Date(0).getTimezoneOffset()} ${(1.5).toLocaleString()}`,
    )
    expect(machine).toBe('-330 1,5')
    const cell = await openCell(page, 'tea.ts')
    for (const [name, source] of Object.entries(PROGRAMS)) {
      const compiled = await compileInNode({ [ENTRY]: source }, ENTRY)
      if (!compiled.ok) throw new Error(`${name}: ${compiled.errors[0]?.message}`)
      const { code } = compiled.program
      const inNode = await runInNode({ code, seed: 1, clock: 'virtual', limits: DEFAULT_LIMITS })
      await page.evaluate((given) => {
        window.instead = given
      }, code)
      await cell.getByRole('button', { name: 'Run tea.ts' }).click()
      const inBrowser = await messagesOfRun(page)
      expect.soft(telemetryText(inBrowser), name).toBe(telemetryText(inNode))
    }
  })
})
