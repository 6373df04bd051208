/** Shared links are the copies that a page has opened from its address: someone else's code, each in a notebook of its own. */

import { type ReadonlySignal, type Signal, signal } from '@preact/signals'
import { isShareLink } from '../notebook/is-share-link.ts'
import { LinkError } from '../notebook/link-error.ts'
import type { Notebook } from '../notebook/notebook.ts'
import { readLink, type SharedCode, writeLink } from '../notebook/share-link.ts'
import { openCopy } from '../notebook/shared-copy.ts'
import { NotebookSession } from './notebook-session.ts'
import { textPacker } from './text-packer.ts'

export interface LinkedCopy {
  /** The part of the address that it came with. */
  readonly link: string
  readonly shared: SharedCode
  readonly session: NotebookSession
}

/** So many copies can be open in a page at once. */
const MOST_COPIES = 5

export class SharedLinks {
  /** Why the address could not be opened, if it could not. */
  readonly problem: Signal<string | undefined> = signal(undefined)
  /** The copy that the address is about, until somebody has shown it. */
  readonly arrived: Signal<LinkedCopy | undefined> = signal(undefined)
  readonly #copies = signal<readonly LinkedCopy[]>([])
  readonly #lesson: string
  readonly #published: Notebook
  readonly #programsUrl: string
  #following: Promise<void> = Promise.resolve()

  /** Opens the link in the address of the page, if there is one, and those that come after it. */
  constructor(lesson: string, published: Notebook, programsUrl: string) {
    this.#lesson = lesson
    this.#published = published
    this.#programsUrl = programsUrl
    addEventListener('hashchange', () => this.#followNext())
    this.#followNext()
  }

  get copies(): ReadonlySignal<readonly LinkedCopy[]> {
    return this.#copies
  }

  /** Closes a copy. Nothing of it is left. */
  close(copy: LinkedCopy): void {
    copy.session.stop(copy.shared.cell)
    this.#copies.value = this.#copies.value.filter((other) => other !== copy)
    this.#leaveAddress(copy.link)
  }

  hideProblem(): void {
    this.problem.value = undefined
    if (isShareLink(location.hash)) this.#leaveAddress(location.hash)
  }

  /** Opens copies again that were closed. */
  reopen(copy: LinkedCopy): void {
    this.#copies.value = [...this.#copies.value, copy]
  }

  /** One after another: the same link can come twice. */
  #followNext(): void {
    this.#following = this.#following.then(() => this.#follow())
  }

  async #follow(): Promise<void> {
    const link = location.hash
    if (!isShareLink(link)) return
    this.problem.value = undefined
    const open = this.#copies.value.find((copy) => copy.link === link)
    if (open) {
      this.#show(open)
      return
    }
    try {
      const copy = await this.#open(link)
      // Another address came while this one was read.
      if (location.hash !== link) return
      this.#copies.value = [...this.#copies.value, copy]
      this.#show(copy)
    } catch (error) {
      if (location.hash !== link) return
      this.problem.value =
        error instanceof LinkError
          ? error.message
          : `This link can’t be opened: ${error instanceof Error ? error.message : String(error)}`
    }
  }

  #show(copy: LinkedCopy): void {
    this.arrived.value = copy
    // The cell wakes when it is seen, and then shows its copies.
    document.getElementById(copy.shared.cell)?.scrollIntoView()
  }

  /** @throws LinkError */
  async #open(link: string): Promise<LinkedCopy> {
    if (this.#copies.value.length >= MOST_COPIES) {
      throw new LinkError(
        `${MOST_COPIES} copies of other people’s code are open in this page. Dismiss one, and open the link again.`,
      )
    }
    const cells = [...this.#published.cells.keys()]
    const shared = await readLink(link, { slug: this.#lesson, cells }, textPacker)
    const notebook = openCopy(this.#published, shared)
    const session = new NotebookSession(this.#lesson, notebook, this.#programsUrl, { isCopy: true })
    return { link, shared, session }
  }

  /** A reload shall not open again what the reader has dismissed. */
  #leaveAddress(link: string): void {
    if (location.hash === link) {
      history.replaceState(history.state, '', location.pathname + location.search)
    }
  }
}

/** The whole address of a link. @throws LinkError */
export async function addressOf(code: SharedCode): Promise<string> {
  return location.origin + location.pathname + (await writeLink(code, textPacker))
}
