/** Hostile programs in Chromium: each comes to the end that is meant for it, and leaves no trace. */

import { ALL_CASES } from './all-cases.ts'
import { expect, test } from './hostile-test.ts'

/** A machine that does much else takes its time. Milliseconds. */
test.describe.configure({ timeout: 120_000 })

for (const { name: group, cases } of ALL_CASES) {
  test.describe(group, () => {
    for (const hostile of cases) {
      const { name, place = 'cell' } = hostile
      test(`${place}: a program that ${name}`, async ({ pages }) => {
        const page = await pages.contained(place)
        expect(await page.faults(hostile)).toEqual([])
      })
    }
  })
}
