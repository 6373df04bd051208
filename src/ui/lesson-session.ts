/** Gives every cell of a page the one notebook that they share. */

import { type Signal, signal } from '@preact/signals'
import type { EditedLesson } from '../browser/code-editor.ts'
import { NotebookSession } from '../browser/notebook-session.ts'
import type { TypeCheck } from '../notebook/cell-problems.ts'
import { type LessonData, notebookOf } from '../notebook/lesson-data.ts'
import type { Notebook } from '../notebook/notebook.ts'
import type { SourcePosition } from '../telemetry/source-position.ts'

export interface LessonSession {
  readonly notebook: Signal<Notebook>
  /** What TypeScript said last, by cell. */
  readonly typeChecks: Signal<ReadonlyMap<string, TypeCheck>>
  /** Where the reader asked to be taken. The cell that takes them there clears it. */
  readonly destination: Signal<SourcePosition | undefined>
  /** Absent while the page is being built. */
  readonly session?: NotebookSession
  /** What editors work on; absent while the page is being built. */
  readonly edited?: EditedLesson
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
  if (data) return { notebook: signal(notebookOf(data)), ...nothingYet() }
  let session = sessions.get(slug)
  if (!session) {
    session = openSession()
    sessions.set(slug, session)
  }
  return session
}

function nothingYet() {
  return {
    typeChecks: signal<ReadonlyMap<string, TypeCheck>>(new Map()),
    destination: signal<SourcePosition | undefined>(undefined),
  }
}

function openSession(): LessonSession {
  const element = document.getElementById(LESSON_DATA_ID)
  if (!element?.textContent) throw new Error('This page holds no lesson.')
  const data: LessonData = JSON.parse(element.textContent)
  const session = new NotebookSession(notebookOf(data), element.dataset.programs ?? '')
  const { typeChecks, destination } = nothingYet()
  const edited: EditedLesson = {
    notebook: session.notebook,
    typeChecks,
    edit: (name, source) => session.edit(name, source),
    run: (name) => session.run(name),
    visit: (place) => {
      destination.value = place
      // A cell far away comes alive only when it is seen.
      document.getElementById(place.file)?.scrollIntoView({ block: 'nearest' })
    },
  }
  return { notebook: session.notebook, typeChecks, destination, session, edited }
}
