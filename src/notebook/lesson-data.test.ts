import { expect, test } from 'vitest'
import { log, span } from '../../tests/made-up-run.ts'
import { builtRunOf } from '../../tests/sent-events.ts'
import type { Cell } from '../lesson/cell.ts'
import { traceText } from '../views/trace-text.ts'
import { type LessonData, notebookOf } from './lesson-data.ts'
import { isEdited, isStale } from './notebook.ts'

const cell = (name: string, source: string): Cell => ({
  name,
  source,
  lens: 'both',
  seed: 1,
  clock: 'virtual',
  fails: false,
})

const LESSON: LessonData = {
  slug: 'a-lesson',
  files: {},
  cells: [
    {
      cell: cell('pay.ts', 'export const pay = 1'),
      run: {
        ...builtRunOf(span('pay', 0, 5)),
        sites: [[7, { file: 'pay.ts', line: 1, column: 1 }]],
      },
    },
    {
      cell: cell('main.ts', "import './pay.ts'"),
      run: { ...builtRunOf([log('failing')]), problem: { title: 'Error: no' } },
    },
  ],
}

test('a notebook begins as the build left it', () => {
  const { runs } = notebookOf(LESSON)
  const texts = [...runs].map(
    ([name, { phase, store, problems }]) =>
      `${name} ${phase}: ${traceText(store)} ${problems.map(({ title }) => title)}`,
  )
  expect(texts).toEqual([
    'pay.ts done: pay (shop)  0.0–5.0 ',
    'main.ts failed: 0.0 info failing Error: no',
  ])
})

test('places that travelled with the page are found, and others are not', () => {
  const run = notebookOf(LESSON).runs.get('pay.ts')
  expect(run?.siteOf(7)).toEqual({ file: 'pay.ts', line: 1, column: 1 })
  expect(run?.siteOf(8)).toBeUndefined()
})

test('cells can import what lies beside the lesson', () => {
  const [, main] = LESSON.cells
  const notebook = notebookOf({
    slug: 'a-lesson',
    files: { 'pay.ts': 'export const pay = 1', 'unused.ts': '' },
    cells: main ? [main] : [],
  })
  expect(notebook.runs.get('main.ts')?.sources).toEqual({
    'pay.ts': 'export const pay = 1',
    'main.ts': "import './pay.ts'",
  })
  expect([isEdited(notebook, 'pay.ts'), isStale(notebook, 'main.ts')]).toEqual([false, false])
})

test('nothing is edited or stale, also not what imports other cells', () => {
  const notebook = notebookOf(LESSON)
  expect(['pay.ts', 'main.ts'].map((name) => isEdited(notebook, name))).toEqual([false, false])
  expect(['pay.ts', 'main.ts'].map((name) => isStale(notebook, name))).toEqual([false, false])
})
