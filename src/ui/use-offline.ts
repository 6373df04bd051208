/** What of a lesson is available offline, and what a reader can do about it, for the lesson's bar. */

import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { offlineKeeper } from '../browser/offline-keeper.ts'
import { courseActionText, courseText, offlineText } from '../browser/offline-state.ts'
import { isEdited, type Notebook } from '../notebook/notebook.ts'
import { isActive } from '../notebook/run.ts'
import type { MenuItem } from './Menu.tsx'

interface Offline {
  /** A few quiet words, or none. */
  readonly text: string
  /** What came of the reader's wish to keep the course. */
  readonly courseText: string
  readonly items: readonly MenuItem[]
}

export function useOffline(notebook: Notebook): Offline {
  const state = useSignal(offlineKeeper.state)
  useEffect(() => {
    const listen = (now: typeof state.value) => {
      state.value = now
    }
    listen(offlineKeeper.state)
    return offlineKeeper.listen(listen)
  }, [state])
  const runs = [...notebook.runs].filter(([, run]) => run.id > 0)
  const edited = runs.filter(([name, run]) => isEdited(notebook, name) && !isActive(run))
  const lastEdited = Math.max(0, ...edited.map(([, run]) => run.id))
  const hasRun = runs.length > 0
  useEffect(() => {
    if (hasRun) offlineKeeper.expectEditing()
  }, [hasRun])
  useEffect(() => {
    if (lastEdited > 0) offlineKeeper.noteEditing()
  }, [lastEdited])

  const { course } = state.value
  const chooseCourse = () => {
    if (course?.phase === 'keeping') offlineKeeper.stopKeepingCourse()
    else if (course?.phase === 'kept') offlineKeeper.removeCourse()
    else offlineKeeper.keepCourse()
  }
  return {
    text: offlineText(state.value),
    courseText: course ? courseText(course) : '',
    items: course ? [{ label: courseActionText(course), onChoose: chooseCourse }] : [],
  }
}
