import { describe, expect, test } from 'vitest'
import { log } from '../../tests/made-up-run.ts'
import { builtRunOf } from '../../tests/sent-events.ts'
import { notebookOf } from './lesson-data.ts'
import {
  chooseSeed,
  edit,
  isStale,
  type Notebook,
  seedOf,
  setDials,
  sourcesOf,
} from './notebook.ts'
import type { SharedCode } from './share-link.ts'
import { newInCopy, openCopy, shareCell } from './shared-copy.ts'

const SOURCES = {
  'cup.ts': 'export const cup = 1',
  'tea.ts': "import './cup.ts'\nimport './pot.ts'",
  'milk.ts': 'console.log(1)',
}

const open = (): Notebook =>
  notebookOf({
    slug: 'kitchen',
    files: { 'pot.ts': 'export const pot = 1' },
    cells: Object.entries(SOURCES).map(([name, source]) => ({
      cell: { name, source, lens: 'both', seed: 3, clock: 'virtual', fails: false },
      run: builtRunOf([log(`built ${name}`)]),
    })),
  })

const OTHER_CUP = 'export const cup = 2'

describe('what is shared of a cell', () => {
  test('is its code, its seed and its lens, also if nothing was edited', () => {
    expect(shareCell(open(), 'kitchen', 'tea.ts', 'trace')).toEqual({
      lesson: 'kitchen',
      cell: 'tea.ts',
      sources: { 'tea.ts': SOURCES['tea.ts'] },
      seed: 3,
      lens: 'trace',
      dials: {},
    })
  })

  test('are edited cells that it imports, and no others', () => {
    const notebook = edit(edit(open(), 'cup.ts', OTHER_CUP), 'milk.ts', 'console.log(2)')
    expect(shareCell(notebook, 'kitchen', 'tea.ts', 'both').sources).toEqual({
      'cup.ts': OTHER_CUP,
      'tea.ts': SOURCES['tea.ts'],
    })
  })

  test('are the dials that the reader has turned', () => {
    const notebook = setDials(open(), 'tea.ts', { heat: 96.5 })
    expect(shareCell(notebook, 'kitchen', 'tea.ts', 'both').dials).toEqual({ heat: 96.5 })
  })

  test('is the seed that the reader has chosen', () => {
    const notebook = chooseSeed(open(), 'tea.ts', 8)
    expect(shareCell(notebook, 'kitchen', 'tea.ts', 'both').seed).toBe(8)
  })
})

describe('a copy', () => {
  const shared: SharedCode = {
    lesson: 'kitchen',
    cell: 'tea.ts',
    sources: { 'tea.ts': "import './cup.ts'\nimport './milk.ts'", 'cup.ts': OTHER_CUP },
    seed: 8,
    lens: 'logs',
    dials: {},
  }

  test('holds the shared code and seed, and of all else what was published', () => {
    const copy = openCopy(open(), shared)
    expect(sourcesOf(copy)).toEqual({
      ...sourcesOf(open()),
      ...shared.sources,
    })
    expect([seedOf(copy, 'tea.ts'), seedOf(copy, 'cup.ts')]).toEqual([8, 3])
  })

  test('has its dials set as in the link, and those of other cells as they were published', () => {
    const copy = openCopy(open(), { ...shared, dials: { heat: 96.5 } })
    expect([...copy.dials]).toEqual([['tea.ts', { heat: 96.5 }]])
  })

  test('has not run: it shows nothing, and nothing that would be stale', () => {
    const copy = openCopy(open(), shared)
    expect([...copy.runs.keys()]).toEqual(['tea.ts'])
    expect(copy.runs.get('tea.ts')).toMatchObject({ phase: 'idle', problems: [] })
    expect(copy.runs.get('tea.ts')?.store.events()).toEqual([])
    expect(isStale(copy, 'tea.ts')).toBe(false)
  })

  test('leaves the notebook from which it was made', () => {
    const published = open()
    openCopy(published, shared)
    expect([published.drafts.size, published.seeds.size]).toEqual([0, 0])
  })

  test('says what in it differs from the reader’s own code', () => {
    const own = edit(open(), 'cup.ts', OTHER_CUP)
    const copy = edit(openCopy(open(), shared), 'tea.ts', 'changed in the copy')
    expect(newInCopy(copy, own, shared)).toEqual({ 'tea.ts': 'changed in the copy' })
    expect(newInCopy(copy, open(), shared)).toEqual({
      'tea.ts': 'changed in the copy',
      'cup.ts': OTHER_CUP,
    })
  })

  test('that is shared again is what it was', () => {
    expect(shareCell(openCopy(open(), shared), 'kitchen', 'tea.ts', 'logs')).toEqual({
      ...shared,
      sources: { 'tea.ts': shared.sources['tea.ts'], 'cup.ts': OTHER_CUP },
    })
  })
})
