/** The work storage is what can be done with a reader's drafts of all lessons at once. */

import type { DraftStorage, StoredJournalEntry, StoredSlot } from './draft-storage.ts'

export interface WorkStorage extends Pick<DraftStorage, 'updateFile'> {
  /** @throws StorageFailure, as do all the others */
  readAll(): Promise<WorkContents>
  /** Removes the drafts of all lessons, those too that can't be read. */
  removeAll(): Promise<void>
}

/** All that lies in the storage, for whatever lesson and file. */
export interface WorkContents {
  readonly slots: readonly OfLesson<StoredSlot>[]
  readonly journal: readonly OfLesson<StoredJournalEntry>[]
}

export type OfLesson<Stored> = Stored & { readonly lesson: string }
