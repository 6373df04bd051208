/** The lesson bar is what can be done with all cells of a lesson at once. */

import { isStale } from '../notebook/notebook.ts'
import { useNotebook } from './lesson-session.ts'
import { Menu, type MenuItem } from './Menu.tsx'

interface LessonBarProps {
  /** The lesson's slug. */
  readonly lesson: string
}

export default function LessonBar({ lesson }: LessonBarProps) {
  const { notebook, session } = useNotebook(lesson)
  const { queue, cells } = notebook
  const names = [...cells.keys()]
  const stale = names.filter((name) => isStale(notebook, name))
  const items: MenuItem[] = [
    {
      label: 'Run what has changed',
      isDisabled: stale.length === 0,
      onChoose: () => session?.runAll(stale),
    },
  ]
  return (
    <div class="lesson-bar" role="group" aria-label="All cells of this lesson">
      <span class="lesson-state" role="status">
        {queue.length > 0 ? runningText(queue, names.length) : ''}
      </span>
      <span class="cell-actions">
        {queue.length > 0 ? (
          <button type="button" class="button" onClick={() => session?.stopAll()}>
            <span aria-hidden="true">■ </span>Stop all
          </button>
        ) : (
          <button
            type="button"
            class="button"
            onPointerEnter={() => session?.expectRun()}
            onFocus={() => session?.expectRun()}
            onClick={() => session?.runAll(names)}
          >
            <span aria-hidden="true">▸ </span>Run all
          </button>
        )}
        <Menu label="More for this lesson" items={items} />
      </span>
    </div>
  )
}

function runningText([current, ...waiting]: readonly string[], all: number): string {
  if (waiting.length === 0) return `running ${current}, the last one`
  return `running ${current}, ${waiting.length} of ${all} to come`
}
