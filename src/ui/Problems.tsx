/** What is wrong with a cell, in words, with a way to the line. */

import type { Signal } from '@preact/signals'
import type { Problem } from '../sandbox/explain.ts'
import type { Selection } from '../views/selection.ts'
import { visibleText } from '../views/visible-text.ts'
import { SourcePlace } from './SourcePlace.tsx'

interface ProblemsProps {
  readonly problems: readonly Problem[]
  /** The file of the cell. */
  readonly file: string
  readonly selection: Signal<Selection | undefined>
  /** A run ended with them, or TypeScript found them while somebody typed. Only the former are announced. */
  readonly from: 'run' | 'types'
}

export function Problems({ problems, file, selection, from }: ProblemsProps) {
  if (problems.length === 0) return null
  return (
    <div class="problems" role={from === 'run' ? 'alert' : undefined}>
      {from === 'types' && <p>TypeScript objects. The cell runs all the same.</p>}
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
        {position && <SourcePlace position={position} file={file} selection={selection} />}{' '}
        {visibleText(title)}
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
