/** Controls: without what contains them the same programs succeed, and a page that stands still is noticed. */

import { ALL_CASES } from './all-cases.ts'
import { expect, test } from './hostile-test.ts'

test.describe('without containment', () => {
  for (const { name: group, cases } of ALL_CASES) {
    for (const hostile of cases) {
      const { name, place = 'cell', succeedsUncontained } = hostile
      if (!succeedsUncontained) continue
      test(`${group}, ${place}: a program that ${name} succeeds`, async ({ pages }) => {
        const page = await pages.uncontained(place)
        const heardBefore = page.heard.length
        const { lines, hazards } = await page.run(hostile)
        const reached = lines.filter((line) => line.startsWith('reached'))
        const heard = page.heard.slice(heardBefore)
        expect([...reached, ...heard, ...hazards], lines.join('\n')).not.toEqual([])
      })
    }
  }
})
