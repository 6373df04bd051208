/** Merging puts a reader's edition on top of what is stored. Where two pages wrote at once, both texts are kept. */

import type { DraftRecord, DraftVersion } from './draft-record.ts'
import { keepVersion } from './draft-versions.ts'

/** What a page has of a file, and wants to be stored. */
export interface Edition {
  readonly source: string
  readonly original: string
  /** Milliseconds since the Unix epoch. */
  readonly savedAt: number
  /** What becomes of the text before it, if nothing weightier happens to it. */
  readonly earlier: 'typing' | 'before-run'
  /** What the page saw in the storage when it last looked; revision 0 if there was nothing. */
  readonly base: { readonly revision: number; readonly source: string }
  /** Earlier texts that are not stored yet, oldest first. */
  readonly versions: readonly DraftVersion[]
}

export interface Merged {
  readonly record: DraftRecord
  /** The text of another page that is kept as a version, because both pages wrote at once. */
  readonly other?: string
}

/** The edition becomes the text; what another page wrote meanwhile becomes a version. */
export function mergeDraft(
  lesson: string,
  file: string,
  stored: DraftRecord | undefined,
  mine: Edition,
): Merged {
  const { source, original, savedAt } = mine
  let versions = stored?.versions ?? []
  let other: string | undefined
  if (stored && stored.source !== source) {
    if (isConflict(stored, mine)) other = stored.source
    const reason = other === undefined ? mine.earlier : 'other-tab'
    versions = keepVersion(versions, { source: stored.source, savedAt: stored.savedAt, reason })
  }
  for (const version of mine.versions) versions = keepVersion(versions, version)
  const revision = (stored?.revision ?? 0) + 1
  const record = {
    schema: 1 as const,
    lesson,
    file,
    revision,
    source,
    original,
    savedAt,
    versions,
  }
  return { record, ...(other !== undefined && { other }) }
}

/**
 * What a page that has ended left behind. If nobody wrote since, it becomes the text, otherwise a version: somebody may
 * be looking at the text.
 */
export function mergeLeftBehind(
  lesson: string,
  file: string,
  stored: DraftRecord | undefined,
  left: Edition,
): Merged {
  if (!stored || !isConflict(stored, left)) return mergeDraft(lesson, file, stored, left)
  const { source, savedAt } = left
  const isKnown = stored.versions.some((version) => version.source === source)
  let versions = stored.versions
  if (!isKnown) versions = keepVersion(versions, { source, savedAt, reason: 'other-tab' })
  for (const version of left.versions) versions = keepVersion(versions, version)
  const record = { ...stored, revision: stored.revision + 1, versions }
  return { record, ...(!isKnown && { other: source }) }
}

/** Did another page store another text since this one looked? */
function isConflict(stored: DraftRecord, { base, source }: Edition): boolean {
  return (
    stored.revision !== base.revision && stored.source !== base.source && stored.source !== source
  )
}
