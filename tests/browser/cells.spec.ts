/** Every cell in virtual time says in the browser what it said when the site was built: the same events, byte for byte. */

import { builtStore } from '../../src/notebook/lesson-data.ts'
import { LESSONS } from './lessons.ts'
import { catchMessages, eventsOfRun, lessonData } from './run-messages.ts'
import { expect, openCell, test } from './site.ts'

/** A machine that is set up otherwise than the one that builds: nothing of it may come into a run. */
test.use({ timezoneId: 'Asia/Kathmandu', locale: 'tr-TR' })

for (const lesson of LESSONS) {
  test(`${lesson}: cells as they are say what the build heard`, async ({ page, observed }) => {
    await catchMessages(page)
    await page.goto(`lessons/${lesson}/`)
    for (const { cell, run } of (await lessonData(page)).cells) {
      if (cell.clock === 'real') continue
      const figure = await openCell(page, cell.name)
      await figure.getByRole('button', { name: `Run ${cell.name}` }).click()
      expect(JSON.stringify(await eventsOfRun(page)), cell.name).toBe(
        JSON.stringify(builtStore(run).events()),
      )
    }
    expect(observed.errors).toEqual([])
  })

  test(`${lesson}: cells compiled in the browser say what the build heard`, async ({ page }) => {
    test.slow()
    await catchMessages(page)
    await page.goto(`lessons/${lesson}/`)
    for (const { cell, run } of (await lessonData(page)).cells) {
      if (cell.clock === 'real') continue
      const figure = await openCell(page, cell.name)
      await figure.locator('.code-text').click()
      await expect(figure.locator('.monaco-editor.focused')).toBeVisible()
      await page.keyboard.press('Control+End')
      // In one go: a pause between two keys would make two runs.
      await page.keyboard.insertText(' // changed')
      await expect(figure.locator('.cell-edited')).toBeVisible()
      expect(JSON.stringify(await eventsOfRun(page)), cell.name).toBe(
        JSON.stringify(builtStore(run).events()),
      )
    }
  })
}
