/** Every kind of mistake is answered in words, at its line; the page stays alive and the next run works. */

import type { Locator, Page } from '@playwright/test'
import { expect, openCell, test } from './site.ts'
import { write } from './typing.ts'

async function expectNextRunToWork(page: Page, cell: Locator): Promise<void> {
  await write(page, cell, "console.log('still here')")
  await expect(cell.locator('.line-words')).toHaveText(['still here'])
  await expect(cell.locator('.problems')).toHaveCount(0)
}

interface Mistake {
  readonly kind: string
  readonly source: string
  /** What stands in the message. */
  readonly says: readonly (string | RegExp)[]
  /** The row that is marked. */
  readonly row: number
}

const MISTAKES: readonly Mistake[] = [
  {
    kind: 'a syntax error',
    source: "console.log('a')\nconst = 3",
    says: ['line 2', 'Expected identifier', 'was not run'],
    row: 2,
  },
  {
    kind: 'an import of something that is not here',
    source: "import { x } from 'left-pad'\nconsole.log(x)",
    says: ['line 1', "“left-pad” can't be imported here", '@lab/logger'],
    row: 1,
  },
  {
    kind: 'a name that the lab does not have',
    source: "import { spam } from '@lab/tracer'\nspam()",
    says: ['line 1', '@lab/tracer has no “spam”', 'span'],
    row: 1,
  },
  {
    kind: 'a thrown error',
    source: "console.log('a')\n\nthrow new TypeError('no tea')",
    says: ['line 3', 'TypeError: no tea'],
    row: 3,
  },
  {
    kind: 'an error thrown in a function that was awaited',
    source: 'async function pour() {\n  await null\n  undefined!.cup\n}\nawait pour()',
    says: ['line 3', 'TypeError', 'On the way: line 5'],
    row: 3,
  },
  {
    kind: 'a rejected promise that nobody waits for',
    source: "console.log('a')\nPromise.reject(new Error('lost'))",
    says: ['line 2', 'Error: lost', 'nothing waited for it'],
    row: 2,
  },
  {
    kind: 'a promise that is never resolved',
    source: "console.log('a')\nconst never = new Promise(() => {})\nawait never",
    says: ['line 3', 'This never finishes', 'nothing is left that could wake it'],
    row: 3,
  },
  {
    kind: 'a bad argument to the lab',
    source: "import { sleep } from '@lab/sim'\n\nawait sleep(-1)",
    says: ['line 3', 'RangeError: sleep() takes a number of milliseconds'],
    row: 3,
  },
  {
    kind: 'a recursion without an end',
    source: 'function down(): number {\n  return down() + 1\n}\ndown()',
    says: ['RangeError', 'calls itself without an end'],
    row: 2,
  },
]

for (const { kind, source, says, row } of MISTAKES) {
  test(`${kind} is answered at its line`, async ({ page }) => {
    await page.goto('lessons/start-here/')
    const cell = await openCell(page, 'tea.ts')
    await write(page, cell, source)
    const problems = cell.locator('.problems [role="alert"]')
    for (const part of says) await expect(problems).toContainText(part)
    await expect(cell.locator(`.gutter li[data-failed]`)).toHaveCount(1)
    await expect(cell.locator(`.gutter li`).nth(row - 1)).toHaveAttribute('data-failed')
    await expectNextRunToWork(page, cell)
  })
}

test('a type error is told at its line, and the cell runs all the same', async ({ page }) => {
  await page.goto('lessons/start-here/')
  const cell = await openCell(page, 'tea.ts')
  await write(page, cell, "const cups: number = 'two'\nconsole.log(cups)")
  await expect(cell.locator('.problems')).toContainText(
    "line 1 Type 'string' is not assignable to type 'number'.",
  )
  await expect(cell.locator('.line-words')).toHaveText(['two'])
})

test('an endless loop names its line, can be stopped, and leaves the page alive', async ({
  page,
}) => {
  await page.goto('lessons/start-here/')
  const cell = await openCell(page, 'tea.ts')
  await write(page, cell, "console.log('before')\nfor (;;) {}")
  await expect(cell.locator('.cell-state')).toHaveText('busy in the loop at line 2…')
  await expect(cell.locator('.line-words')).toHaveText(['before'])

  const longestGap = await page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        let longest = 0
        let last = performance.now()
        const until = last + 1000
        const step = () => {
          const now = performance.now()
          longest = Math.max(longest, now - last)
          last = now
          if (now < until) setTimeout(step, 0)
          else resolve(longest)
        }
        step()
      }),
  )
  expect(longestGap).toBeLessThan(500)

  await cell.getByRole('button', { name: 'Stop tea.ts' }).click()
  await expect(cell.locator('.problems')).toContainText('line 2 You stopped the run.')
  await expectNextRunToWork(page, cell)
})

test('a loop that nobody stops is stopped after ten seconds, with its line', async ({ page }) => {
  await page.goto('lessons/start-here/')
  const cell = await openCell(page, 'tea.ts')
  await write(page, cell, 'let i = 0\nwhile (true) i++')
  await expect(cell.locator('.problems')).toContainText('line 2 Stopped after 10 seconds.', {
    timeout: 20_000,
  })
  await expectNextRunToWork(page, cell)
})

test('a flood of lines is cut off, counted, and does not stall the page', async ({ page }) => {
  await page.goto('lessons/start-here/')
  const cell = await openCell(page, 'tea.ts')
  await write(page, cell, 'for (let i = 0; i < 50_000; i++) console.log(i)')
  await expect(cell.locator('.dropped')).toHaveText(
    '30,000 more lines came after the limit and were dropped.',
  )
  await expect(cell.locator('.cell-state')).toContainText('20,000 lines')
  expect(await cell.locator('.line-row').count()).toBeLessThan(200)
  await cell.locator('.log').evaluate((log) => log.scrollTo(0, log.scrollHeight))
  await expect(cell.locator('.line-words').last()).toHaveText('19999')
  await expectNextRunToWork(page, cell)
})

test('code that says nothing gets a sentence instead of an empty box', async ({ page }) => {
  await page.goto('lessons/start-here/')
  const cell = await openCell(page, 'tea.ts')
  await write(page, cell, 'const nothing = 0')
  await expect(cell.locator('.empty')).toContainText('wrote no lines and made no spans')
})

test('code in a cell has no network, no storage and no page', async ({ page }) => {
  await page.goto('lessons/start-here/')
  const cell = await openCell(page, 'tea.ts')
  await write(
    page,
    cell,
    `
const names = ['document', 'fetch', 'WebSocket', 'Worker', 'importScripts', 'postMessage', 'indexedDB', 'localStorage']
console.log(names.map((name) => typeof (globalThis as any)[name]).join(', '))`,
  )
  await expect(cell.locator('.line-words')).toHaveText([Array(8).fill('undefined').join(', ')])
})
