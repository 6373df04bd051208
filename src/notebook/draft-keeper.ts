/** The draft keeper keeps a reader's drafts of one lesson: it brings them back, stores them, and shares them with other pages. */

import {
  type DraftStorage,
  type FailureReason,
  type LessonContents,
  StorageFailure,
} from './draft-storage.ts'
import { FileKeeper } from './file-keeper.ts'
import { sealEntry } from './journal-entry.ts'
import type { KeptDrafts, OrphanedDraft } from './kept-drafts.ts'
import { readMark } from './run-mark.ts'
import { entryId, readFileContents } from './settle-file.ts'

export interface KeeperPorts {
  readonly storage: DraftStorage
  /** Names this page among all that are or were open. */
  readonly page: string
  /** Milliseconds since the Unix epoch. */
  now(): number
  /** @returns a function that takes the timer back */
  after(milliseconds: number, callback: () => void): () => void
  /** Lets other pages know that this one is open. @returns a function that ends this */
  stayKnown(): Promise<() => void>
  /** Is the page of this name open, as far as it lets know? */
  isOpen(page: string): Promise<boolean>
  tellOthers(news: DraftNews): void
  /** The first draft is stored: ask the browser not to clear it away. */
  askToPersist(): void
  /** Something that can be shown has changed. */
  changed(): void
  /** Another page, or what was stored, has put another text in the place of the one that stood here. */
  replaced(file: string, source: string): void
}

/** What pages tell each other. */
export interface DraftNews {
  readonly lesson: string
  readonly file: string
  readonly revision: number
}

/** A storage that does not answer does not keep the reader from working for longer. Milliseconds. */
const LOAD_LIMIT = 2_000
/** Nor does it hold up a run for longer. Milliseconds. */
const RUN_LIMIT = 500
/** Before drafts are looked up again that could not be. Milliseconds. */
const REST = 5_000

export class DraftKeeper {
  readonly #lesson: string
  readonly #ports: KeeperPorts
  readonly #files: ReadonlyMap<string, FileKeeper>
  #orphans: readonly OrphanedDraft[] = []
  #isLoaded = false
  #failure: FailureReason | undefined
  #hasAsked = false
  #entries = 0
  /** The runs that go on, with what clears their marks. */
  readonly #marked = new Map<number, Promise<() => Promise<void>>>()

