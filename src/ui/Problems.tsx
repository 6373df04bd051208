/** What is wrong with a cell, in words, with a way to the line. */

import type { Signal } from '@preact/signals'
import type { Problem } from '../sandbox/explain.ts'
import type { Selection } from '../views/selection.ts'
import { SourcePlace } from './SourcePlace.tsx'

interface ProblemsProps {
  readonly problems: readonly Problem[]
  /** The file of the cell. */
  readonly file: string
  readonly selection: Signal<Selection | undefined>
  /** They came with a run, and so are announced; what TypeScript finds while one types is not. */
  readonly isNews?: boolean
}

export function Problems({ problems, file, selection, isNews = false }: ProblemsProps) {
  if (problems.length === 0) return null
  return (
    <div class="problems" role={isNews ? 'alert' : undefined}>
      <ul>
        {problems.map((problem) => (
          <li key={`${problem.title} ${problem.position?.line}`}>
            <ProblemText problem={problem} file={file} selection={selection} />
          </li>
        ))}
      </ul>
    </div>
  )
}

interface ProblemTextProps {
  readonly problem: Problem
  readonly file: string
  readonly selection: Signal<Selection | undefined>
}

function ProblemText({ problem, file, selection }: ProblemTextProps) {
  const { title, advice, position, trail = [] } = problem
  return (
    <>
      <strong>
        {position && <SourcePlace position={position} file={file} selection={selection} />} {title}
      </strong>
      {advice && <p>{advice}</p>}
      {trail.length > 0 && (
        <p class="trail">
          On the way:{' '}
          {trail.map((place, index) => (
            <>
              {index > 0 && ', '}
              <SourcePlace position={place} file={file} selection={selection} />
            </>
          ))}
          .
        </p>
      )}
    </>
  )
}
