/** Your work is all that a reader has in all lessons: to be looked through, taken along, brought back, and deleted. */

import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { openNews } from '../browser/keep-drafts.ts'
import { bringIn, deleteWork, exportWork, putBackWork, readWork } from '../browser/work-in-page.ts'
import {
  type ImportedDraft,
  isWorthKeeping,
  tryImport,
  type Work,
  workIn,
} from '../notebook/all-work.ts'
import { type ReadWork, readWorkFile, refuseLargeFile } from '../notebook/work-file.ts'
import type { WorkContents } from '../notebook/work-storage.ts'
import { countText } from '../views/run-text.ts'
import { visibleText } from '../views/visible-text.ts'
import { Action, Notice } from './DraftNotices.tsx'
import { ImportReview } from './ImportReview.tsx'
import type { ListedLesson } from './listed-lesson.ts'
import { WorkList } from './WorkList.tsx'
import { troubleText } from './work-words.ts'

interface YourWorkProps {
  /** In the order of the course. */
  readonly lessons: readonly ListedLesson[]
}

interface Review {
  /** The name of the file. */
  readonly name: string
  readonly work: ReadWork
  readonly drafts: readonly ImportedDraft[]
  readonly isDone: boolean
}

export function YourWork({ lessons }: YourWorkProps) {
  const work = useSignal<readonly Work[] | undefined>(undefined)
  const said = useSignal('')
  const trouble = useSignal('')
  const review = useSignal<Review | undefined>(undefined)
  const deletion = useSignal<'asked' | WorkContents | undefined>(undefined)
  const isAwake = useSignal(false)
  const chooser = useRef<HTMLInputElement>(null)

  const refresh = async () => {
    work.value = workIn(await readWork()).filter(
      (each) => isWorthKeeping(each) || each.puzzles.length > 0,
    )
  }
  /** Does something, says what came of it, and shows what there is then. */
  const attempt = async (action: () => Promise<string>) => {
    said.value = ''
    trouble.value = ''
    try {
      said.value = await action()
      await refresh()
    } catch (error) {
      trouble.value = troubleText(error)
    }
  }
  useEffect(() => {
    isAwake.value = true
    attempt(async () => '')
    const look = () => refresh().catch(() => {})
    const others = openNews(look)
    addEventListener('pageshow', look)
    return () => {
      others?.close()
      removeEventListener('pageshow', look)
    }
  }, [])

  useEffect(() => {
    if (isAwake.value && location.hash === '#import') chooser.current?.focus()
  }, [isAwake.value])

  const look = (file: File) =>
    attempt(async () => {
      review.value = undefined
      refuseLargeFile(file.size)
      const slugs = lessons.map(({ slug }) => slug)
      const read = readWorkFile(await file.text(), slugs, Date.now())
      const drafts = tryImport(await readWork(), read.drafts, Date.now())
      review.value = { name: file.name, work: read, drafts, isDone: false }
      return ''
    })
  const take = ({ name, work: read }: Review) =>
    attempt(async () => {
      const drafts = await bringIn(read.drafts)
      review.value = { name, work: read, drafts, isDone: true }
      return ''
    })

  const all = work.value ?? []
  const drafts = all.filter(isWorthKeeping).length
  return (
    <div class="your-work">
      <p class="work-actions">
        <button
          type="button"
          class="button"
          disabled={drafts === 0}
          onClick={() => attempt(async () => exportedText(await exportWork()))}
        >
          Export all my work
        </button>
        <label class="button" id="import">
          <input
            ref={chooser}
            type="file"
            class="visually-hidden"
            accept=".json,application/json"
            disabled={!isAwake.value}
            onChange={({ currentTarget }) => {
              const [file] = currentTarget.files ?? []
              // The same file can be chosen again.
              currentTarget.value = ''
              if (file) look(file)
            }}
          />
          Import work…
        </label>
        <button
          type="button"
          class="button quiet"
          disabled={all.length === 0}
          onClick={() => {
            deletion.value = 'asked'
          }}
        >
          Delete everything…
        </button>
      </p>
      <p class="work-said" role="status">
        {said}
      </p>
      <div role="alert">
        {trouble.value && <Notice tone="warn">{visibleText(trouble.value)}</Notice>}
      </div>
      {deletion.value === 'asked' && (
        <div class="notices work-deletion" role="group" aria-label="Delete everything">
          <Notice tone="warn">
            This deletes {countText(drafts, 'draft')} with all earlier texts, in all lessons. It can
            be undone as long as this page is open.
            <Action
              label="Export first"
              onChoose={() => attempt(async () => exportedText(await exportWork()))}
            />
            <Action
              label="Delete everything"
              onChoose={() =>
                attempt(async () => {
                  deletion.value = await deleteWork()
                  return 'Everything is deleted.'
                })
              }
            />
            <Action
              label="Cancel"
              onChoose={() => {
                deletion.value = undefined
              }}
            />
          </Notice>
        </div>
      )}
      {typeof deletion.value === 'object' && (
        <div class="notices work-deletion">
          <Notice>
            Your work is deleted. A lesson that is open in another tab still shows its own, and
            stores it when it is changed.
            <Action
              label="Undo"
              onChoose={() => {
                const removed = deletion.value
                if (typeof removed !== 'object') return
                attempt(async () => {
                  await putBackWork(removed)
                  deletion.value = undefined
                  return 'It is all back.'
                })
              }}
            />
          </Notice>
        </div>
      )}
      {review.value && (
        <ImportReview
          {...review.value}
          lessons={lessons}
          onImport={() => review.value && take(review.value)}
          onClose={() => {
            review.value = undefined
            chooser.current?.focus()
          }}
        />
      )}
      {work.value && all.length === 0 && (
        <p class="work-empty">
          There is nothing yet. Open a lesson and change a cell: it is kept here from the first
          keystroke on.
        </p>
      )}
      <WorkList lessons={lessons} work={all} />
    </div>
  )
}

function exportedText(count: number): string {
  return `${countText(count, 'draft')}: the file is among your downloads.`
}
