/** Gives every cell of a page the one notebook that they share. */

import { type Signal, signal, useSignal } from '@preact/signals'
import { useLayoutEffect } from 'preact/hooks'
import { NotebookSession } from '../browser/notebook-session.ts'
import { type LessonData, notebookOf } from '../notebook/lesson-data.ts'
import type { Notebook } from '../notebook/notebook.ts'

export interface LessonSession {
  /** As the page was built. */
  readonly built: Notebook
  readonly notebook: Signal<Notebook>
  /** Absent while the page is being built. */
  readonly session?: NotebookSession
}

/** The element of the page that holds the lesson's data, and where its compiled cells lie. */
export const LESSON_DATA_ID = 'lesson-data'

const provided = new Map<string, LessonData>()
const sessions = new Map<string, LessonSession>()

/** At build time: makes a lesson known, so that its cells can be rendered. */
export function provideLesson(data: LessonData): void {
  provided.set(data.slug, data)
}

export function lessonSession(slug: string): LessonSession {
  const data = provided.get(slug)
  if (data) {
    const built = notebookOf(data)
    return { built, notebook: signal(built) }
  }
  let session = sessions.get(slug)
  if (!session) {
    session = openSession()
    sessions.set(slug, session)
  }
  return session
}

/**
 * The lesson's notebook, for a component. An island wakes late, and what it wakes to has to look as it was built, or the
 * two would not fit together; so that is what it draws first.
 */
export function useNotebook(slug: string): { notebook: Notebook; session?: NotebookSession } {
  const { built, notebook, session } = lessonSession(slug)
  const isAwake = useSignal(false)
  useLayoutEffect(() => {
    isAwake.value = true
  }, [isAwake])
  return { notebook: isAwake.value ? notebook.value : built, ...(session && { session }) }
}

function openSession(): LessonSession {
  const element = document.getElementById(LESSON_DATA_ID)
  if (!element?.textContent) throw new Error('This page holds no lesson.')
  const data: LessonData = JSON.parse(element.textContent)
  const built = notebookOf(data)
  const session = new NotebookSession(built, element.dataset.programs ?? '')
  return { built, notebook: session.notebook, session }
}
