/** Cell problems are all that is wrong with a cell: what its run ended with, and what TypeScript objects to. */

import type { Sources } from '../lesson/cell-graph.ts'
import type { Problem } from '../sandbox/explain.ts'
import { followRows } from './moved-rows.ts'
import type { Run } from './run.ts'

/** What TypeScript objects to. The cell runs all the same. */
export interface TypeProblem extends Problem {
  readonly position: NonNullable<Problem['position']>
  /** TypeScript's number for this kind of mistake. */
  readonly code: number
  /** What would mend it. */
  readonly fix?: Fix
}

/** A change to the text that was checked. */
export interface Fix {
  /** What it does, in TypeScript's words. */
  readonly title: string
  /** From the last to the first, so that one does not move the next. Offsets count UTF-16 units. */
  readonly changes: readonly {
    readonly start: number
    readonly end: number
    readonly text: string
  }[]
}

/** What TypeScript said about a cell, and which text it had read. */
export interface TypeCheck {
  readonly source: string
  readonly problems: readonly TypeProblem[]
}

export interface CellProblems {
  readonly fromRun: readonly Problem[]
  readonly fromTypes: readonly TypeProblem[]
}

/**
 * All that is wrong with a cell, each mistake once. Places are followed to where they stand in the code as it is now;
 * a problem of a run whose row has been changed has no place any more.
 * @param run the cell's last one
 * @param sources the lesson's cells as they stand now
 */
export function problemsOf(
  name: string,
  run: Pick<Run, 'phase' | 'showsEarlierOutput' | 'problems' | 'sources'>,
  check: TypeCheck | undefined,
  sources: Sources,
): CellProblems {
  const fromRun = run.problems.map((problem) => followProblem(problem, run.sources, sources))
  const failedToCompile = run.phase === 'failed' && run.showsEarlierOutput
  const own = fromRun.filter(({ position }) => position?.file === name)
  const fromTypes = (check ? typeProblemsNow(name, check, sources) : []).filter(
    (type) => !own.some((problem) => isSameMistake(problem, type, failedToCompile)),
  )
  return { fromRun, fromTypes }
}

/** The text after a fix. */
export function applyFix(source: string, { changes }: Fix): string {
  return changes.reduce(
    (text, change) => text.slice(0, change.start) + change.text + text.slice(change.end),
    source,
  )
}

function followProblem(problem: Problem, from: Sources, to: Sources): Problem {
  const { position, trail } = problem
  const follow = ({ file, line, column }: NonNullable<Problem['position']>) => {
    const before = from[file]
    const after = to[file]
    // A file that is no cell is the lab's own, and never changes.
    if (before === undefined || after === undefined) return { file, line, column }
    const now = followRows(before, after)(line)
    return now === undefined ? undefined : { file, line: now, column }
  }
  return {
    ...problem,
    ...(position && { position: follow(position) }),
    ...(trail && { trail: trail.map(follow).filter((place) => place !== undefined) }),
  }
}

function typeProblemsNow(name: string, check: TypeCheck, sources: Sources): TypeProblem[] {
  const source = sources[name] ?? ''
  const rows = source.split('\n').length
  const rowNow = followRows(check.source, source)
  return check.problems.map((problem) => {
    const { line } = problem.position
    // A row that is being typed in keeps its problem until TypeScript has looked again: nothing should flicker.
    const position = { ...problem.position, line: rowNow(line) ?? Math.min(line, rows) }
    // Offsets are of the text that was checked.
    const { fix, ...rest } = problem
    return { ...rest, position, ...(fix && source === check.source && { fix }) }
  })
}

/** TypeScript's numbers for code that it can't read begin with one thousand. */
function isSyntaxProblem({ code }: TypeProblem): boolean {
  return code >= 1000 && code < 2000
}

/** Do a run and TypeScript speak of one mistake? What the run says is what happened, so that is what stays. */
function isSameMistake(problem: Problem, type: TypeProblem, failedToCompile: boolean): boolean {
  // Two parsers lose their way at different places over the same slip.
  if (failedToCompile && isSyntaxProblem(type)) return true
  if (problem.position?.line !== type.position.line) return false
  const said = new Set(problem.title.match(NAMES))
  return namesIn(type.title).some((name) => said.has(name))
}

const NAMES = /[\p{ID_Start}_$][\p{ID_Continue}$-]*/gu

/** Types that messages name again and again, whatever they are about. */
const COMMON: ReadonlySet<string> = new Set(
  'any boolean const let never null number object string undefined unknown void'.split(' '),
)

/** The names that a message of TypeScript puts in quotes. */
function namesIn(message: string): string[] {
  return [...message.matchAll(/'([^']+)'/g)]
    .flatMap(([, quoted = '']) => quoted.match(NAMES) ?? [])
    .filter((name) => !COMMON.has(name))
}
