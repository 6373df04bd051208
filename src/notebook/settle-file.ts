/** Settling a file turns all that lies in the storage for it, and what a page has of it, into the one record that counts. */

import type { DraftRecord } from './draft-record.ts'
import type { FileContents, FileWrite } from './draft-storage.ts'
import { readEntry } from './journal-entry.ts'
import { type Edition, mergeDraft, mergeLeftBehind } from './merge-draft.ts'
import { type ReadDraft, readStored, sealDraft, type Unreadable } from './stored-draft.ts'
import { extendTrail } from './undo-trail.ts'

/** What a page has of a file: the edition, and the texts that stood in the editor, oldest first. */
export interface PageEdition extends Edition {
  readonly trail: readonly string[]
  /** How many journal entries the page had written by then: this edition holds what they hold. */
  readonly entries: number
  /** The record that the page saw last. It counts if there is none any more, or none that can be read. */
  readonly seen?: DraftRecord
}

/** What lies there and can't be read. It stays where it is. */
export interface Puzzle {
  readonly why: Unreadable
  readonly value: unknown
  /** Where it lies, if it is a record; journal entries have none. */
  readonly slot?: number
}

export interface FileReading {
  readonly draft?: ReadDraft
  /** The slot of the draft, or the one for the next. */
  readonly slot: number
  readonly puzzles: readonly Puzzle[]
  /** What pages left behind that ended before they could save it. */
  readonly left: readonly { readonly id: string; readonly edition: Edition }[]
}

export interface Settled {
  readonly write: FileWrite
  readonly record?: DraftRecord
  /** The text of another page that became a version. */
  readonly other?: string
}

export function readFileContents(
  { slots, journal }: FileContents,
  lesson: string,
  file: string,
): FileReading {
  const puzzles: Puzzle[] = []
  let draft: ReadDraft | undefined
  let draftSlot: number | undefined
  let highest = -1
  for (const { slot, value } of slots) {
    highest = Math.max(highest, slot)
    const read = readStored(value, lesson, file)
    if (typeof read === 'string') {
      puzzles.push({ why: read, value, slot })
    } else if (draftSlot === undefined || slot > draftSlot) {
      draft = read
      draftSlot = slot
    }
  }
  const left: { id: string; edition: Edition }[] = []
  for (const { id, value } of journal) {
    const edition = readEntry(value, lesson, file)
    if (edition) left.push({ id, edition })
    else puzzles.push({ why: 'damaged', value })
  }
  left.sort((one, other) => one.edition.savedAt - other.edition.savedAt)
  return { ...(draft && { draft }), slot: draftSlot ?? highest + 1, puzzles, left }
}

/**
 * @param page names the page: what it has left in the journal is older than its edition
 * @param mine what the page wants to be stored; without it, only what was left behind is brought in
 */
export function settleFile(
  found: FileContents,
  lesson: string,
  file: string,
  page: string,
  mine?: PageEdition,
): Settled {
  const { draft, slot, left } = readFileContents(found, lesson, file)
  let { record, trail = [] }: Partial<ReadDraft> = draft ?? {}
  let other: string | undefined
  const drop: string[] = []
  for (const { id, edition } of left) {
    if (mine && isOf(id, page)) {
      if (numberOf(id) < mine.entries) drop.push(id)
      continue
    }
    drop.push(id)
    const merged = mergeLeftBehind(lesson, file, record, edition)
    record = merged.record
    trail = extendTrail(trail, record.source)
    other ??= merged.other
  }
  if (mine) {
    const merged = mergeDraft(lesson, file, record ?? mine.seen, mine)
    record = merged.record
    trail = mine.trail
    other = merged.other ?? other
  }
  return {
    write: { drop, ...(record && record !== draft?.record && putting(slot, record, trail)) },
    ...(record && { record }),
    ...(other !== undefined && { other }),
  }
}

/** The name of a journal entry. */
export function entryId(page: string, count: number): string {
  return `${page}.${count}`
}

function isOf(id: string, page: string): boolean {
  return id.startsWith(`${page}.`)
}

function numberOf(id: string): number {
  return Number(id.slice(id.lastIndexOf('.') + 1))
}

function putting(slot: number, record: DraftRecord, trail: readonly string[]) {
  return { put: { slot, draft: sealDraft({ record, trail }) } }
}
