/** What is wrong with a cell, in words: what its run ended with, and then what TypeScript objects to. */

import type { CellProblems, Fix, TypeProblem } from '../notebook/cell-problems.ts'
import type { Problem } from '../sandbox/explain.ts'
import type { SourcePosition } from '../telemetry/source-position.ts'
import { visibleText } from '../views/visible-text.ts'
import { labAddress } from './lab-address.ts'

interface ProblemsProps {
  readonly problems: CellProblems
  /** The file of the cell: places in it need no file name. */
  readonly file: string
  /** Takes the reader to a place in a cell. */
  readonly onVisit: (position: SourcePosition) => void
  readonly onFix: (fix: Fix) => void
}

export function Problems({ problems, file, onVisit, onFix }: ProblemsProps) {
  const { fromRun, fromTypes } = problems
  if (fromRun.length === 0 && fromTypes.length === 0) return null
  const where = { file, onVisit }
  return (
    <section class="problems" aria-label={`Problems of ${file}`}>
      {/* A run's end is announced; what TypeScript says while somebody types is not. */}
      {fromRun.length > 0 && (
        <div role="alert">
          <ul>
            {fromRun.map((problem, index) => (
              <li key={`${problem.title} ${index}`}>
                <RunProblem problem={problem} {...where} />
              </li>
            ))}
          </ul>
        </div>
      )}
      {fromTypes.length > 0 && (
        <>
          <p>
            {fromRun.length > 0
              ? 'TypeScript also objects:'
              : 'TypeScript objects. The cell runs all the same.'}
          </p>
          <ul>
            {fromTypes.map((problem, index) => (
              <li key={`${problem.title} ${index}`}>
                <TypeProblemText problem={problem} {...where} onFix={onFix} />
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}

type WhereProps = Pick<ProblemsProps, 'file' | 'onVisit'>

function RunProblem({ problem, file, onVisit }: { readonly problem: Problem } & WhereProps) {
  const { title, advice, position, trail = [] } = problem
  const where = { file, onVisit }
  return (
    <>
      <strong>
        {position && <Place position={position} {...where} />} {visibleText(title)}
      </strong>
      {advice && <p>{advice}</p>}
      {trail.length > 0 && (
        <p class="trail">
          On the way:{' '}
          {trail.map((place, index) => (
            <>
              {index > 0 && ', '}
              <Place position={place} {...where} />
            </>
          ))}
          .
        </p>
      )}
    </>
  )
}

interface TypeProblemTextProps extends WhereProps {
  readonly problem: TypeProblem
  readonly onFix: (fix: Fix) => void
}

function TypeProblemText({ problem, file, onVisit, onFix }: TypeProblemTextProps) {
  const { title, advice, position, fix } = problem
  return (
    <>
      <strong>
        <Place position={position} file={file} onVisit={onVisit} /> {visibleText(title)}
      </strong>
      {fix && (
        <>
          {' '}
          <button type="button" class="link" onClick={() => onFix(fix)}>
            {fix.title}
          </button>
        </>
      )}
      {advice && <p>{advice}</p>}
    </>
  )
}

/** The way to a place: into the code of this cell or of another one, or to the source of the lab. */
function Place({ position, file, onVisit }: { readonly position: SourcePosition } & WhereProps) {
  const { file: target, line } = position
  if (target.startsWith('@lab/')) {
    return <a href={labAddress(target, line)}>{`${target}, line ${line}`}</a>
  }
  return (
    <button type="button" class="link" onClick={() => onVisit(position)}>
      {target === file ? `line ${line}` : `in ${target}, line ${line}`}
    </button>
  )
}
