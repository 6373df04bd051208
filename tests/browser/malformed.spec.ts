/** Telemetry that contradicts itself, made by a cell: every lens shows it, marks it, and goes on. */

import { expect, openCell, test } from './site.ts'
import { write } from './typing.ts'

const PROGRAM = `import { logger } from '@lab/logger'
import { context, propagation, startSpan, withSpan } from '@lab/tracer'
import { sleep } from '@lab/sim'
const log = logger('odd')
const T = Date.now() * 1000
startSpan('left open')
startSpan('backwards', { startTime: T + 9_000 }).end(T + 2_000)
const orphan = propagation.extract({ traceparent: '00-11111111111111111111111111111111-2222222222222222-01' })
startSpan('orphan', {}, orphan).end()
const parent = startSpan('parent', { startTime: T + 5_000 })
const around = withSpan(context.active(), parent)
const early = startSpan('early', { startTime: T + 1_000 }, around)
parent.end(T + 8_000)
early.end(T + 30_000)
const over = startSpan('over')
over.end()
over.end()
over.setAttribute('late', 1)
startSpan('no time', { startTime: Number.NaN }).end(Number.POSITIVE_INFINITY)
startSpan('huge \\u202e<img src=x onerror=alert(1)>', { attributes: { ['k'.repeat(500)]: 'v'.repeat(50_000) } }).end()
let deep = context.active()
for (let i = 0; i < 400; i++) deep = withSpan(deep, startSpan('deep ' + i, {}, deep))
await sleep(40)
log.info('the end \\u0000\\u202e')`

const LENSES = ['line', 'span', 'both', 'flame', 'map', 'metrics', 'table', 'console'] as const

test('a run of malformed spans is shown, marked and explained in every lens', async ({
  page,
  observed,
}) => {
  await page.goto('lessons/start-here/')
  const cell = await openCell(page, 'tea.ts')
  await write(page, cell, PROGRAM)
  await cell.getByRole('tab', { name: '408 spans' }).click({ timeout: 30_000 })
  await expect(cell.locator('.cell')).toHaveAttribute('data-phase', 'done', { timeout: 30_000 })
  const rows = cell.locator('.span-row')
  const rowOf = (name: string) => rows.filter({ hasText: name }).first()
  await expect(rowOf('left open')).toContainText('never ended')
  await expect(rowOf('backwards')).toContainText('ended before it began')
  await expect(rowOf('orphan')).toContainText('no parent here')
  await expect(rowOf('early')).toContainText('began before its parent')
  await expect(rowOf('huge')).toContainText('⟨U+202E⟩')

  const detail = cell.locator('.detail')
  for (const [name, sentence] of [
    ['left open', 'It was never ended'],
    ['backwards', 'It ends 7 ms before it begins'],
    ['orphan', 'is not in this run'],
    ['early', 'It begins 4 ms before its parent'],
  ] as const) {
    await rowOf(name).click()
    await expect(detail).toContainText(sentence)
  }

  for (const lens of LENSES) {
    const tab = cell.getByRole('tab', { name: lens }).first()
    if ((await tab.count()) === 0) continue
    await tab.click()
    const panel = cell.getByRole('tabpanel')
    await expect(panel).not.toContainText('Loading')
    await expect(panel).not.toContainText(/\bNaN\b(?! as a time)|undefined/)
    await expect(panel.locator('img')).toHaveCount(0)
  }
  expect(observed.errors).toEqual([])
})
