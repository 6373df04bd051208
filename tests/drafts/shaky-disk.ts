/** A shaky disk stores drafts as a browser does: in steps between which everything can happen, and pages can die. */

import {
  type DraftStorage,
  type FileContents,
  type FileWrite,
  StorageFailure,
} from '../../src/notebook/draft-storage.ts'
import type { JournalEntry } from '../../src/notebook/journal-entry.ts'
import type { RunMark } from '../../src/notebook/run-mark.ts'

/** Waits until the world lets this page take its next step; for ever, if the page has died. */
export type NextStep = () => Promise<void>

interface Place {
  readonly lesson: string
  readonly file: string
  value: unknown
}

export class ShakyDisk {
  readonly slots = new Map<string, Place & { slot: number }>()
  readonly journal = new Map<string, Place & { id: string }>()
  readonly marks = new Map<string, RunMark>()
  isFull = false
  /** Nothing can be read from it. */
  isOff = false
  /** The page whose transaction goes on. */
  #owner: string | undefined

  /** Does a transaction go on? Nobody else writes then, not even somebody who does damage. */
  get isBusy(): boolean {
    return this.#owner !== undefined
  }

  /** What one page sees of it. */
  storageFor(page: string, nextStep: NextStep): DraftStorage {
    return {
      readLesson: async (lesson) => {
        await nextStep()
        if (this.isOff) throw new StorageFailure('unavailable')
        return {
          ...this.#find((place) => place.lesson === lesson),
          marks: structuredClone([...this.marks.values()].filter((m) => m.lesson === lesson)),
        }
      },
      readFile: async (lesson, file) => {
        await nextStep()
        return this.#find((place) => place.lesson === lesson && place.file === file)
      },
      updateFile: async (lesson, file, change) => {
        do await nextStep()
        while (this.#owner !== undefined)
        this.#owner = page
        await nextStep()
        const write = structuredClone(
          change(this.#find((place) => place.lesson === lesson && place.file === file)),
        )
        await nextStep()
        this.#owner = undefined
        if (this.isFull) throw new StorageFailure('full')
        this.#put(lesson, file, write)
        await nextStep()
        for (const id of write.drop) this.journal.delete(id)
        await nextStep()
      },
      writeJournal: (entries) => this.#note(structuredClone(entries)),
      removeSlot: async (lesson, file, slot) => {
        await nextStep()
        this.slots.delete(`${lesson}/${file}/${slot}`)
      },
      setMark: async (mark) => {
        await nextStep()
        this.marks.set(mark.id, mark)
      },
      clearMark: async (id) => {
        await nextStep()
        this.marks.delete(id)
      },
    }
  }

  /** A page has died: its transaction leaves nothing behind. */
  abort(page: string): void {
    if (this.#owner === page) this.#owner = undefined
  }

  #find(matches: (place: Place) => boolean): FileContents {
    return structuredClone({
      slots: [...this.slots.values()].filter(matches),
      journal: [...this.journal.values()].filter(matches),
    })
  }

  #put(lesson: string, file: string, { put }: FileWrite): void {
    if (!put) return
    const { slot, draft } = put
    this.slots.set(`${lesson}/${file}/${slot}`, { lesson, file, slot, value: draft })
  }

  #note(entries: readonly JournalEntry[]): void {
    if (this.isFull) return
    for (const entry of entries) {
      const { lesson, file, id } = entry
      this.journal.set(id, { lesson, file, id, value: entry })
    }
  }
}
