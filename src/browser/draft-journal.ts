/** The draft journal is in local storage: it is written before the call returns, and so also when a page is ending. */

import type { StoredJournalEntry } from '../notebook/draft-storage.ts'
import type { JournalEntry } from '../notebook/journal-entry.ts'
import type { OfLesson } from '../notebook/work-storage.ts'

const PREFIX = 'draft-journal'

export const draftJournal = {
  /** The entries of a lesson, or of one of its files. */
  read(lesson: string, file?: string): StoredJournalEntry[] {
    return this.readAll().filter(
      (entry) => entry.lesson === lesson && (file === undefined || entry.file === file),
    )
  },

  /** The entries of all lessons. */
  readAll(): OfLesson<StoredJournalEntry>[] {
    const entries: OfLesson<StoredJournalEntry>[] = []
    for (const key of keys()) {
      const [prefix, lesson, file, id] = partsOf(key)
      if (prefix !== PREFIX || !lesson || !file || !id) continue
      entries.push({ lesson, file, id, value: parsed(localStorage.getItem(key)) })
    }
    return entries
  },

  write(entries: readonly JournalEntry[]): void {
    for (const entry of entries) {
      try {
        localStorage.setItem(keyOf(entry.lesson, entry.file, entry.id), JSON.stringify(entry))
      } catch {
        // There is no room, or no such storage. The database is asked as well, and tells.
      }
    }
  },

  clear(): void {
    for (const { lesson, file, id } of this.readAll()) this.drop(lesson, file, [id])
  },

  drop(lesson: string, file: string, ids: readonly string[]): void {
    for (const id of ids) localStorage.removeItem(keyOf(lesson, file, id))
  },
}

function keyOf(lesson: string, file: string, id: string): string {
  return [PREFIX, lesson, file, id].map(encodeURIComponent).join('/')
}

function partsOf(key: string): string[] {
  try {
    return key.split('/').map(decodeURIComponent)
  } catch {
    // Somebody else's key.
    return []
  }
}

/** A value that is no JSON is handed on as it is: it is damaged. */
function parsed(text: string | null): unknown {
  try {
    return JSON.parse(text ?? 'null')
  } catch {
    return text
  }
}

function keys(): string[] {
  try {
    return Object.keys(localStorage)
  } catch {
    // It is switched off.
    return []
  }
}
