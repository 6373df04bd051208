/** The offline keeper sees to it that the page that is open, and at a reader's wish the whole course, can be read without a network. */

import { LIST_META, type Part } from '../notebook/page-files.ts'
import { keepParts, type Reach } from './keep-page.ts'
import { keptCourseVersion, noteKeptCourse } from './kept-course-version.ts'
import {
  type CourseState,
  keptOf,
  mayFetchMuch,
  NOTHING_KEPT,
  type OfflineState,
} from './offline-state.ts'
import { OpenPage } from './open-page.ts'
import { registerServiceWorker } from './register-service-worker.ts'
import { beingRead, connection, editsWithFingers, homeAddress, idle, settled } from './visit.ts'

class OfflineKeeper {
  #state = NOTHING_KEPT
  #page: OpenPage | undefined
  /** From where to fetch what editing takes, once there is a reason to. */
  #editing: Reach | undefined
  #isFetching = false
  readonly #listeners = new Set<(state: OfflineState) => void>()

  get state(): OfflineState {
    return this.#state
  }

  /** @returns stops listening */
  listen(listener: (state: OfflineState) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Keeps the page that is open when it has come to rest, and what editing takes when somebody reads it. */
  async start(): Promise<void> {
    this.#watchNetwork()
    this.#set({ isFrugal: !mayFetchMuch(connection()) })
    await settled()
    await this.#keep()
    addEventListener('online', () => this.#keep())
    await beingRead()
    await this.expectEditing()
    await this.#refreshCourse()
  }

  /** The reader may come to edit something: what that takes is kept, unless traffic is dear. */
  async expectEditing(): Promise<void> {
    if (this.#state.isFrugal) return
    this.#editing ??= 'network'
    await idle()
    await this.#keepEditing()
  }

  /** The reader has edited something, so what that takes has been fetched for the most part, whatever traffic costs. */
  async noteEditing(): Promise<void> {
    this.#editing ??= this.#state.isFrugal ? 'at-hand' : 'network'
    await idle()
    await this.#keepEditing()
  }

  /** Keeps every page of the course. The state tells how far it is, and what came of it. */
  async keepCourse(): Promise<void> {
    const { course, list } = this.#page ?? {}
    if (!course || !list || course.isAtWork) return
    const home = homeAddress()
    const { pages, version } = list.course
    this.#setCourse({ phase: 'keeping' })
    const outcome = await course.keep(
      pages.map((path) => home + path),
      (done) => this.#setCourse({ phase: 'keeping', done }),
    )
    if (outcome === 'kept') noteKeptCourse(version)
    this.#setCourse({ phase: outcome === 'kept' ? 'kept' : 'not-kept', outcome })
    await this.#tell()
    this.#tidy()
  }

  stopKeepingCourse(): void {
    this.#page?.course.stop()
  }

  /** Throws away what is kept, but for the page that is open. */
  async removeCourse(): Promise<void> {
    const page = this.#page
    if (!page) return
    noteKeptCourse(undefined)
    await page.course.remove(page.urls)
    this.#setCourse({ phase: 'not-kept', outcome: 'removed' })
    this.#tidy()
  }

  async #keep(): Promise<void> {
    if (!(await this.#open())) return
    await this.#tell()
    try {
      await this.#page?.keep()
    } catch {
      // Without a network, or without room. What is told next is what there is all the same.
    }
    await this.#tell()
    this.#tidy()
    await this.#keepEditing()
  }

  /** @returns false if this page can't be kept now */
  async #open(): Promise<boolean> {
    const list = document.querySelector<HTMLMetaElement>(`meta[name="${LIST_META}"]`)?.content
    if (!list || !(await registerServiceWorker())) return false
    this.#page ??= new OpenPage(list)
    return true
  }

  async #keepEditing(): Promise<void> {
    const { list, keeping } = this.#page ?? {}
    const reach = this.#editing
    if (!list || !keeping || !reach || this.#isFetching || this.#state.kept !== 'reading') return
    this.#isFetching = true
    try {
      await keepParts(list, partsToEdit(), reach, keeping)
    } catch {
      // As above; and what is at hand may not be everything yet.
    }
    this.#isFetching = false
    await this.#tell()
  }

  /** A course that was kept is fetched again when any page of it has changed. */
  async #refreshCourse(): Promise<void> {
    const known = keptCourseVersion()
    const current = this.#page?.list?.course.version
    if (known && current && known !== current && !this.#state.isFrugal) await this.keepCourse()
  }

  /** Looks what is there, file by file, and tells it. */
  async #tell(): Promise<void> {
    const page = this.#page
    if (!page) return
    const { isOutdated } = page
    try {
      const parts = (await page.isKeptAsItIs()) ? await page.keeping.kept.wholeParts(page.url) : []
      page.list = await page.keeping.kept.list(page.url)
      this.#set({ kept: keptOf(parts, partsToEdit()), isOutdated })
    } catch {
      // Storage is refused: nothing is kept.
      this.#set({ kept: 'nothing', isOutdated })
    }
    if (page.list && !this.#state.course) {
      this.#setCourse({ phase: (await page.isCourseKept()) ? 'kept' : 'not-kept' })
    }
  }

  /** Not while this page needs other files than those that are kept. */
  #tidy(): void {
    if (this.#state.kept === 'nothing') return
    navigator.serviceWorker.controller?.postMessage('tidy')
  }

  #watchNetwork(): void {
    const tell = () => this.#set({ isOnline: navigator.onLine })
    addEventListener('online', tell)
    addEventListener('offline', tell)
    tell()
  }

  #setCourse(now: Pick<CourseState, 'phase'> & Partial<CourseState>): void {
    const { transferSize = 0, size = 0 } = this.#page?.list?.course ?? {}
    this.#set({ course: { transferSize, size, done: 0, ...now } })
  }

  #set(change: Partial<OfflineState>): void {
    this.#state = { ...this.#state, ...change }
    for (const listener of this.#listeners) listener(this.#state)
  }
}

/** Of the page that is open in this window. */
export const offlineKeeper = new OfflineKeeper()

/** What editing takes on this device. */
function partsToEdit(): readonly Part[] {
  return editsWithFingers() ? ['compiler'] : ['compiler', 'editor']
}
