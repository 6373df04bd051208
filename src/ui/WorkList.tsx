/** The work list is what a reader has of every lesson, with the way there. */

import { downloadText } from '../browser/download-text.ts'
import type { Work } from '../notebook/all-work.ts'
import { visibleText } from '../views/visible-text.ts'
import { Action } from './DraftNotices.tsx'
import type { ListedLesson } from './listed-lesson.ts'
import { workText } from './work-words.ts'

interface WorkListProps {
  readonly lessons: readonly ListedLesson[]
  readonly work: readonly Work[]
}

export function WorkList({ lessons, work }: WorkListProps) {
  const slugs = [...new Set(work.map(({ lesson }) => lesson))]
  const order = (slug: string) => {
    const place = lessons.findIndex((lesson) => lesson.slug === slug)
    return place < 0 ? lessons.length : place
  }
  return slugs
    .toSorted((one, other) => order(one) - order(other))
    .map((slug) => {
      const lesson = lessons[order(slug)]
      return (
        <section key={slug} class="work-lesson">
          <h2>{lesson ? <a href={lesson.address}>{lesson.title}</a> : visibleText(slug)}</h2>
          {!lesson && <p class="work-note">This lesson is no longer on the site.</p>}
          <ul class="work-cells">
            {work
              .filter((each) => each.lesson === slug)
              .map((each) => (
                <li key={each.file}>
                  <WorkCell work={each} lesson={lesson} />
                </li>
              ))}
          </ul>
        </section>
      )
    })
}

function WorkCell({ work, lesson }: { work: Work; lesson: ListedLesson | undefined }) {
  const { file, draft, puzzles } = work
  return (
    <>
      {lesson?.cells.includes(file) ? (
        <a class="work-file" href={`${lesson.address}#${file}`}>
          {file}
        </a>
      ) : (
        <span class="work-file">{visibleText(file)}</span>
      )}
      <span class="work-state">{workText(work)}</span>
      {draft && !lesson?.cells.includes(file) && (
        <span class="work-note">
          This cell is no longer there.
          <Action
            label="Download it"
            onChoose={() => downloadText(safeName(file), draft.record.source)}
          />
        </span>
      )}
      {puzzles.map(({ why, value }, index) => (
        <span key={index} class="work-note" data-tone="warn">
          {why === 'newer'
            ? 'A later version of this site has stored something here that this page can’t read.'
            : 'Something that is stored here is damaged. It is left as it is.'}
          <Action
            label="Download it"
            onChoose={() =>
              downloadText(
                `${safeName(file)}.${why}.json`,
                JSON.stringify(value, null, 2) ?? String(value),
              )
            }
          />
        </span>
      ))}
    </>
  )
}

/** What the storage calls a file can be anything. */
function safeName(file: string): string {
  return file.replaceAll(/[^\w.-]/g, '-').slice(0, 80)
}
