import { describe, expect, test } from 'vitest'
import type { Problem } from '../sandbox/explain.ts'
import { applyFix, problemsOf, type TypeProblem } from './cell-problems.ts'

const SOURCE = 'one\ntwo\nthree\nfour'

function ran(problems: readonly Problem[], sources = { 'tea.ts': SOURCE }) {
  return { phase: 'failed', showsEarlierOutput: false, problems, sources } as const
}

function typeProblem(line: number, title: string, code = 2304): TypeProblem {
  return { title, code, position: { file: 'tea.ts', line, column: 1 } }
}

/** What is listed, in one line each: `run 2 no tea`. */
function listed(
  run: Parameters<typeof problemsOf>[1],
  types: readonly TypeProblem[] = [],
  now = SOURCE,
  others: Record<string, string> = {},
): string[] {
  const check = { source: SOURCE, problems: types }
  const { fromRun, fromTypes } = problemsOf('tea.ts', run, check, { 'tea.ts': now, ...others })
  const line = (from: string) => (problem: Problem) =>
    `${from} ${problem.position ? `${problem.position.line} ` : ''}${problem.title}`
  return [...fromRun.map(line('run')), ...fromTypes.map(line('types'))]
}

function thrown(line: number, title: string, file = 'tea.ts'): Problem {
  return { title, position: { file, line, column: 1 } }
}

describe('the problems of a cell', () => {
  test('are those of the run first, and then those of TypeScript', () => {
    expect(
      listed(ran([thrown(3, 'Error: no tea')]), [
        typeProblem(1, "Type 'string' is not assignable to type 'number'.", 2322),
      ]),
    ).toEqual(['run 3 Error: no tea', "types 1 Type 'string' is not assignable to type 'number'."])
  })

  test('name a missing name once, in the words of the run', () => {
    expect(
      listed(ran([thrown(2, 'ReferenceError: spam is not defined')]), [
        typeProblem(2, "Cannot find name 'spam'."),
      ]),
    ).toEqual(['run 2 ReferenceError: spam is not defined'])
  })

  test('name a module that is not there once', () => {
    expect(
      listed(
        { ...ran([thrown(1, '“left-pad” can’t be imported here.')]), showsEarlierOutput: true },
        [typeProblem(1, "Cannot find module 'left-pad' or its type declarations.", 2307)],
      ),
    ).toEqual(['run 1 “left-pad” can’t be imported here.'])
  })

  test('are two if a row has two different mistakes', () => {
    expect(
      listed(ran([thrown(2, 'Error: no tea')]), [typeProblem(2, "Cannot find name 'spam'.")]),
    ).toHaveLength(2)
  })

  test('are two if the same name is missing in two rows', () => {
    expect(
      listed(ran([thrown(2, 'ReferenceError: spam is not defined')]), [
        typeProblem(2, "Cannot find name 'spam'."),
        typeProblem(4, "Cannot find name 'spam'."),
      ]),
    ).toHaveLength(2)
  })

  test('do not take a common type for the name of a mistake', () => {
    expect(
      listed(ran([thrown(2, 'Error: not a number')]), [
        typeProblem(2, "Type 'string' is not assignable to type 'number'.", 2322),
      ]),
    ).toHaveLength(2)
  })

  test('tell of code that can’t be read in the compiler’s words alone', () => {
    const failed = { ...ran([thrown(4, 'Unexpected end of file')]), showsEarlierOutput: true }
    expect(listed(failed, [typeProblem(1, "'}' expected.", 1005)])).toEqual([
      'run 4 Unexpected end of file',
    ])
  })

  test('keep what TypeScript can’t read while the compiler has not spoken', () => {
    expect(listed(ran([]), [typeProblem(1, "'}' expected.", 1005)])).toHaveLength(1)
  })

  test('follow their rows when rows are added above', () => {
    expect(
      listed(
        ran([thrown(3, 'Error: no tea')]),
        [typeProblem(4, "Cannot find name 'x'.")],
        `zero\n${SOURCE}`,
      ),
    ).toEqual(['run 4 Error: no tea', "types 5 Cannot find name 'x'."])
  })

  test('lose their place when their row is changed, but TypeScript’s stay until it has looked again', () => {
    expect(
      listed(
        ran([thrown(3, 'Error: no tea')]),
        [typeProblem(3, "Cannot find name 'x'.")],
        'one\ntwo\nTHREE\nfour',
      ),
    ).toEqual(['run Error: no tea', "types 3 Cannot find name 'x'."])
  })

  test('follow rows of imported cells, and leave the lab’s alone', () => {
    const sources = { 'tea.ts': SOURCE, 'cup.ts': 'a\nb' }
    const problem: Problem = {
      ...thrown(2, 'Error: broken', 'cup.ts'),
      trail: [
        { file: '@lab/shop/bank.ts', line: 7, column: 1 },
        { file: 'tea.ts', line: 2, column: 1 },
      ],
    }
    const { fromRun } = problemsOf('tea.ts', ran([problem], sources), undefined, {
      ...sources,
      'cup.ts': 'new\na\nb',
    })
    expect(fromRun[0]?.position).toEqual({ file: 'cup.ts', line: 3, column: 1 })
    expect(fromRun[0]?.trail?.map(({ line }) => line)).toEqual([7, 2])
  })

  test('offer a fix only for the text that was checked', () => {
    const fix = { title: 'Add import', changes: [{ start: 0, end: 0, text: 'x\n' }] }
    const check = { source: SOURCE, problems: [{ ...typeProblem(2, 'missing'), fix }] }
    const fixNow = (source: string) =>
      problemsOf('tea.ts', ran([]), check, { 'tea.ts': source }).fromTypes[0]?.fix
    expect(fixNow(SOURCE)).toEqual(fix)
    expect(fixNow(`zero\n${SOURCE}`)).toBeUndefined()
  })
})

test('a fix changes the text from its end to its beginning', () => {
  const changes = [
    { start: 4, end: 7, text: 'TWO' },
    { start: 0, end: 3, text: 'first' },
  ]
  expect(applyFix('one two', { title: '', changes })).toBe('first TWO')
})
