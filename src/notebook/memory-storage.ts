/** A memory storage keeps drafts for as long as somebody holds it: for code that its reader has not asked to keep. */

import type {
  DraftStorage,
  FileContents,
  FileWrite,
  StoredJournalEntry,
  StoredSlot,
} from './draft-storage.ts'
import type { JournalEntry } from './journal-entry.ts'
import type { RunMark } from './run-mark.ts'
import type { OfLesson, WorkContents, WorkStorage } from './work-storage.ts'

export class MemoryStorage implements DraftStorage, WorkStorage {
  #slots: readonly OfLesson<StoredSlot>[] = []
  #journal: readonly OfLesson<StoredJournalEntry>[] = []
  #marks: readonly RunMark[] = []

  async readLesson(lesson: string) {
    const isOfLesson = (place: { readonly lesson: string }) => place.lesson === lesson
    return {
      slots: this.#slots.filter(isOfLesson),
      journal: this.#journal.filter(isOfLesson),
      marks: this.#marks.filter(isOfLesson),
    }
  }

  async readFile(lesson: string, file: string): Promise<FileContents> {
    return this.#find(lesson, file)
  }

  async readAll(): Promise<WorkContents> {
    return { slots: this.#slots, journal: this.#journal }
  }

  async updateFile(
    lesson: string,
    file: string,
    change: (found: FileContents) => FileWrite,
  ): Promise<void> {
    const { put, drop } = change(this.#find(lesson, file))
    if (put) this.put(lesson, file, put.slot, put.draft)
    this.#journal = this.#journal.filter(({ id }) => !drop.includes(id))
  }

  writeJournal(entries: readonly JournalEntry[]): void {
    const places = entries.map((value) => ({
      lesson: value.lesson,
      file: value.file,
      id: value.id,
      value,
    }))
    this.#journal = [...this.#journal, ...places]
  }

  async removeSlot(lesson: string, file: string, slot: number): Promise<void> {
    this.#slots = this.#slots.filter((place) => !isAt(place, lesson, file, slot))
  }

  async removeAll(): Promise<void> {
    this.#slots = []
    this.#journal = []
  }

  async setMark(mark: RunMark): Promise<void> {
    this.#marks = [...this.#marks, mark]
  }

  async clearMark(id: string): Promise<void> {
    this.#marks = this.#marks.filter((mark) => mark.id !== id)
  }

  /** Puts a value into a slot, whatever it is. */
  put(lesson: string, file: string, slot: number, value: unknown): void {
    const others = this.#slots.filter((place) => !isAt(place, lesson, file, slot))
    this.#slots = [...others, { lesson, file, slot, value }]
  }

  #find(lesson: string, file: string): FileContents {
    const isThere = (place: { readonly lesson: string; readonly file: string }) =>
      place.lesson === lesson && place.file === file
    return { slots: this.#slots.filter(isThere), journal: this.#journal.filter(isThere) }
  }
}

function isAt(place: OfLesson<StoredSlot>, lesson: string, file: string, slot: number): boolean {
  return place.lesson === lesson && place.file === file && place.slot === slot
}
