import { describe, expect, test } from 'vitest'
import { log, runOf, span } from '../../tests/made-up-run.ts'
import type { CellProblems } from '../notebook/cell-problems.ts'
import { builtRun } from '../notebook/run.ts'
import type { Selection } from '../views/selection.ts'
import { gutterRows } from './gutter-rows.ts'

const SOURCE = 'one\ntwo\nthree'

/** Row two wrote a line, row three made a span. */
const RUN = builtRun({
  sources: { 'tea.ts': SOURCE },
  store: runOf(log('x', 0, { site: 2 }), span('a', 0, 1, { site: 3 })),
  siteOf: (site) => ({ file: 'tea.ts', line: site, column: 1 }),
  problems: [],
})

const NO_PROBLEMS: CellProblems = { fromRun: [], fromTypes: [] }

/** The margin in words, row by row: `tick failed`. */
function margin(
  source: string,
  { problems = NO_PROBLEMS, selection }: { problems?: CellProblems; selection?: Selection } = {},
): string[] {
  return gutterRows('tea.ts', source, RUN, problems, selection).map((row) =>
    [
      row.mark ? (row.mark.lines > 0 ? 'tick' : 'bar') : '–',
      row.isRelated && 'related',
      row.isSelected && 'selected',
      row.hasFailed && 'failed',
      row.isDoubted && 'doubted',
    ]
      .filter(Boolean)
      .join(' '),
  )
}

describe('the margin of a cell', () => {
  test('has a mark beside every row that made something', () => {
    expect(margin(SOURCE)).toEqual(['–', 'tick', 'bar'])
  })

  test('keeps marks beside their statements when rows are added, and has none for changed rows', () => {
    expect(margin('zero\none\ntwo!\nthree')).toEqual(['–', '–', '–', 'bar'])
  })

  test('shows what is selected where it stands now', () => {
    const selection: Selection = { kind: 'source', file: 'tea.ts', row: 3 }
    expect(margin('new\none\ntwo\nthree', { selection })).toEqual([
      '–',
      '–',
      'tick',
      'bar related selected',
    ])
    const spanIsSelected: Selection = { kind: 'span', row: 0 }
    expect(margin(SOURCE, { selection: spanIsSelected })).toEqual(['–', 'tick', 'bar related'])
  })

  test('lights the row that is at work at a moment of a replay, where it stands now, and in its file only', () => {
    const lit = { file: 'tea.ts', line: 2, column: 1 }
    const rows = (source: string, file = 'tea.ts') =>
      gutterRows('tea.ts', source, RUN, NO_PROBLEMS, undefined, { ...lit, file }).map(
        ({ isLit }) => isLit,
      )
    expect(rows(SOURCE)).toEqual([false, true, false])
    expect(rows('new\none\ntwo\nthree')).toEqual([false, false, true, false])
    expect(rows('one\ntwo!\nthree')).toEqual([false, false, false])
    expect(rows(SOURCE, 'milk.ts')).toEqual([false, false, false])
  })

  test('tells rows at which the run failed from rows to which TypeScript objects, in this cell only', () => {
    const at = (line: number, file = 'tea.ts') => ({
      title: 'x',
      position: { file, line, column: 1 },
    })
    const problems: CellProblems = {
      fromRun: [at(1), at(2, 'other.ts')],
      fromTypes: [{ ...at(3), code: 2304 }],
    }
    expect(margin(SOURCE, { problems })).toEqual(['– failed', 'tick', 'bar doubted'])
  })
})
