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
  const interest = interestIn(notebook)
  useEffect(() => {
    if (interest > 0) offlineKeeper.expectEditing()
  }, [interest])

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

/** 0 for who only reads, 1 after the first run, 2 when edited code has run: then all that editing takes has been loaded. */
function interestIn(notebook: Notebook): number {
  const ran = [...notebook.runs].filter(([, run]) => run.id > 0)
  if (ran.some(([name, run]) => isEdited(notebook, name) && !isActive(run))) return 2
  return ran.length > 0 ? 1 : 0
}
