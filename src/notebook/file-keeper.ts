/** A file keeper sees to it that what a reader does to one file is stored, and says so only when it is. */

import type { DraftRecord, DraftVersion, VersionReason } from './draft-record.ts'
import {
  type DraftStorage,
  type FailureReason,
  type FileContents,
  StorageFailure,
} from './draft-storage.ts'
import { keepVersion } from './draft-versions.ts'
import type { DraftNotice, KeptFile, SaveState } from './kept-drafts.ts'
import type { Edition } from './merge-draft.ts'
import {
  type PageEdition,
  type Puzzle,
  readFileContents,
  type Settled,
  settleFile,
} from './settle-file.ts'
import type { ReadDraft } from './stored-draft.ts'
import { extendTrail } from './undo-trail.ts'

export interface FilePorts {
  readonly storage: DraftStorage
  /** Names this page among all that are open. */
  readonly page: string
  /** How many journal entries this page has written. */
  entries(): number
  /** Milliseconds since the Unix epoch. */
  now(): number
  /** @returns a function that takes the timer back */
  after(milliseconds: number, callback: () => void): () => void
  /** Something that can be shown has changed. */
  changed(): void
  /** Another page, or what was stored, has put another text in the place of the one that stood here. */
  replaced(source: string): void
  /** The file was stored, with this revision. */
  saved(revision: number): void
}

/** After the last keystroke. Milliseconds. */
const TYPING_PAUSE = 300
/** Somebody who types without a pause is not left unsaved for longer. Milliseconds. */
const LONGEST_WAIT = 2_000
/** A storage that is silent for so long is said to be. Milliseconds. */
const NO_ANSWER = 5_000
/** A failed save is tried again after a second, then after two, four, up to this many. Milliseconds. */
const LONGEST_REST = 30_000

export class FileKeeper {
  readonly #lesson: string
  readonly #file: string
  readonly #published: string
  readonly #ports: FilePorts
  #source: string
  #original: string
  /** What the storage held when this page last looked. */
  #seen: DraftRecord | undefined
  #trail: readonly string[]
  #pending: readonly DraftVersion[] = []
  #puzzles: readonly Puzzle[] = []
  /** The slots of those that the reader no longer wants to see. */
  readonly #hidden = new Set<number | undefined>()
  #notices: readonly DraftNotice[] = []
  /** The text that the reader ran last. */
  #ran: string | undefined
  /** The highest revision that another page has told of. */
  #heard = 0
  /** Counts the changes; those up to `#savedGeneration` are stored. */
  #generation = 0
  #savedGeneration = 0
  #unsavedSince = 0
  #failure: FailureReason | undefined
  #failures = 0
  #saving: Promise<void> | undefined
  #cancelTimer: (() => void) | undefined

  /** @param published the author's source, as the page has it */
  constructor(lesson: string, file: string, published: string, ports: FilePorts) {
    this.#lesson = lesson
    this.#file = file
    this.#published = published
    this.#ports = ports
    this.#source = published
    this.#original = published
    this.#trail = [published]
  }

  get source(): string {
    return this.#source
  }

  /** Is there anything that is not stored yet? */
  get isDirty(): boolean {
    return this.#generation !== this.#savedGeneration
  }

