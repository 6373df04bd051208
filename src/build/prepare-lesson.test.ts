import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type BuiltRunData, builtStore } from '../notebook/lesson-data.ts'
import { traceText } from '../views/trace-text.ts'
import { nodeProgram } from './node-runner.ts'
import { prepareLesson } from './prepare-lesson.ts'

const NO_RUN: BuiltRunData = { sites: [] }

let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lesson-'))
  await nodeProgram()
}, 60_000)
afterAll(() => rm(folder, { recursive: true }))

/** Prepares a lesson whose text is given with its fences written as `~~~`. */
async function prepare(mdx: string) {
  const file = join(folder, 'index.mdx')
  await writeFile(file, mdx.replaceAll('~~~', '```'))
  return prepareLesson('a-lesson', file)
}

test('every cell is compiled and run, with its own seed', async () => {
  const { slug, cells, programs } = await prepare(`
~~~ts cell=pay.ts
import { span } from '@lab/tracer'
import { sleep } from '@lab/sim'
export const pay = () => span('pay', () => sleep(5))
~~~

~~~ts cell=main.ts seed=2
import { pay } from './pay.ts'
await pay()
console.log(Math.random().toFixed(3))
~~~
`)
  const [, main] = cells
  expect([slug, Object.keys(programs)]).toEqual(['a-lesson', ['pay.ts', 'main.ts']])
  expect(traceText(builtStore(main?.run ?? NO_RUN))).toMatchInlineSnapshot(`
    "pay  0.0–5.0
    5.0 console.log 0.513"
  `)
  expect(main?.run.sites.map(([, { file, line }]) => `${file}:${line}`).toSorted()).toEqual([
    'main.ts:3',
    'pay.ts:3',
  ])
})

test('cells import what lies beside the lesson, unless a cell is called the same', async () => {
  await writeFile(join(folder, 'tea.ts'), 'export const tea = 4')
  const text = "~~~ts cell=NAME.ts\nimport { tea } from './tea.ts'\nconsole.log(tea)\n~~~\n"
  const { cells, files } = await prepare(text.replace('NAME', 'main'))
  expect(files).toEqual({ 'tea.ts': 'export const tea = 4' })
  expect(builtStore(cells[0]?.run ?? NO_RUN).lines()).toMatchObject([
    { kind: 'console', text: '4' },
  ])
  await expect(prepare(text.replace('NAME', 'tea'))).rejects.toThrow(
    'index.mdx:1: there is already a file “tea.ts” beside the lesson.',
  )
  await rm(join(folder, 'tea.ts'))
  await writeFile(join(folder, 'My Tea.ts'), '')
  await expect(prepare(text.replace('NAME', 'main'))).rejects.toThrow('“My Tea.ts” is no name')
  await rm(join(folder, 'My Tea.ts'))
})

test('a cell that asks for it runs in real time', async () => {
  const before = Date.now()
  const { cells } = await prepare('~~~ts cell=a.ts clock=real\nconsole.log(Date.now())\n~~~\n')
  const [line] = builtStore(cells[0]?.run ?? NO_RUN).lines()
  expect(line?.kind === 'console' && Number(line.text)).toBeGreaterThanOrEqual(before)
})

test('a cell that is meant to fail keeps its problem', async () => {
  const { cells } = await prepare("~~~ts cell=a.ts fails=true\nthrow new Error('no')\n~~~\n")
  expect(cells[0]?.run.problem).toMatchObject({ title: 'Error: no', position: { line: 1 } })
})

test('the same text is prepared once', async () => {
  const mdx = '~~~ts cell=a.ts\nconsole.log(1)\n~~~\n'
  expect(await prepare(mdx)).toBe(await prepare(mdx))
})

describe('a mistake fails the build with the line of the lesson:', () => {
  test.each<[what: string, mdx: string, message: string]>([
    [
      'in a cell',
      'Hello.\n\n~~~ts cell=a.ts\nlet a\nlet 1\n~~~\n',
      '5: Expected ";" but found "1"',
    ],
    [
      'in a cell that another one imports',
      "~~~ts cell=a.ts\nimport './b.ts'\n~~~\n\n~~~ts cell=b.ts\nlet a\nlet 1\n~~~\n",
      '7: Expected ";" but found "1"',
    ],
    ['in a run', "\n~~~ts cell=a.ts\n\nthrow new Error('no')\n~~~\n", '4: Error: no'],
    [
      'in a run of what another one imports',
      "~~~ts cell=a.ts\nimport { f } from './b.ts'\nf()\n~~~\n\n~~~ts cell=b.ts\nexport const f = () => {\n  throw new Error('no')\n}\n~~~\n",
      '8: Error: no',
    ],
    [
      'without a place',
      `~~~ts cell=a.ts\n/*${'x'.repeat(70_000)}*/\n~~~\n`,
      '1: a.ts has 70004 characters; a cell can have 65536.',
    ],
    [
      'a cell that should fail and does not',
      '\n~~~ts cell=a.ts fails=true\nconsole.log(1)\n~~~\n',
      '2: a.ts is marked as failing and did not fail.',
    ],
  ])('%s', async (_, mdx, message) => {
    await expect(prepare(mdx)).rejects.toThrow(`index.mdx:${message}`)
  })
})
