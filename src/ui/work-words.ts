/** Work words are how a reader's work in all lessons is told. */

import type { ImportedDraft, Work } from '../notebook/all-work.ts'
import { StorageFailure } from '../notebook/draft-storage.ts'
import type { RefusedDraft } from '../notebook/work-file.ts'
import { WorkFileError } from '../notebook/work-file.ts'
import { countText } from '../views/run-text.ts'
import { failureText, momentText } from './draft-words.ts'

/** What there is of a cell: `edited · 22 Nov, 14:05:09 · 3 earlier texts`. */
export function workText({ draft }: Work): string {
  if (!draft) return 'nothing of it can be read'
  const { source, original, savedAt, versions } = draft.record
  return [
    source === original ? 'as its author wrote it' : 'edited',
    momentText(savedAt),
    ...(versions.length > 0 ? [countText(versions.length, 'earlier text')] : []),
  ].join(' · ')
}

/** What an import does, or would do. */
export function outcomeText(outcome: ImportedDraft['outcome'], isDone: boolean): string {
  switch (outcome) {
    case 'new':
      return isDone ? 'taken' : 'you have none: it is taken'
    case 'same':
      return 'the same as yours'
    case 'kept':
      return isDone
        ? 'yours stayed: it goes on from this one'
        : 'yours goes on from this one: it stays, and earlier texts are added'
    case 'taken':
      return isDone
        ? 'taken; what you had is among the versions'
        : 'it is taken, and what you have becomes an earlier text of it'
    case 'failed':
      return 'not taken: this browser did not store it'
  }
}

export function refusalText(why: RefusedDraft['why']): string {
  switch (why) {
    case 'damaged':
      return 'damaged: it is not what was once exported'
    case 'newer':
      return 'made by a later version of this site'
    case 'no-such-lesson':
      return 'of a lesson that is not here'
    case 'twice':
      return 'a second one of the same cell'
    case 'too-long':
      return 'longer than any cell can be'
  }
}

/** A sentence about what went wrong. */
export function troubleText(error: unknown): string {
  if (error instanceof WorkFileError) return `${error.message} Nothing was changed.`
  if (error instanceof StorageFailure) {
    const text = failureText(error.reason)
    return text.charAt(0).toUpperCase() + text.slice(1)
  }
  return `That did not work: ${error instanceof Error ? error.message : String(error)}`
}
