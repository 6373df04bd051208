/** Controls: without what contains them the same programs succeed, and a page that stands still is noticed. */

import { ALL_CASES } from './all-cases.ts'
import { expect, test } from './hostile-test.ts'

/** A machine that does much else takes its time. Milliseconds. */
test.describe.configure({ timeout: 120_000 })

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
  const page = await pages.uncontained('frame')
  const faults = await page.faults({
    name: 'keeps the page busy',
    longestGap: 100,
    place: 'frame',
    code: `attempt(() => new Promise((resolve) => parent.setTimeout(() => {
  const end = performance.now() + 400
  while (performance.now() < end);
  resolve()
}, 100)))`,
    expects: { says: [/^reached/] },
  })
  expect(faults).toEqual([expect.stringMatching(/^the page stood still for \d+/)])
})

test('a page that has a thousand small things to do on end is noticed', async ({ pages }) => {
  const page = await pages.uncontained('frame')
  const faults = await page.faults({
    name: 'floods the page',
    longestGap: 100,
    place: 'frame',
    code: `attempt(async () => {
  const { port1, port2 } = new parent.MessageChannel()
  let left = 200_000
  port1.onmessage = () => { for (let i = 0; i < 20_000; i++) Math.sqrt(i) }
  while (--left > 0) port2.postMessage(left)
  await new Promise((resolve) => setTimeout(resolve, 1000))
})`,
    expects: { says: [/^reached/] },
  })
  expect(faults).toEqual([expect.stringMatching(/^the page stood still for \d+/)])
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
