/** The lesson bar is what can be done with all cells of a lesson at once. */

import { changedCells, isStale } from '../notebook/notebook.ts'
import { countText } from '../views/run-text.ts'
import { LessonNotices } from './LessonNotices.tsx'
import { LinkProblem } from './LinkProblem.tsx'
import { useKeptDrafts, useNotebook, useSharedLinks } from './lesson-session.ts'
import { useLessonTaking } from './lesson-taking.ts'
import { Menu, type MenuItem } from './Menu.tsx'
import { useOffline } from './use-offline.ts'

interface LessonBarProps {
  /** The lesson's slug. */
  readonly lesson: string
}

export default function LessonBar({ lesson }: LessonBarProps) {
  const { notebook, session } = useNotebook(lesson)
  const kept = useKeptDrafts(lesson)
  const { queue, cells, drafts, takenAway } = notebook
  const links = useSharedLinks(lesson)
  const taking = useLessonTaking(lesson, notebook, session)
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
    {
      label: 'Reset the lesson',
      isDisabled: changedCells(notebook).length === 0,
      onChoose: () => session?.resetLesson(),
    },
    ...taking.items,
    ...offline.items,
  ]
  const reset = [...takenAway].filter(([, { by }]) => by === 'lesson').map(([name]) => name)
  return (
    <>
      <div class="lesson-bar" role="group" aria-label="All cells of this lesson">
        <span class="lesson-state" role="status">
          {doing}
        </span>
        {doing === '' && drafts.size > 0 && !kept?.failure && (
          <span class="lesson-drafts">
            {countText(drafts.size, 'cell')} changed, kept in this browser only
          </span>
        )}
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
      {session && kept && <LessonNotices session={session} kept={kept} reset={reset} />}
      <p class="lesson-said" role="status">
        {taking.said}
      </p>
      {links && <LinkProblem links={links} />}
    </>
  )
}

function runningText([current, ...waiting]: readonly string[], all: number): string {
  if (waiting.length === 0) return `running ${current}, the last one`
  return `running ${current}, ${waiting.length} of ${all} to come`
}
