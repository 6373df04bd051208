/** The draft storage is what keeping drafts needs of the platform: a few records under keys, and transactions. */

import type { JournalEntry } from './journal-entry.ts'
import type { RunMark } from './run-mark.ts'
import type { StoredDraft } from './stored-draft.ts'

/**
 * A file has one record, in its slot 0. If that can't be read, it stays as it is, and the next slot is used.
 * All of what a storage gives back is unknown: somebody else may have written it.
 */
export interface DraftStorage {
  /** @throws StorageFailure, as do all the others */
  readLesson(lesson: string): Promise<LessonContents>
  readFile(lesson: string, file: string): Promise<FileContents>
  /**
   * Reads what lies there for a file and writes what the function makes of it, in one transaction: nobody else writes in
   * between. Resolves when the transaction has completed; journal entries may be dropped a little later.
   */
  updateFile(
    lesson: string,
    file: string,
    change: (found: FileContents) => FileWrite,
  ): Promise<void>
  /** Writes without reading first and without an answer: the page may end at this very moment. */
  writeJournal(entries: readonly JournalEntry[]): void
  removeSlot(lesson: string, file: string, slot: number): Promise<void>
  setMark(mark: RunMark): Promise<void>
  clearMark(id: string): Promise<void>
}

export interface LessonContents extends FileContents {
  readonly marks: readonly unknown[]
}

export interface FileContents {
  readonly slots: readonly StoredSlot[]
  readonly journal: readonly StoredJournalEntry[]
}

export interface StoredSlot {
  readonly file: string
  readonly slot: number
  readonly value: unknown
}

export interface StoredJournalEntry {
  readonly file: string
  readonly id: string
  readonly value: unknown
}

export interface FileWrite {
  readonly put?: { readonly slot: number; readonly draft: StoredDraft }
  /** Journal entries that are no longer needed. */
  readonly drop: readonly string[]
}

/** Why nothing could be stored. */
export type FailureReason =
  /** The browser gives no more room. */
  | 'full'
  /** There is no storage, or it is switched off. */
  | 'unavailable'
  /** Another tab holds an older form of it open. */
  | 'blocked'
  /** A later version of the site has changed its form. */
  | 'outdated'
  /** Nothing happened for a while. */
  | 'no-answer'
  /** It came back other than it was written. */
  | 'misread'
  | 'unknown'

export class StorageFailure extends Error {
  readonly reason: FailureReason

  constructor(reason: FailureReason, message: string = reason) {
    super(message)
    this.name = 'StorageFailure'
    this.reason = reason
  }
}
