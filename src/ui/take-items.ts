/** Take items are what the menu of a cell offers for taking it along, and for trying it with other luck. */

import type { Signal } from '@preact/signals'
import type { NotebookSession } from '../browser/notebook-session.ts'
import { type Lens, MAX_SEED } from '../lesson/cell.ts'
import { type Notebook, seedOf, sourcesOf } from '../notebook/notebook.ts'
import { shareCell } from '../notebook/shared-copy.ts'
import type { MenuItem } from './Menu.tsx'
import type { Clipboard } from './use-clipboard.ts'

interface TakeOptions {
  /** The lesson's slug. */
  readonly lesson: string
  /** The cell's file name. */
  readonly name: string
  readonly notebook: Notebook
  readonly session: NotebookSession | undefined
  /** What the output is looked at with. */
  readonly lens: Signal<Lens>
  readonly clipboard: Clipboard
}

interface TakeItems {
  readonly copy: readonly MenuItem[]
  readonly seed: readonly MenuItem[]
  /** Downloads all of the lesson. */
  readonly onDownload: () => void
}

export function takeItems(options: TakeOptions): TakeItems {
  const { lesson, name, notebook, session, lens, clipboard } = options
  const own = notebook.cells.get(name)?.seed ?? 0
  const seed = seedOf(notebook, name)
  const next = seed < MAX_SEED ? seed + 1 : 0
  const runWith = (other: number) => {
    session?.setSeed(name, other)
    session?.run(name)
  }
  const linkTo = async () => {
    const { addressOf } = await import('../browser/shared-links.ts')
    return addressOf(shareCell(notebook, lesson, name, lens.value))
  }
  return {
    copy: [
      {
        label: 'Copy the code',
        onChoose: () => clipboard.copy('The code', sourcesOf(notebook)[name] ?? ''),
      },
      {
        label: 'Copy a link to this cell',
        onChoose: () => clipboard.copy('The link', linkTo()),
      },
    ],
    seed: [
      { label: `Run with another seed: ${next}`, onChoose: () => runWith(next) },
      ...(seed === own
        ? []
        : [{ label: `Run with the lesson’s seed: ${own}`, onChoose: () => runWith(own) }]),
    ],
    onDownload: async () => {
      const { takeHome } = await import('../browser/take-home.ts')
      await takeHome(notebook, lesson)
    },
  }
}
