/** The lesson bar is what can be done with all cells of a lesson at once. */

import { isStale } from '../notebook/notebook.ts'
import { useNotebook } from './lesson-session.ts'
import { Menu, type MenuItem } from './Menu.tsx'
import { useOffline } from './use-offline.ts'

interface LessonBarProps {
  /** The lesson's slug. */
  readonly lesson: string
}

export default function LessonBar({ lesson }: LessonBarProps) {
  const { notebook, session } = useNotebook(lesson)
  const { queue, cells } = notebook
  const names = [...cells.keys()]
  const stale = names.filter((name) => isStale(notebook, name))
  const offline = useOffline(notebook)
  const doing = queue.length > 0 ? runningText(queue, names.length) : offline.courseText
  const items: MenuItem[] = [
    {
      label: 'Run what has changed',
      isDisabled: stale.length === 0,
      onChoose: () => session?.runAll(stale),
    },
    ...offline.items,
  ]
  return (
    <div class="lesson-bar" role="group" aria-label="All cells of this lesson">
      <span class="lesson-state" role="status">
        {doing}
      </span>
      {doing === '' && offline.text !== '' && <span class="lesson-offline">{offline.text}</span>}
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
