/** Gives every cell of a page the one notebook that they share. */

import { type Signal, signal, useSignal } from '@preact/signals'
import { useLayoutEffect } from 'preact/hooks'
import type { EditedLesson } from '../browser/code-editor.ts'
import { NotebookSession } from '../browser/notebook-session.ts'
import type { SharedLinks } from '../browser/shared-links.ts'
import { isShareLink } from '../notebook/is-share-link.ts'
import type { KeptDrafts } from '../notebook/kept-drafts.ts'
import { type LessonData, notebookOf } from '../notebook/lesson-data.ts'
import type { Notebook } from '../notebook/notebook.ts'
import type { SourcePosition } from '../telemetry/source-position.ts'
import { LESSON_DATA_ID } from './lesson-data-id.ts'

export interface LessonSession {
  /** As the page was built. */
  readonly built: Notebook
  readonly notebook: Signal<Notebook>
  /** Absent while the page is being built. */
  readonly session?: NotebookSession
  /** What links have brought, as soon as one has come. */
  readonly links?: Signal<SharedLinks | undefined>
  /** What editors work on; absent while the page is being built. */
  readonly edited?: EditedPage
}

/** The lesson as the editors of a page know it. */
export interface EditedPage extends EditedLesson {
  /** Where the reader asked to be taken. The cell that takes them there clears it. */
  readonly destination: Signal<SourcePosition | undefined>
}

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
    session = openSession(slug)
    sessions.set(slug, session)
  }
  return session
}

/**
 * The lesson's notebook, for a component. An island wakes late, and what it wakes to has to look as it was built, or the
 * two would not fit together; so that is what it draws first.
 */
export function useNotebook(slug: string): LessonInUse {
  const { built, notebook, session, edited } = lessonSession(slug)
  const isAwake = useSignal(false)
  useLayoutEffect(() => {
    isAwake.value = true
  }, [isAwake])
  return { notebook: isAwake.value ? notebook.value : built, session, edited }
}

type LessonInUse = Pick<LessonSession, 'session' | 'edited'> & { readonly notebook: Notebook }

/** What links have brought to this page. While the page is being built, and until an island is awake, nothing. */
export function useSharedLinks(slug: string): SharedLinks | undefined {
  const { links } = lessonSession(slug)
  const isAwake = useSignal(false)
  useLayoutEffect(() => {
    isAwake.value = true
  }, [isAwake])
  return isAwake.value ? links?.value : undefined
}

/** How the lesson's drafts are kept. While the page is being built, and until an island is awake, nobody knows. */
export function useKeptDrafts(slug: string): KeptDrafts | undefined {
  const { session } = lessonSession(slug)
  const isAwake = useSignal(false)
  useLayoutEffect(() => {
    isAwake.value = true
  }, [isAwake])
  return isAwake.value ? session?.drafts.kept.value : undefined
}

function openSession(slug: string): LessonSession {
  const element = document.getElementById(LESSON_DATA_ID)
  if (!element?.textContent) throw new Error('This page holds no lesson.')
  const data: LessonData = JSON.parse(element.textContent)
  const built = notebookOf(data)
  const programs = element.dataset.programs ?? ''
  const session = new NotebookSession(slug, built, programs)
  const links = signal<SharedLinks | undefined>(undefined)
  whenLinked(async () => {
    const { SharedLinks } = await import('../browser/shared-links.ts')
    links.value = new SharedLinks(slug, built, programs)
  })
  return { built, notebook: session.notebook, session, links, edited: editedBy(session) }
}

/** Calls back when the address of the page is a share link for the first time. */
function whenLinked(callback: () => void): void {
  const end = new AbortController()
  const look = () => {
    if (!isShareLink(location.hash)) return
    end.abort()
    callback()
  }
  addEventListener('hashchange', look, { signal: end.signal })
  look()
}

function editedBy(session: NotebookSession): EditedPage {
  const destination = signal<SourcePosition | undefined>(undefined)
  return {
    notebook: session.notebook,
    typeChecks: signal(new Map()),
    destination,
    edit: (name, source) => session.edit(name, source),
    run: (name) => session.run(name),
    visit: (place) => {
      const target = document.getElementById(place.file)
      if (target instanceof HTMLDetailsElement) {
        showFile(target, place)
        return
      }
      destination.value = place
      // A cell far away comes alive only when it is seen.
      target?.scrollIntoView({ block: 'nearest' })
    },
  }
}

/** A file beside the cells is only read: it stands at the end of the lesson. */
function showFile(file: HTMLDetailsElement, { line }: SourcePosition): void {
  file.open = true
  file.querySelector('pre')?.focus({ preventScroll: true })
  file.querySelectorAll('.line')[line - 1]?.scrollIntoView({ block: 'center' })
}
