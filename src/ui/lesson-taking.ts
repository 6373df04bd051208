/** Lesson taking is what the menu of a lesson offers for taking it, and all other work, along. */

import { type Signal, useSignal } from '@preact/signals'
import type { NotebookSession } from '../browser/notebook-session.ts'
import type { Notebook } from '../notebook/notebook.ts'
import { countText } from '../views/run-text.ts'
import type { MenuItem } from './Menu.tsx'
import { workAddress } from './work-address.ts'

export interface LessonTaking {
  readonly items: readonly MenuItem[]
  /** What was done last, or why it could not be. */
  readonly said: Signal<string>
}

/** @param lesson the lesson's slug */
export function useLessonTaking(
  lesson: string,
  notebook: Notebook,
  session: NotebookSession | undefined,
): LessonTaking {
  const said = useSignal('')
  const attempt = (work: () => Promise<string>) => async () => {
    said.value = ''
    try {
      said.value = await work()
    } catch (error) {
      said.value = `That did not work: ${error instanceof Error ? error.message : String(error)}`
    }
  }
  return {
    said,
    items: [
      {
        label: 'Download this lesson',
        onChoose: attempt(async () => {
          const { takeHome } = await import('../browser/take-home.ts')
          await takeHome(notebook, lesson)
          return `${lesson}.zip is among your downloads.`
        }),
      },
      {
        label: 'Export all my work…',
        onChoose: attempt(async () => {
          const { exportWork } = await import('../browser/work-in-page.ts')
          await session?.drafts.keeper.flush()
          const count = await exportWork()
          return count === 0
            ? 'You have changed nothing yet: the file is empty.'
            : `${countText(count, 'draft')} of all lessons: the file is among your downloads.`
        }),
      },
      {
        label: 'Import work…',
        onChoose: () => location.assign(`${workAddress}#import`),
      },
    ],
  }
}
