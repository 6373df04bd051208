/** Importing a draft brings a text from a work file to where a reader may have one already: whatever is there is kept. */

import type { DraftRecord } from './draft-record.ts'
import type { FileContents, FileWrite } from './draft-storage.ts'
import { keepVersion } from './draft-versions.ts'
import { mergeDraft } from './merge-draft.ts'
import { type FileReading, readFileContents, settleFile } from './settle-file.ts'
import { type ReadDraft, readStored, sealDraft } from './stored-draft.ts'
import { extendTrail } from './undo-trail.ts'

export type ImportOutcome =
  /** The reader had no text of this file. */
  | 'new'
  /** The reader's text is the same; earlier ones may have been added to it. */
  | 'same'
  /** The reader's text stays, because the imported one is among those that led to it. It is a version at least. */
  | 'kept'
  /** It is the text now; the one that the reader had is a version of it. */
  | 'taken'

export interface Imported {
  readonly outcome: ImportOutcome
  readonly write: FileWrite
  /** What counts now. */
  readonly record: DraftRecord
}

/**
 * @param found what lies in the storage for that file
 * @param now milliseconds since the Unix epoch
 */
export function importDraft(found: FileContents, incoming: ReadDraft, now: number): Imported {
  const { lesson, file } = incoming.record
  const { own, slot, drop } = ownDraft(found, lesson, file)
  const outcome = outcomeOf(own?.record, incoming.record)
  const record =
    outcome === 'new' || outcome === 'taken'
      ? taking(own?.record, incoming.record, now)
      : keeping(own?.record as DraftRecord, incoming.record)
  if (own && record === own.record) return { outcome, record, write: { drop: [] } }
  const trail = extendTrail((own ?? incoming).trail, record.source)
  return { outcome, record, write: { drop, put: { slot, draft: sealDraft({ record, trail }) } } }
}

/** What the reader has of a file, also what a page that ended has left behind. */
export function ownDraft(
  found: FileContents,
  lesson: string,
  file: string,
): Pick<FileReading, 'slot' | 'puzzles'> & {
  readonly own: ReadDraft | undefined
  readonly drop: readonly string[]
} {
  const { draft, slot, puzzles } = readFileContents(found, lesson, file)
  // No page has this name, so that all of the journal counts.
  const { write } = settleFile(found, lesson, file, '')
  const settled = write.put && readStored(write.put.draft, lesson, file)
  return {
    own: typeof settled === 'object' ? settled : draft,
    slot,
    puzzles,
    drop: write.drop,
  }
}

function outcomeOf(own: DraftRecord | undefined, incoming: DraftRecord): ImportOutcome {
  if (!own) return 'new'
  if (own.source === incoming.source) return 'same'
  const isIncomingEdited = incoming.source !== incoming.original
  if (!isIncomingEdited || isVersion(own, incoming.source)) return 'kept'
  return own.source === own.original ? 'new' : 'taken'
}

function taking(own: DraftRecord | undefined, incoming: DraftRecord, now: number): DraftRecord {
  const { lesson, file, source, original, versions } = incoming
  const isOwnEdited = own && own.source !== own.original
  const put = isOwnEdited
    ? [{ source: own.source, savedAt: now, reason: 'before-import' as const }]
    : []
  return mergeDraft(lesson, file, own, {
    source,
    original,
    savedAt: isOwnEdited ? now : incoming.savedAt,
    earlier: 'typing',
    base: { revision: own?.revision ?? 0, source: own?.source ?? original },
    versions: [...versions, ...put],
  }).record
}

/** @returns the same record if nothing is added to it */
function keeping(own: DraftRecord, { versions }: DraftRecord): DraftRecord {
  const added = versions.filter(({ source }) => source !== own.source && !isVersion(own, source))
  if (added.length === 0) return own
  return { ...own, revision: own.revision + 1, versions: added.reduce(keepVersion, own.versions) }
}

function isVersion({ versions }: DraftRecord, text: string): boolean {
  return versions.some(({ source }) => source === text)
}
