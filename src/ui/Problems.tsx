/** What went wrong in a run, in words, with a way to the line. */

import type { Signal } from '@preact/signals'
import type { Problem } from '../sandbox/explain.ts'
import type { SourcePosition } from '../telemetry/source-position.ts'
import type { Selection } from '../views/selection.ts'

interface ProblemsProps {
  readonly problems: readonly Problem[]
  /** The file of the cell: places in it need no file name. */
  readonly file: string
  readonly selection: Signal<Selection | undefined>
}

export function Problems({ problems, file, selection }: ProblemsProps) {
  if (problems.length === 0) return null
  const place = (position: SourcePosition) => (
    <Place position={position} file={file} selection={selection} />
  )
  return (
    <ul class="problems" role="alert">
      {problems.map((problem) => (
        <li key={`${problem.title}${problem.position?.line}`}>
          <strong>
            {problem.position && place(problem.position)} {problem.title}
          </strong>
          {problem.advice && <p>{problem.advice}</p>}
          {problem.trail && problem.trail.length > 0 && (
            <p class="trail">
              on the way from{' '}
              {problem.trail.map((position, index) => (
                <>
                  {index > 0 && ', '}
                  {place(position)}
                </>
              ))}
            </p>
          )}
        </li>
      ))}
    </ul>
  )
}

interface PlaceProps {
  readonly position: SourcePosition
  readonly file: string
  readonly selection: Signal<Selection | undefined>
}

function Place({ position, file, selection }: PlaceProps) {
  const text =
    position.file === file ? `line ${position.line}` : `${position.file}:${position.line}`
  return (
    <button
      type="button"
      class="link"
      onClick={() => {
        selection.value = { kind: 'source', file: position.file, row: position.line }
      }}
    >
      {text}
    </button>
  )
}
