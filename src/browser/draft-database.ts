/** The draft database keeps drafts and marks of runs in IndexedDB, and a journal where it can be written at once. */

import {
  type DraftStorage,
  type FailureReason,
  type FileContents,
  type FileWrite,
  StorageFailure,
  type StoredSlot,
} from '../notebook/draft-storage.ts'
import { type RunMark, readMark } from '../notebook/run-mark.ts'
import type { OfLesson, WorkContents, WorkStorage } from '../notebook/work-storage.ts'
import { draftJournal } from './draft-journal.ts'

const NAME = 'lines-and-spans'
const VERSION = 1

/** By `[lesson, file, slot]`. */
const DRAFTS = 'drafts'
/** By id. */
const MARKS = 'marks'

export class DraftDatabase implements DraftStorage, WorkStorage {
  #connection: Promise<IDBDatabase> | undefined

  async readLesson(lesson: string) {
    const transaction = await this.#begin([DRAFTS, MARKS], 'readonly')
    return reporting(async () => {
      const slots = await slotsIn(transaction, [lesson])
      const marks = await resultOf(transaction.objectStore(MARKS).getAll())
      return {
        slots,
        journal: draftJournal.read(lesson),
        marks: marks.filter((value) => readMark(value)?.lesson === lesson),
      }
    })
  }

  async readFile(lesson: string, file: string): Promise<FileContents> {
    const transaction = await this.#begin([DRAFTS], 'readonly')
    return reporting(async () => ({
      slots: await slotsIn(transaction, [lesson, file]),
      journal: draftJournal.read(lesson, file),
    }))
  }

  async readAll(): Promise<WorkContents> {
    const transaction = await this.#begin([DRAFTS], 'readonly')
    return reporting(async () => ({
      slots: await slotsIn(transaction, []),
      journal: draftJournal.readAll(),
    }))
  }

  async removeAll(): Promise<void> {
    await this.#change(DRAFTS, (drafts) => drafts.clear())
    draftJournal.clear()
  }

  async updateFile(
    lesson: string,
    file: string,
    change: (found: FileContents) => FileWrite,
  ): Promise<void> {
    const transaction = await this.#begin([DRAFTS], 'readwrite')
    await reporting(async () => {
      const completed = completionOf(transaction)
      const slots = await slotsIn(transaction, [lesson, file])
      const { put, drop } = change({ slots, journal: draftJournal.read(lesson, file) })
      if (put) transaction.objectStore(DRAFTS).put(put.draft, [lesson, file, put.slot])
      await completed
      draftJournal.drop(lesson, file, drop)
    })
  }

  /** Not into the database: a transaction that has to wait for another one would end with the page. */
  writeJournal(entries: Parameters<DraftStorage['writeJournal']>[0]): void {
    draftJournal.write(entries)
  }

  removeSlot(lesson: string, file: string, slot: number): Promise<void> {
    return this.#change(DRAFTS, (drafts) => drafts.delete([lesson, file, slot]))
  }

  setMark(mark: RunMark): Promise<void> {
    return this.#change(MARKS, (marks) => marks.put(mark, mark.id))
  }

  clearMark(id: string): Promise<void> {
    return this.#change(MARKS, (marks) => marks.delete(id))
  }

  async #change(name: string, change: (store: IDBObjectStore) => void): Promise<void> {
    const transaction = await this.#begin([name], 'readwrite', 'relaxed')
    await reporting(async () => {
      const completed = completionOf(transaction)
      change(transaction.objectStore(name))
      await completed
    })
  }

  /** @param durability a draft is said to be saved only when it has reached the disk itself */
  async #begin(
    stores: string[],
    mode: IDBTransactionMode,
    durability: IDBTransactionDurability = 'strict',
  ): Promise<IDBTransaction> {
    const database = await this.#connect()
    try {
      return database.transaction(stores, mode, { durability })
    } catch (error) {
      // The browser has closed the connection: the next one may hold.
      this.#connection = undefined
      throw new StorageFailure('unknown', String(error))
    }
  }

  #connect(): Promise<IDBDatabase> {
    if (!this.#connection) {
      const forget = () => {
        if (this.#connection === connection) this.#connection = undefined
      }
      const connection = connect(forget)
      this.#connection = connection
      connection.catch(forget)
    }
    return this.#connection
  }
}

/** @param onClosed the connection can't be used any more */
function connect(onClosed: () => void): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    let request: IDBOpenDBRequest
    try {
      request = indexedDB.open(NAME, VERSION)
    } catch (error) {
      reject(new StorageFailure('unavailable', String(error)))
      return
    }
    let isGivenUp = false
    request.onupgradeneeded = () => {
      request.result.createObjectStore(DRAFTS)
      request.result.createObjectStore(MARKS)
    }
    request.onblocked = () => {
      isGivenUp = true
      reject(new StorageFailure('blocked'))
    }
    request.onsuccess = () => {
      const database = request.result
      // A later version of the site wants to change its form, and would have to wait for this page.
      database.onversionchange = () => {
        database.close()
        onClosed()
      }
      database.onclose = onClosed
      if (isGivenUp) database.close()
      else resolve(database)
    }
    request.onerror = () => {
      const isOutdated = request.error?.name === 'VersionError'
      reject(new StorageFailure(isOutdated ? 'outdated' : 'unavailable', String(request.error)))
    }
  })
}

/** All records whose keys begin like this. One that can't be read back at all is there, without a value. */
async function slotsIn(
  transaction: IDBTransaction,
  key: readonly string[],
): Promise<OfLesson<StoredSlot>[]> {
  const drafts = transaction.objectStore(DRAFTS)
  // An array comes after all texts and numbers.
  const range = IDBKeyRange.bound([...key], [...key, []])
  const slots: OfLesson<StoredSlot>[] = []
  for (const found of await resultOf(drafts.getAllKeys(range))) {
    const [lesson, file, slot] = found as unknown[]
    if (typeof lesson !== 'string' || typeof file !== 'string' || typeof slot !== 'number') continue
    slots.push({
      lesson,
      file,
      slot,
      value: await resultOf(drafts.get(found)).catch(() => undefined),
    })
  }
  return slots
}

function resultOf<Result>(request: IDBRequest<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = (event) => {
      // What can't be read does not end the transaction.
      event.preventDefault()
      reject(request.error)
    }
  })
}

function completionOf(transaction: IDBTransaction): Promise<void> {
  const completed = new Promise<void>((resolve, reject) => {
    transaction.oncomplete = () => resolve()
    transaction.onabort = () => reject(transaction.error)
  })
  // It may fail before anybody waits for it.
  completed.catch(() => {})
  return completed
}

/** @throws StorageFailure for every error of the work */
async function reporting<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    throw error instanceof StorageFailure
      ? error
      : new StorageFailure(reasonOf(error), String(error))
  }
}

function reasonOf(error: unknown): FailureReason {
  return error instanceof DOMException && error.name === 'QuotaExceededError' ? 'full' : 'unknown'
}
