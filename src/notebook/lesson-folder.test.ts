import { expect, test } from 'vitest'
import type { Cell } from '../lesson/cell.ts'
import { notebookOf } from './lesson-data.ts'
import { lessonFolder } from './lesson-folder.ts'
import { chooseSeed, edit, type Notebook, setDials } from './notebook.ts'

const LESSON = { slug: 'tea', title: 'Tea', address: 'https://tea.test/', day: '1 May 2026' }

const cell = (name: string, more: Partial<Cell> = {}): Cell => ({
  name,
  source: `// ${name}`,
  lens: 'both',
  seed: 1,
  clock: 'virtual',
  fails: false,
  ...more,
})

const open = (): Notebook =>
  notebookOf({
    slug: 'tea',
    files: {},
    cells: [cell('a.ts'), cell('b.ts', { clock: 'real' }), cell('c.ts', { fails: true })].map(
      (each) => ({ cell: each, run: { sites: [] } }),
    ),
  })

const folderOf = (notebook: Notebook) => lessonFolder(notebook, LESSON, { 'src/x.d.ts': '// x' })

test('a lesson that nobody has edited has no originals in its folder, and says so', () => {
  const files = folderOf(open())
  expect(Object.keys(files)).toEqual([
    'README.md',
    'a.ts',
    'b.ts',
    'c.ts',
    'tsconfig.json',
    'types/globals.d.ts',
    'types/src/x.d.ts',
  ])
  expect(files['README.md']).toContain('They are as their author wrote them.')
})

test('each cell has a command, with the clock and the seed that it has, and a word if it fails', () => {
  const readme = folderOf(chooseSeed(open(), 'a.ts', 12))['README.md']
  expect(readme?.match(/^npm run lab.*$/gm)).toEqual([
    'npm run lab -- tea/a.ts --seed 12',
    'npm run lab -- tea/b.ts --seed 1 --real-time',
    'npm run lab -- tea/c.ts --seed 1 # is meant to fail',
  ])
})

test('each cell has a command with the dials that are turned, whatever they are set to', () => {
  const turned = setDials(open(), 'a.ts', { heat: 96.5, kind: "Earl's; rm -rf tea", milk: true })
  expect(folderOf(turned)['README.md']).toContain(
    `npm run lab -- tea/a.ts --seed 1 --dial heat=96.5 --dial 'kind=Earl'\\''s; rm -rf tea' --dial milk=true\n`,
  )
})

test('what was edited lies there as it was left, and as it was before', () => {
  const notebook = edit(edit(open(), 'a.ts', "import './b.ts'"), 'c.ts', '// mine')
  const files = folderOf(notebook)
  expect([files['a.ts'], files['original/a.ts']]).toEqual(["import './b.ts'", '// a.ts'])
  expect(Object.keys(files).filter((path) => path.startsWith('original/'))).toEqual([
    'original/a.ts',
    'original/c.ts',
  ])
  expect(files['README.md']).toContain('You have edited `a.ts` and `c.ts`. They are as you left')
  // Nobody knows any more whether it fails.
  expect(files['README.md']).not.toContain('meant to fail')
})
