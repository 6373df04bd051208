/** An import review shows what a work file holds and what it would change; the reader decides. */

import { useEffect, useRef } from 'preact/hooks'
import type { ImportedDraft } from '../notebook/all-work.ts'
import type { ReadWork } from '../notebook/work-file.ts'
import { countText } from '../views/run-text.ts'
import { visibleText } from '../views/visible-text.ts'
import { momentText } from './draft-words.ts'
import type { ListedLesson } from './listed-lesson.ts'
import { outcomeText, refusalText } from './work-words.ts'

interface ImportReviewProps {
  readonly lessons: readonly ListedLesson[]
  /** The name of the file. */
  readonly name: string
  readonly work: ReadWork
  /** What would happen to each draft, or what has. */
  readonly drafts: readonly ImportedDraft[]
  readonly isDone: boolean
  readonly onImport: () => void
  readonly onClose: () => void
}

export function ImportReview(props: ImportReviewProps) {
  const { lessons, name, work, drafts, isDone, onImport, onClose } = props
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [isDone])
  const titleOf = (slug: string) =>
    lessons.find((lesson) => lesson.slug === slug)?.title ?? visibleText(slug || 'no lesson')
  const count = new Set(drafts.map(({ lesson }) => lesson)).size
  return (
    <section class="import-review" aria-labelledby="import-title">
      <h2 id="import-title" ref={heading} tabIndex={-1}>
        {isDone ? 'What was imported' : 'What is in the file'}
      </h2>
      <p>
        <span class="work-file">{visibleText(name)}</span>, exported {momentText(work.exportedAt)}:{' '}
        {countText(drafts.length, 'draft')} of {countText(count, 'lesson')}.
        {!isDone && ' Nothing has been changed yet, and nothing that you have will be lost.'}
      </p>
      {drafts.length > 0 && (
        <table class="work-table">
          <thead>
            <tr>
              <th scope="col">Lesson</th>
              <th scope="col">Cell</th>
              <th scope="col">Last change</th>
              <th scope="col">{isDone ? 'What happened' : 'What an import does'}</th>
            </tr>
          </thead>
          <tbody>
            {drafts.map(({ lesson, file, outcome }, index) => (
              <tr key={`${lesson}/${file}`}>
                <td>{titleOf(lesson)}</td>
                <td class="work-file">{file}</td>
                <td>{momentText(work.drafts[index]?.record.savedAt ?? 0)}</td>
                <td data-tone={outcome === 'failed' ? 'warn' : undefined}>
                  {outcomeText(outcome, isDone)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {work.refused.length > 0 && (
        <>
          <h3>{isDone ? 'What was refused' : 'What is refused'}</h3>
          <ul class="work-refused">
            {work.refused.map(({ lesson, file, why }, index) => (
              <li key={index}>
                {titleOf(lesson)},{' '}
                <span class="work-file">{visibleText(file) || 'an unnamed cell'}</span>:{' '}
                {refusalText(why)}
              </li>
            ))}
          </ul>
        </>
      )}
      <p class="work-actions">
        {!isDone && drafts.length > 0 && (
          <button type="button" class="button" onClick={onImport}>
            Import {countText(drafts.length, 'draft')}
          </button>
        )}
        <button type="button" class="button quiet" onClick={onClose}>
          {isDone ? 'Done' : 'Cancel'}
        </button>
      </p>
    </section>
  )
}
