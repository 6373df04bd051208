/** A journal entry is an edition that a page wrote when it might have been about to end, with no time for more. */

import { checksumOf } from './draft-checksum.ts'
import type { Edition } from './merge-draft.ts'
import { fieldsOf, isVersion } from './stored-draft.ts'

export interface JournalEntry extends Edition {
  readonly schema: 1
  readonly lesson: string
  readonly file: string
  /** Names it among all entries: the page that wrote it, and how many it had written before. */
  readonly id: string
  readonly checksum: string
}

export function sealEntry(entry: Omit<JournalEntry, 'schema' | 'checksum'>): JournalEntry {
  const body = { ...entry, schema: 1 as const }
  return { ...body, checksum: checksumOf(bodyText(body)) }
}

/** The edition that something from the storage holds, if it is what was once written for this file. */
export function readEntry(value: unknown, lesson: string, file: string): Edition | undefined {
  const entry = fieldsOf<JournalEntry>(value)
  if (!isEntry(entry) || entry.lesson !== lesson || entry.file !== file) return undefined
  if (entry.checksum !== checksumOf(bodyText(entry))) return undefined
  const { source, original, savedAt, earlier, base, versions } = entry
  return { source, original, savedAt, earlier, base, versions }
}

function isEntry(value: Partial<Record<keyof JournalEntry, unknown>>): value is JournalEntry {
  const { revision, source } = fieldsOf<Edition['base']>(value.base)
  return (
    value.schema === 1 &&
    typeof value.source === 'string' &&
    typeof value.original === 'string' &&
    Number.isFinite(value.savedAt) &&
    (value.earlier === 'typing' || value.earlier === 'before-run') &&
    Number.isSafeInteger(revision) &&
    typeof source === 'string' &&
    Array.isArray(value.versions) &&
    value.versions.every(isVersion)
  )
}

function bodyText(body: Omit<JournalEntry, 'checksum'>): string {
  const { schema, lesson, file, id, source, original, savedAt, earlier, base, versions } = body
  const flat = versions.map((version) => [version.source, version.savedAt, version.reason])
  const { revision, source: baseSource } = base
  return JSON.stringify([
    schema,
    lesson,
    file,
    id,
    source,
    original,
    savedAt,
    earlier,
    revision,
    baseSource,
    flat,
  ])
}