  /** @param published the author's sources, as the page has them */
  constructor(lesson: string, published: Readonly<Record<string, string>>, ports: KeeperPorts) {
    this.#lesson = lesson
    this.#ports = ports
    this.#files = new Map(
      Object.entries(published).map(([file, source]) => [file, this.#fileKeeper(file, source)]),
    )
  }

  /** The keeper of one file. @throws Error if the lesson has no such file */
  file(name: string): FileKeeper {
    const keeper = this.#files.get(name)
    if (!keeper) throw new Error(`This lesson has no file “${name}”.`)
    return keeper
  }

  get view(): KeptDrafts {
    return {
      isLoaded: this.#isLoaded,
      ...(this.#failure && { failure: this.#failure }),
      files: new Map([...this.#files].map(([file, keeper]) => [file, keeper.view])),
      orphans: this.#orphans,
    }
  }

  /** Is there work that could not be stored, and would be lost with this page? */
  get hasFailed(): boolean {
    return [...this.#files.values()].some(({ view }) => view.save.kind === 'failed')
  }

  /** Brings back the drafts. Resolves when they are there, and after a while in any case. */
  load(): Promise<void> {
    return this.#atMost(LOAD_LIMIT, this.#load())
  }

  /**
   * Marks that a run begins, and stores everything before it. Resolves when that is done, and after a while in any case.
   * @param id names the run within the page
   */
  beginRun(file: string, id: number): Promise<void> {
    const marked = this.#mark(file, id)
    this.#marked.set(id, marked)
    return this.#atMost(RUN_LIMIT, Promise.all([marked, this.flush()]))
  }

  /** The run has ended, whether it had begun or not. */
  async endRun(id: number): Promise<void> {
    const clear = await this.#marked.get(id)
    this.#marked.delete(id)
    await clear?.()
  }

  /** Stores everything now. */
  async flush(): Promise<void> {
    await Promise.all([...this.#files.values()].map((file) => file.save()))
  }

  /** The page may be about to end: writes down what is not stored yet, without asking what is there. */
  leave(): void {
    const { page, storage } = this.#ports
    const entries = [...this.#files]
      .filter(([, { isDirty }]) => isDirty)
      .map(([file, keeper]) =>
        sealEntry({
          lesson: this.#lesson,
          file,
          id: entryId(page, this.#entries++),
          ...keeper.edition(),
        }),
      )
    if (entries.length > 0) storage.writeJournal(entries)
    this.flush()
  }

  /** The page can be seen again: other pages may have stored something meanwhile. */
  comeBack(): void {
    for (const file of this.#files.values()) file.refresh()
  }

  hear({ lesson, file, revision }: DraftNews): void {
    if (lesson === this.#lesson) this.#files.get(file)?.hear(revision)
  }

  /** Removes what can't be read, when the reader has said so. */
  async discard(file: string, slot: number): Promise<void> {
    await this.#ports.storage.removeSlot(this.#lesson, file, slot)
  }

  dismissOrphan(orphan: OrphanedDraft): void {
    this.#orphans = this.#orphans.filter((other) => other !== orphan)
    this.#ports.changed()
  }

  /** @returns a function that clears the mark */
  async #mark(file: string, run: number): Promise<() => Promise<void>> {
    const { storage, page, now, stayKnown } = this.#ports
    const beganAt = now()
    const id = entryId(page, run)
    const letGo = await stayKnown()
    // Without a mark nothing is lost but a notice. What is wrong with the storage is told where drafts are saved.
    await storage.setMark({ id, lesson: this.#lesson, file, page, beganAt }).catch(() => {})
    return async () => {
      await storage.clearMark(id).catch(() => {})
      letGo()
    }
  }

  #fileKeeper(file: string, published: string): FileKeeper {
    const { storage, page, now, after, changed, replaced, tellOthers } = this.#ports
    return new FileKeeper(this.#lesson, file, published, {
      storage,
      page,
      entries: () => this.#entries,
      now,
      after,
      changed,
      replaced: (source) => replaced(file, source),
      saved: (revision) => {
        tellOthers({ lesson: this.#lesson, file, revision })
        if (!this.#hasAsked) this.#ports.askToPersist()
        this.#hasAsked = true
      },
    })
  }

  async #load(): Promise<void> {
    let contents: LessonContents
    try {
      contents = await this.#ports.storage.readLesson(this.#lesson)
    } catch (error) {
      this.#failure = error instanceof StorageFailure ? error.reason : 'unknown'
      this.#ports.changed()
      this.#ports.after(REST, () => this.#load())
      return
    }
    this.#failure = undefined
    this.#isLoaded = true
    for (const [file, keeper] of this.#files) keeper.open(contentsOf(contents, file))
    this.#orphans = this.#findOrphans(contents)
    this.#ports.changed()
    await this.#tellOfUnfinishedRuns(contents.marks)
  }

  #findOrphans(contents: LessonContents): OrphanedDraft[] {
    const files = new Set(contents.slots.map(({ file }) => file))
    return [...files].flatMap((file) => {
      if (this.#files.has(file)) return []
      const { draft } = readFileContents(contentsOf(contents, file), this.#lesson, file)
      if (!draft || draft.record.source === draft.record.original) return []
      return [{ file, source: draft.record.source }]
    })
  }

  async #tellOfUnfinishedRuns(marks: readonly unknown[]): Promise<void> {
    for (const value of marks) {
      const mark = readMark(value)
      if (!mark || mark.lesson !== this.#lesson || mark.page === this.#ports.page) continue
      if (await this.#ports.isOpen(mark.page)) continue
      this.#files.get(mark.file)?.tell({ kind: 'unfinished-run' })
      await this.#ports.storage.clearMark(mark.id).catch(() => {})
    }
  }

  /** Waits, but not for ever. */
  #atMost(milliseconds: number, work: Promise<unknown>): Promise<void> {
    return new Promise((resolve) => {
      const stop = this.#ports.after(milliseconds, resolve)
      work.then(() => {
        stop()
        resolve()
      })
    })
  }
}

function contentsOf({ slots, journal }: LessonContents, file: string) {
  return {
    slots: slots.filter((slot) => slot.file === file),
    journal: journal.filter((entry) => entry.file === file),
  }
}
