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
        // Some lead the page itself away.
        const { lines, hazards } = await page.run(hostile).catch(() => ({ lines: [], hazards: [] }))
        const reached = lines.filter((line) => line.startsWith('reached'))
        const heard = page.heard.slice(heardBefore)
        expect([...reached, ...heard, ...hazards], lines.join('\n')).not.toEqual([])
      })
    }
  }
})

test('a page that stands still is noticed', async ({ pages }) => {
  const page = await pages.contained('cell')
  await page.block(250)
  expect(await page.idleGap()).toBeGreaterThan(200)
})

test('a program that does something else than it should is noticed', async ({ pages }) => {
  const page = await pages.contained('cell')
  const faults = await page.faults({
    name: 'fails',
    code: `console.log('tea')\nthrow new Error('spilt')`,
    expects: { says: ['coffee'], lineCount: 2, spans: ['pot'] },
  })
  expect(faults.map((fault) => fault.split(' ').slice(0, 2).join(' '))).toEqual([
    'it is',
    'the problem',
    'no line',
    'spans are',
    'lineCount is',
    'lines: ["tea"]',
  ])
})
