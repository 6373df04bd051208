/** The work in a page: what a reader has in all lessons, in this browser, with the ways in and out of it. */

import { importWork, isWorthKeeping, restoreWork, workIn } from '../notebook/all-work.ts'
import type { DraftRecord } from '../notebook/draft-record.ts'
import type { ReadDraft } from '../notebook/stored-draft.ts'
import { writeWorkFile } from '../notebook/work-file.ts'
import type { WorkContents } from '../notebook/work-storage.ts'
import { downloadText } from './download-text.ts'
import { DraftDatabase } from './draft-database.ts'
import { openNews } from './keep-drafts.ts'

const database = new DraftDatabase()

/** All that lies in this browser. @throws StorageFailure */
export function readWork(): Promise<WorkContents> {
  return database.readAll()
}

/**
 * Downloads all work as one file: `lines-and-spans-2026-11-22.json`.
 * @returns how many drafts are in it
 * @throws StorageFailure
 */
export async function exportWork(): Promise<number> {
  const work = workIn(await readWork()).filter(isWorthKeeping)
  const now = Date.now()
  const day = new Date(now).toISOString().slice(0, 10)
  const drafts = work.flatMap(({ draft }) => draft ?? [])
  downloadText(`lines-and-spans-${day}.json`, writeWorkFile(drafts, now))
  return drafts.length
}

/** Brings drafts in, and tells the other pages. */
export function bringIn(drafts: readonly ReadDraft[]) {
  return withNews((tell) => importWork(database, drafts, Date.now(), tell))
}

/** @returns what was deleted. @throws StorageFailure */
export async function deleteWork(): Promise<WorkContents> {
  const removed = await database.readAll()
  await database.removeAll()
  return removed
}

/** @throws StorageFailure */
export function putBackWork(removed: WorkContents): Promise<void> {
  return withNews((tell) => restoreWork(database, removed, Date.now(), tell))
}

/** Other pages hear of every record that is stored. */
async function withNews<Result>(
  work: (tell: (record: DraftRecord) => void) => Promise<Result>,
): Promise<Result> {
  const others = openNews(() => {})
  try {
    return await work(({ lesson, file, revision }) =>
      others?.postMessage({ lesson, file, revision }),
    )
  } finally {
    others?.close()
  }
}
