/** Kept drafts are what a reader can be told about the keeping of a lesson's drafts. */

import type { DraftVersion } from './draft-record.ts'
import type { FailureReason } from './draft-storage.ts'
import type { Puzzle } from './settle-file.ts'

export interface KeptDrafts {
  /** Before that, nobody knows whether there are drafts. */
  readonly isLoaded: boolean
  /** Why the drafts could not be looked up, if they could not. */
  readonly failure?: FailureReason
  readonly files: ReadonlyMap<string, KeptFile>
  /** Drafts of files that the lesson no longer has. */
  readonly orphans: readonly OrphanedDraft[]
}

export interface KeptFile {
  readonly save: SaveState
  /** Earlier texts, oldest first. */
  readonly versions: readonly DraftVersion[]
  readonly notices: readonly DraftNotice[]
}

export type SaveState =
  /** The reader has changed nothing. */
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'saving' }
  /** It was stored, and read back. */
  | { readonly kind: 'saved' }
  /** It stands in this page only. It is tried again. */
  | { readonly kind: 'failed'; readonly reason: FailureReason }

export type DraftNotice =
  /** The last run did not finish: the page may have ended with it. */
  | { readonly kind: 'unfinished-run' }
  /** Two pages changed the file at once. This is the text that is not in the editor; it is among the versions. */
  | { readonly kind: 'other-page'; readonly text: string }
  /** The author has changed the cell since the reader began. */
  | { readonly kind: 'starter-changed' }
  /** Something lies in the storage that can't be read. */
  | { readonly kind: 'puzzle'; readonly puzzle: Puzzle }

export interface OrphanedDraft {
  readonly file: string
  readonly source: string
}
