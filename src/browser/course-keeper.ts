/** The course keeper keeps every page of the course, because a reader has asked for it, and keeps it up to date. */

import { PARTS } from '../notebook/page-files.ts'
import { type Keeping, keepPage, keepParts } from './keep-page.ts'
import type { CourseState } from './offline-state.ts'

/** What a wish came to. */
type Outcome = NonNullable<CourseState['outcome']>

export class CourseKeeper {
  readonly #keeping: Keeping
  #current: AbortController | undefined

  constructor(keeping: Keeping) {
    this.#keeping = keeping
  }

  get isAtWork(): boolean {
    return this.#current !== undefined
  }

  /**
   * Fetches all pages anew, and of their files what is not there.
   * @param pages their addresses
   * @param onProgress how many bytes are there now
   */
  async keep(pages: readonly string[], onProgress: (done: number) => void): Promise<Outcome> {
    const current = new AbortController()
    this.#current = current
    const seen = new Set<string>()
    let done = 0
    const onKept = (size: number, url: string) => {
      // Pages share most of their files.
      if (seen.has(url)) return
      seen.add(url)
      done += size
      onProgress(done)
    }
    const keeping: Keeping = { ...this.#keeping, onKept, signal: current.signal }
    try {
      for (const url of pages)
        await keepParts(await keepPage(url, keeping), PARTS, 'network', keeping)
      return 'kept'
    } catch (error) {
      if (current.signal.aborted) return 'stopped'
      return isForWantOfRoom(error) ? 'no-room' : 'unreachable'
    } finally {
      this.#current = undefined
    }
  }

  stop(): void {
    this.#current?.abort()
  }

  /** Forgets all pages but some. */
  async remove(except: readonly string[]): Promise<void> {
    const { kept } = this.#keeping
    await kept.forget((await kept.addresses()).filter((url) => !except.includes(url)))
  }
}

function isForWantOfRoom(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'QuotaExceededError'
}
