/** Gives every cell of a page the one notebook that they share. */

import { type Signal, signal } from '@preact/signals'
import { NotebookSession } from '../browser/notebook-session.ts'
import { type LessonData, notebookOf } from '../notebook/lesson-data.ts'
import type { Notebook } from '../notebook/notebook.ts'

export interface LessonSession {
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
  if (data) return { notebook: signal(notebookOf(data)) }
  let session = sessions.get(slug)
  if (!session) {
    session = openSession()
    sessions.set(slug, session)
  }
  return session
}

function openSession(): LessonSession {
  const element = document.getElementById(LESSON_DATA_ID)
  if (!element?.textContent) throw new Error('This page holds no lesson.')
  const data: LessonData = JSON.parse(element.textContent)
  const session = new NotebookSession(notebookOf(data), element.dataset.programs ?? '')
  return { notebook: session.notebook, session }
}