  /** The texts that stood here before, oldest first. */
  get trail(): readonly string[] {
    return extendTrail(this.#trail, this.#source).slice(0, -1)
  }

  get view(): KeptFile {
    const versions = this.#pending.reduce(keepVersion, this.#seen?.versions ?? [])
    return { save: this.#saveState(), versions, notices: this.#allNotices() }
  }

  /** What the storage holds when the page opens, or when it has been silent until now. */
  open(found: FileContents): void {
    const { draft, left, puzzles } = readFileContents(found, this.#lesson, this.#file)
    this.#puzzles = puzzles
    // The reader was faster than the storage: saving keeps both.
    if (this.isDirty) return
    const settled = settleFile(found, this.#lesson, this.#file, this.#ports.page)
    this.#seen = draft?.record
    if (!settled.record) return
    const trail = extendTrail(draft?.trail ?? [], settled.record.source)
    this.#show({ record: settled.record, trail })
    this.#noteOther(settled.other)
    if (left.length > 0) this.#change()
    this.#ports.changed()
    if (left.length > 0) this.save()
  }

  /** The reader has typed. */
  type(source: string): void {
    if (source === this.#source) return
    this.#source = source
    if (source === this.#published) this.#original = source
    // Of every further keystroke there is nothing new to show.
    const wasDirty = this.isDirty
    this.#count()
    if (!wasDirty) this.#ports.changed()
    this.#saveLater()
  }

  /** Puts another text in the place of this one, which is kept as a version. */
  replace(source: string, reason: VersionReason): void {
    if (source === this.#source) return
    if (this.#source !== this.#published) this.#put(this.#source, reason)
    this.#source = source
    if (source === this.#published) this.#original = source
    this.#change()
    this.save()
  }

  /** Keeps the text as it stands as a version. */
  keep(reason: VersionReason): void {
    if (this.#source === this.#published) return
    this.#put(this.#source, reason)
    this.#change()
    this.save()
  }

  /** The reader runs the text as it stands: that makes it worth more than what was only typed. */
  noteRun(): void {
    this.#ran = this.#source
  }

  /** Another page has stored the file, with this revision. */
  hear(revision: number): void {
    this.#heard = Math.max(this.#heard, revision)
    this.refresh()
  }

  /** The reader has seen that the author has changed the cell, and stays with the draft. */
  keepDraft(): void {
    this.#original = this.#published
    this.#change()
    this.save()
  }

  tell(notice: DraftNotice): void {
    this.#notices = [...this.#notices.filter(({ kind }) => kind !== notice.kind), notice]
    this.#ports.changed()
  }

  dismiss(notice: DraftNotice): void {
    this.#notices = this.#notices.filter((other) => other !== notice)
    if (notice.kind === 'puzzle') this.#hidden.add(notice.puzzle.slot)
    this.#ports.changed()
  }

  /** Stores everything now. Resolves when it is stored, or when that has failed. */
  save(): Promise<void> {
    this.#cancelTimer?.()
    this.#cancelTimer = undefined
    if (this.isDirty) this.#saving ??= this.#saveAll()
    return this.#saving ?? Promise.resolve()
  }

  /** Looks whether another page has stored something since. */
  async refresh(): Promise<void> {
    if (this.isDirty) return
    const generation = this.#generation
    let found: FileContents
    try {
      found = await this.#ports.storage.readFile(this.#lesson, this.#file)
    } catch {
      // What the reader has is stored. If it can't be any more, the next save will say so.
      return
    }
    const { draft } = readFileContents(found, this.#lesson, this.#file)
    // What was changed and saved meanwhile is newer than this.
    if (generation !== this.#generation) return
    if (draft) {
      this.#adopt(draft)
    } else if (this.#seen) {
      // What was saved is gone, or damaged: this page still has it.
      this.#change()
      this.save()
    }
  }

  /** What is not stored yet. */
  edition(): Edition {
    return {
      source: this.#source,
      original: this.#original,
      savedAt: this.#ports.now(),
      earlier: this.#seen && this.#ran === this.#seen.source ? 'before-run' : 'typing',
      base: { revision: this.#seen?.revision ?? 0, source: this.#seen?.source ?? this.#published },
      versions: this.#pending,
    }
  }

  #put(source: string, reason: VersionReason): void {
    this.#pending = [...this.#pending, { source, savedAt: this.#ports.now(), reason }]
  }

  #change(): void {
    this.#count()
    this.#ports.changed()
  }

  #count(): void {
    if (!this.isDirty) this.#unsavedSince = this.#ports.now()
    this.#generation++
  }

  #saveLater(): void {
    this.#cancelTimer?.()
    const waited = this.#ports.now() - this.#unsavedSince
    const pause = Math.max(0, Math.min(TYPING_PAUSE, LONGEST_WAIT - waited))
    this.#cancelTimer = this.#ports.after(pause, () => this.save())
  }

  async #saveAll(): Promise<void> {
    // Whoever goes on typing has set the timer again.
    while (this.isDirty && !this.#cancelTimer) {
      if (!(await this.#saveOnce())) break
    }
    this.#saving = undefined
    if (this.#heard > (this.#seen?.revision ?? 0)) this.refresh()
  }

  async #saveOnce(): Promise<boolean> {
    const generation = this.#generation
    const edition = this.edition()
    this.#trail = extendTrail(this.#trail, edition.source)
    const mine = {
      ...edition,
      trail: this.#trail,
      entries: this.#ports.entries(),
      ...(this.#seen && { seen: this.#seen }),
    }
    const stopWaiting = this.#ports.after(NO_ANSWER, () => this.#fail('no-answer'))
    try {
      const settled = await this.#write(mine)
      const back = await this.#readBack(settled)
      this.#seen = settled.record
      this.#pending = this.#pending.filter((version) => !edition.versions.includes(version))
      this.#savedGeneration = generation
      this.#unsavedSince = this.#ports.now()
      this.#failure = undefined
      this.#failures = 0
      this.#noteOther(settled.other)
      this.#ports.changed()
      this.#ports.saved(settled.record.revision)
      if (!this.isDirty) this.#adopt(back)
      return true
    } catch (error) {
      this.#fail(error instanceof StorageFailure ? error.reason : 'unknown')
      this.#tryAgainLater()
      return false
    } finally {
      stopWaiting()
    }
  }

  async #write(mine: PageEdition): Promise<Settled & { record: DraftRecord }> {
    let settled: Settled | undefined
    await this.#ports.storage.updateFile(this.#lesson, this.#file, (found) => {
      settled = settleFile(found, this.#lesson, this.#file, this.#ports.page, mine)
      return settled.write
    })
    const record = settled?.record
    if (!settled || !record) throw new StorageFailure('unknown')
    return { ...settled, record }
  }

  /** @throws StorageFailure if what was written is not there, or came back otherwise */
  async #readBack({ record }: { record: DraftRecord }): Promise<ReadDraft> {
    const found = await this.#ports.storage.readFile(this.#lesson, this.#file)
    const { draft, puzzles } = readFileContents(found, this.#lesson, this.#file)
    this.#puzzles = puzzles
    // A higher revision is another page's, which had ours before its eyes.
    const isThere =
      draft &&
      (draft.record.revision > record.revision ||
        (draft.record.revision === record.revision && draft.record.source === record.source))
    if (!isThere) throw new StorageFailure('misread')
    return draft
  }

  #fail(reason: FailureReason): void {
    this.#failure = reason
    this.#ports.changed()
  }

  #tryAgainLater(): void {
    if (this.#cancelTimer) return
    const rest = Math.min(LONGEST_REST, 1000 * 2 ** this.#failures++)
    this.#cancelTimer = this.#ports.after(rest, () => this.save())
  }

  /** Takes over what another page has stored. Nothing of this page is lost: it has been stored before. */
  #adopt(draft: ReadDraft): void {
    // After damage, revisions begin anew: a lower one may be a later one.
    const { revision, source } = draft.record
    if (revision === this.#seen?.revision && source === this.#seen.source) return
    const before = this.#source
    this.#seen = draft.record
    this.#show({ record: draft.record, trail: extendTrail(this.#trail, draft.record.source) })
    const wasPutAside = draft.record.versions.some(
      ({ source, reason }) => source === before && reason === 'other-tab',
    )
    if (wasPutAside && before !== this.#source) this.#noteOther(before)
    this.#ports.changed()
  }

  #show({ record, trail }: ReadDraft): void {
    // Without changes of the reader, what the author publishes now counts.
    const isEdited = record.source !== record.original
    const source = isEdited ? record.source : this.#published
    this.#original = isEdited ? record.original : this.#published
    this.#trail = trail
    if (source === this.#source) return
    this.#source = source
    this.#ports.replaced(source)
  }

  #noteOther(text: string | undefined): void {
    if (text !== undefined && text !== this.#source) this.tell({ kind: 'other-page', text })
  }

  #saveState(): SaveState {
    if (this.#failure && this.isDirty) return { kind: 'failed', reason: this.#failure }
    if (this.isDirty) return { kind: 'saving' }
    return { kind: this.#seen && this.#source !== this.#published ? 'saved' : 'unchanged' }
  }

  #allNotices(): readonly DraftNotice[] {
    const hasTwo = this.#original !== this.#published && this.#source !== this.#published
    return [
      ...this.#notices,
      ...(hasTwo ? [{ kind: 'starter-changed' as const }] : []),
      ...this.#puzzles
        .filter(({ slot }) => !this.#hidden.has(slot))
        .map((puzzle) => ({ kind: 'puzzle' as const, puzzle })),
    ]
  }
}
