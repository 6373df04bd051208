/** Generated programs and awkward ones say in the browser what they say in Node: the same events and the same end, byte for byte. */

import { runSource } from '../determinism/node-run.ts'
import { PROGRAMS } from '../determinism/programs.ts'
import { telemetryText } from '../determinism/telemetry-text.ts'
import { machine } from './in-page.ts'
import { catchMessages, messagesOfRun, swapPrograms } from './run-messages.ts'
import { expect, openCell, test } from './site.ts'

test.describe('in another zone and another language', () => {
  test.use({ timezoneId: 'Asia/Kathmandu', locale: 'tr-TR' })

  test('generated programs and awkward ones say what they say in Node', async ({ page }) => {
    // Each of them is compiled, and run in Node and here.
    test.setTimeout(300_000)
    await catchMessages(page)
    await swapPrograms(page)
    await page.goto('lessons/start-here/')
    expect(await page.evaluate(machine)).toBe('-330 1,5')
    const cell = await openCell(page, 'tea.ts')
    for (const [name, source] of Object.entries(PROGRAMS)) {
      const { program, messages: inNode } = await runSource(source)
      await page.evaluate((given) => {
        window.instead = given
      }, program.code)
      await cell.getByRole('button', { name: 'Run tea.ts' }).click()
      const inBrowser = await messagesOfRun(page)
      expect.soft(telemetryText(inBrowser), name).toBe(telemetryText(inNode))
    }
  })
})
