/** A stored draft is a draft record with its undo trail and a checksum over both, and is not believed until it has been checked. */

import { checksumOf } from './draft-checksum.ts'
import {
  type DraftRecord,
  type DraftVersion,
  VERSION_REASONS,
  type VersionReason,
} from './draft-record.ts'
import { type PackedTrail, packTrail, unpackTrail } from './undo-trail.ts'

export interface StoredDraft extends DraftRecord {
  readonly trail: PackedTrail
  readonly checksum: string
}

/** A draft with the texts that an undo goes back through, oldest first; the last one is its source. */
export interface ReadDraft {
  readonly record: DraftRecord
  readonly trail: readonly string[]
}

/** Why something that is stored can't be used: it is not what was written, or a later version of the site wrote it. */
export type Unreadable = 'damaged' | 'newer'

export function sealDraft({ record, trail }: ReadDraft): StoredDraft {
  const body = { ...record, trail: packTrail(trail) }
  return { ...body, checksum: checksumOf(bodyText(body)) }
}

/** What lies in the storage for a file, if it is what was once written for that file. */
export function readStored(value: unknown, lesson: string, file: string): ReadDraft | Unreadable {
  const stored = fieldsOf<StoredDraft>(value)
  if (typeof stored.schema === 'number' && stored.schema > 1) return 'newer'
  if (!isStoredDraft(stored) || stored.lesson !== lesson || stored.file !== file) return 'damaged'
  if (stored.checksum !== checksumOf(bodyText(stored))) return 'damaged'
  const { revision, source, original, savedAt } = stored
  const versions = stored.versions.map(({ source, savedAt, reason }) => ({
    source,
    savedAt,
    reason,
  }))
  const trail = unpackTrail(stored.trail)
  return {
    record: { schema: 1, lesson, file, revision, source, original, savedAt, versions },
    trail: trail.at(-1) === source ? trail : [source],
  }
}

/** The fields of anything; of what has none, none. */
export function fieldsOf<Shape>(value: unknown): Partial<Record<keyof Shape, unknown>> {
  return typeof value === 'object' && value !== null ? value : {}
}

export function isVersion(value: unknown): value is DraftVersion {
  const { source, savedAt, reason } = fieldsOf<DraftVersion>(value)
  return (
    typeof source === 'string' &&
    Number.isFinite(savedAt) &&
    VERSION_REASONS.includes(reason as VersionReason)
  )
}

function isStoredDraft(value: Partial<Record<keyof StoredDraft, unknown>>): value is StoredDraft {
  return (
    value.schema === 1 &&
    typeof value.lesson === 'string' &&
    typeof value.file === 'string' &&
    Number.isSafeInteger(value.revision) &&
    typeof value.source === 'string' &&
    typeof value.original === 'string' &&
    Number.isFinite(value.savedAt) &&
    Array.isArray(value.versions) &&
    value.versions.every(isVersion)
  )
}

/** The same text for the same contents, in whatever order a storage gives back the fields. */
function bodyText(body: DraftRecord & { readonly trail: unknown }): string {
  const { schema, lesson, file, revision, source, original, savedAt, versions } = body
  const flat = versions.map((version) => [version.source, version.savedAt, version.reason])
  const { first, steps } = fieldsOf<PackedTrail>(body.trail)
  return JSON.stringify([
    schema,
    lesson,
    file,
    revision,
    source,
    original,
    savedAt,
    flat,
    first,
    steps,
  ])
}
