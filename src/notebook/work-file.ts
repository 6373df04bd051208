/** A work file is all of a reader's work in one file: every draft with its versions, each with the checksum that it is stored with. */

import { isFileName } from '../lesson/cell.ts'
import type { DraftRecord } from './draft-record.ts'
import {
  fieldsOf,
  type ReadDraft,
  readStored,
  type StoredDraft,
  sealDraft,
} from './stored-draft.ts'

interface WorkFile {
  readonly format: typeof FORMAT
  readonly version: typeof VERSION
  /** Milliseconds since the Unix epoch. */
  readonly exportedAt: number
  readonly drafts: readonly StoredDraft[]
}

/** What a work file holds, as far as it can be believed. */
export interface ReadWork {
  /** Milliseconds since the Unix epoch. */
  readonly exportedAt: number
  readonly drafts: readonly ReadDraft[]
  readonly refused: readonly RefusedDraft[]
}

export interface RefusedDraft {
  /** As the file says it: anything may stand there. */
  readonly lesson: string
  readonly file: string
  readonly why:
    | 'damaged'
    | 'newer'
    | 'no-such-lesson'
    /** There was one before it for the same cell. */
    | 'twice'
    | 'too-long'
}

/** A file that is no work file, or none that can be read here. The message is for the reader. */
export class WorkFileError extends Error {
  override readonly name = 'WorkFileError'
}

const FORMAT = 'lines-and-spans work'
const VERSION = 1

/** Larger files are not read. Bytes. */
export const MAX_WORK_FILE = 16 * 1024 * 1024
/** Nobody can edit longer texts in a page. UTF-16 code units. */
const MAX_SOURCE = 1024 * 1024

/** @param now milliseconds since the Unix epoch */
export function writeWorkFile(drafts: readonly ReadDraft[], now: number): string {
  const work: WorkFile = {
    format: FORMAT,
    version: VERSION,
    exportedAt: now,
    drafts: drafts.map(sealDraft),
  }
  return `${JSON.stringify(work, null, 1)}\n`
}

/**
 * @param lessons the slugs of all lessons
 * @param now milliseconds since the Unix epoch: what claims to be later is from now
 * @throws WorkFileError
 */
export function readWorkFile(text: string, lessons: readonly string[], now: number): ReadWork {
  if (text.length > MAX_WORK_FILE) throw tooLarge()
  const { format, version, exportedAt, drafts } = fieldsOf<WorkFile>(parsed(text))
  if (format !== FORMAT) {
    throw new WorkFileError(
      'This file was not made here: it does not say that it holds work from Lines & Spans.',
    )
  }
  if (typeof version === 'number' && version > VERSION) {
    throw new WorkFileError(
      'This file was made by a later version of this site. Reload the page, and try again.',
    )
  }
  if (version !== VERSION || typeof exportedAt !== 'number' || !Array.isArray(drafts)) {
    throw new WorkFileError('This file is damaged: what stands around the drafts is not whole.')
  }
  const read: ReadDraft[] = []
  const refused: RefusedDraft[] = []
  const seen = new Set<string>()
  for (const value of drafts) {
    const result = readEntry(value, lessons, seen, now)
    if ('why' in result) refused.push(result)
    else read.push(result)
  }
  return { exportedAt: momentUpTo(now, exportedAt), drafts: read, refused }
}

/** @param size of a file, in bytes. @throws WorkFileError if it is too large to be read */
export function refuseLargeFile(size: number): void {
  if (size > MAX_WORK_FILE) throw tooLarge()
}

function readEntry(
  value: unknown,
  lessons: readonly string[],
  seen: Set<string>,
  now: number,
): ReadDraft | RefusedDraft {
  const { lesson, file } = fieldsOf<DraftRecord>(value)
  const name = typeof lesson === 'string' ? lesson : ''
  const fileName = typeof file === 'string' ? file : ''
  const refuse = (why: RefusedDraft['why']) => ({ lesson: name, file: fileName, why })
  const draft = readStored(value, name, fileName)
  if (typeof draft === 'string') return refuse(draft)
  if (!isFileName(fileName)) return refuse('damaged')
  if (!lessons.includes(name)) return refuse('no-such-lesson')
  if (seen.has(`${name}/${fileName}`)) return refuse('twice')
  seen.add(`${name}/${fileName}`)
  const { record } = draft
  const texts = [record.source, record.original, ...record.versions.map(({ source }) => source)]
  if (texts.some(({ length }) => length > MAX_SOURCE)) return refuse('too-long')
  return { ...draft, record: inThePast(record, now) }
}

/** The same record with moments that a calendar has and that have been. */
function inThePast(record: DraftRecord, now: number): DraftRecord {
  const versions = record.versions.map((version) => ({
    ...version,
    savedAt: momentUpTo(now, version.savedAt),
  }))
  return { ...record, savedAt: momentUpTo(now, record.savedAt), versions }
}

function momentUpTo(now: number, time: number): number {
  return Math.max(0, Math.min(now, time))
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new WorkFileError('This file can’t be read: it is no JSON, or a part of it is missing.')
  }
}

function tooLarge(): WorkFileError {
  return new WorkFileError(
    `This file is too large: a work file has at most ${MAX_WORK_FILE / 1024 / 1024} MB.`,
  )
}
