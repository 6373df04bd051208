/** The copies of a cell that links have brought, above the cell itself. */

import { useSignal } from '@preact/signals'
import type { ComponentType } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import type { NotebookSession } from '../browser/notebook-session.ts'
import type { LinkedCopy, SharedLinks } from '../browser/shared-links.ts'
import { seedOf, sourcesOf } from '../notebook/notebook.ts'
import { newInCopy } from '../notebook/shared-copy.ts'
import { Action, Notice } from './DraftNotices.tsx'
import type { SharedCopyProps } from './SharedCopy.tsx'

interface SharedCopiesProps {
  /** The cell's file name. */
  readonly name: string
  readonly links: SharedLinks
  /** The reader's own. */
  readonly own: NotebookSession
}

interface Kept {
  /** What was taken over. */
  readonly files: readonly string[]
  readonly undo: () => void
}

export function SharedCopies({ name, links, own }: SharedCopiesProps) {
  const kept = useSignal<Kept | undefined>(undefined)
  const [Copy, setCopy] = useState<ComponentType<SharedCopyProps>>()
  const notice = useRef<HTMLDivElement>(null)
  const copies = links.copies.value.filter(({ shared }) => shared.cell === name)
  const isNeeded = copies.length > 0
  useEffect(() => {
    if (isNeeded) import('./SharedCopy.tsx').then(({ SharedCopy }) => setCopy(() => SharedCopy))
  }, [isNeeded])
  // What was pressed is gone: the focus goes to what it did.
  useEffect(() => {
    if (kept.value) notice.current?.focus()
  }, [kept.value])

  const keep = async (copy: LinkedCopy) => {
    await own.drafts.restored
    const files = takeCopy(copy, own)
    links.close(copy)
    kept.value = {
      files: files.names,
      undo: () => {
        files.undo()
        links.reopen(copy)
        kept.value = undefined
      },
    }
  }
  return (
    <>
      {Copy &&
        copies.map((copy) => (
          <Copy key={copy.link} copy={copy} links={links} own={own} onKeep={() => keep(copy)} />
        ))}
      {kept.value && (
        <div class="notices copy-kept" ref={notice} tabIndex={-1} role="status">
          <Notice>
            {keptText(kept.value.files)}
            <Action label="Undo" onChoose={kept.value.undo} />
            <Action
              label="Hide"
              onChoose={() => {
                kept.value = undefined
              }}
            />
          </Notice>
        </div>
      )}
    </>
  )
}

/** Puts a copy's code and seed in the place of the reader's own, which become versions. Nothing runs. */
function takeCopy({ shared, session }: LinkedCopy, own: NotebookSession) {
  const { cell } = shared
  const fresh = newInCopy(session.notebook.value, own.notebook.value, shared)
  const names = Object.keys(fresh)
  const before = sourcesOf(own.notebook.value)
  const seed = seedOf(own.notebook.value, cell)
  const dials = own.notebook.value.dials.get(cell) ?? {}
  for (const [file, source] of Object.entries(fresh)) own.replace(file, source, 'before-link')
  own.setSeed(cell, seedOf(session.notebook.value, cell))
  own.setDials(cell, session.notebook.value.dials.get(cell) ?? {})
  return {
    names,
    undo: () => {
      for (const file of names) own.replace(file, before[file] ?? '', 'before-swap')
      own.setSeed(cell, seed)
      own.setDials(cell, dials)
    },
  }
}

function keptText(files: readonly string[]): string {
  if (files.length === 0) return 'Its seed and its dials are kept.'
  return `This is your draft of ${files.join(' and ')} now. What you had before is among the versions. Nothing has run.`
}
