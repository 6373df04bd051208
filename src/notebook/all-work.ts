/** All work is what a reader has in all lessons together: to be looked through, taken along, brought back, and deleted. */

import type { DraftRecord } from './draft-record.ts'
import { StorageFailure } from './draft-storage.ts'
import { type ImportOutcome, importDraft, ownDraft } from './import-draft.ts'
import type { Puzzle } from './settle-file.ts'
import type { ReadDraft, StoredDraft } from './stored-draft.ts'
import type { WorkContents, WorkStorage } from './work-storage.ts'

/** What a reader has of one file of one lesson. */
export interface Work {
  readonly lesson: string
  readonly file: string
  /** Absent if nothing of it can be read. */
  readonly draft?: ReadDraft
  readonly puzzles: readonly Puzzle[]
}

export interface ImportedDraft {
  readonly lesson: string
  readonly file: string
  /** `failed`: the storage did not take it. */
  readonly outcome: ImportOutcome | 'failed'
}

/** By lesson and file, in the order of their names. */
export function workIn(contents: WorkContents): Work[] {
  const places = new Map(
    [...contents.slots, ...contents.journal].map(({ lesson, file }) => [
      JSON.stringify([lesson, file]),
      { lesson, file },
    ]),
  )
  return [...places.values()].toSorted(byName).map(({ lesson, file }) => {
    const { own, puzzles } = ownDraft(contentsFor(contents, lesson, file), lesson, file)
    return { lesson, file, ...(own && { draft: own }), puzzles }
  })
}

/** Is there anything in it that the reader would miss: a text that is not the author's, or versions? */
export function isWorthKeeping({ draft }: Work): boolean {
  if (!draft) return false
  const { source, original, versions } = draft.record
  return source !== original || versions.length > 0
}

/** What an import would do, without doing it. @param now milliseconds since the Unix epoch */
export function tryImport(
  contents: WorkContents,
  drafts: readonly ReadDraft[],
  now: number,
): ImportedDraft[] {
  return drafts.map((draft) => {
    const { lesson, file } = draft.record
    const { outcome } = importDraft(contentsFor(contents, lesson, file), draft, now)
    return { lesson, file, outcome }
  })
}

/**
 * Imports drafts one after another. One that the storage does not take changes nothing about the others.
 * @param now milliseconds since the Unix epoch
 * @param onStored told of every record that is stored now
 */
export async function importWork(
  storage: WorkStorage,
  drafts: readonly ReadDraft[],
  now: number,
  onStored: (record: DraftRecord) => void,
): Promise<ImportedDraft[]> {
  const imported: ImportedDraft[] = []
  for (const draft of drafts) {
    const { lesson, file } = draft.record
    let outcome: ImportedDraft['outcome'] = 'failed'
    try {
      let record: DraftRecord | undefined
      await storage.updateFile(lesson, file, (found) => {
        const merged = importDraft(found, draft, now)
        outcome = merged.outcome
        record = merged.record
        return merged.write
      })
      if (record) onStored(record)
    } catch (error) {
      if (!(error instanceof StorageFailure)) throw error
      outcome = 'failed'
    }
    imported.push({ lesson, file, outcome })
  }
  return imported
}

/**
 * Puts back what was deleted, beside what has come since.
 * @param removed what lay in the storage before
 * @param now milliseconds since the Unix epoch
 * @throws StorageFailure
 */
export async function restoreWork(
  storage: WorkStorage,
  removed: WorkContents,
  now: number,
  onStored: (record: DraftRecord) => void,
): Promise<void> {
  for (const { lesson, file, draft, puzzles } of workIn(removed)) {
    const unreadable = new Set(puzzles.map(({ slot }) => slot))
    let isEmpty: boolean | undefined
    for (const { slot, value } of contentsFor(removed, lesson, file).slots) {
      await storage.updateFile(lesson, file, ({ slots }) => {
        isEmpty ??= slots.length === 0
        const isFree = !slots.some((taken) => taken.slot === slot)
        // As it was, whatever it is. What can be read is merged below, if something has come in its place.
        const isPut = isFree && (isEmpty || unreadable.has(slot))
        return { drop: [], ...(isPut && { put: { slot, draft: value as StoredDraft } }) }
      })
    }
    if (!draft) continue
    await storage.updateFile(lesson, file, (found) => {
      const { write, record } = importDraft(found, draft, now)
      onStored(record)
      return write
    })
  }
}

function contentsFor({ slots, journal }: WorkContents, lesson: string, file: string) {
  const isThere = (place: { readonly lesson: string; readonly file: string }) =>
    place.lesson === lesson && place.file === file
  return { slots: slots.filter(isThere), journal: journal.filter(isThere) }
}

function byName(
  one: { readonly lesson: string; readonly file: string },
  other: { readonly lesson: string; readonly file: string },
): number {
  if (one.lesson !== other.lesson) return one.lesson < other.lesson ? -1 : 1
  return one.file < other.file ? -1 : 1
}
