/** Kept pages are what a browser holds of the site for reading it without a network: whole pages, each with all its files. */

import {
  filesOf,
  PARTS,
  type PageFiles,
  type Part,
  parsePageFiles,
} from '../notebook/page-files.ts'
import { pageAddress } from './offline-answers.ts'

/** In the names of caches. Caches with another one are of another way of keeping, and are thrown away. */
const FORMAT = 'lines-and-spans 1'

/** The header of a kept page that names its list of files. */
const LIST_HEADER = 'x-page-files'

/** Headers that say how a response travelled, which is over. */
const OF_THE_WAY = ['content-encoding', 'content-length', 'transfer-encoding', 'vary', 'set-cookie']

export class KeptPages {
  readonly #caches: CacheStorage
  readonly #locks: LockManager
  readonly #home: string

  /** @param home the address of the site's home, ending in a slash: another site may share the host */
  constructor(caches: CacheStorage, locks: LockManager, home: string) {
    this.#caches = caches
    this.#locks = locks
    this.#home = home
  }

  /** @param url however the page was asked for */
  page(url: string): Promise<Response | undefined> {
    return this.#find('pages', pageAddress(url))
  }

  file(url: string): Promise<Response | undefined> {
    return this.#find('files', url)
  }

  /** The address of the list that a page was kept with. */
  async listAddress(url: string): Promise<string | undefined> {
    return (await this.page(url))?.headers.get(LIST_HEADER) ?? undefined
  }

  /** Keeps a file under its name. @throws DOMException if there is no room */
  async keepFile(url: string, response: Response): Promise<void> {
    await (await this.#open('files')).put(url, response)
  }

  /** Keeps a page, in the place of the one that was kept before. Its files are there already. */
  async keepPage(url: string, response: Response, listAddress: string): Promise<void> {
    const headers = new Headers(response.headers)
    for (const name of OF_THE_WAY) headers.delete(name)
    headers.set(LIST_HEADER, listAddress)
    // A new response, because a redirected one can't be shown as a page.
    const page = new Response(await response.blob(), { status: 200, headers })
    await (await this.#open('pages')).put(pageAddress(url), page)
  }

  /** The addresses of all kept pages. */
  async addresses(): Promise<readonly string[]> {
    if (!(await this.#caches.has(this.#name('pages')))) return []
    const requests = await (await this.#open('pages')).keys()
    return requests.map(({ url }) => url)
  }

  /** The list that a page was kept with. */
  async list(url: string): Promise<PageFiles | undefined> {
    return this.#listAt(await this.listAddress(url))
  }

  /** The parts of a kept page of which every file is there. None if the page is not kept. */
  async wholeParts(url: string): Promise<readonly Part[]> {
    const list = await this.list(url)
    if (!list) return []
    const whole: Part[] = []
    for (const part of PARTS) {
      const found = await Promise.all(
        filesOf(list, [part]).map(({ path }) => this.file(this.#home + path)),
      )
      if (found.every((file) => file !== undefined)) whole.push(part)
    }
    return whole
  }

  /** Forgets pages; {@link tidy} throws their files away. */
  async forget(urls: readonly string[]): Promise<void> {
    const pages = await this.#open('pages')
    for (const url of urls) await pages.delete(pageAddress(url))
  }

  /** Does something during which files are there before the page that needs them: nothing is tidied meanwhile. */
  async whileKeeping<Result>(work: () => Promise<Result>): Promise<Result> {
    return this.#locks.request(this.#name('files'), { mode: 'shared' }, work)
  }

  /**
   * Throws away all files that no kept page needs. Only for when no page is open that might need them; nothing is thrown
   * away while some are on their way.
   * @returns how many
   */
  async tidy(): Promise<number> {
    const work = async (lock: Lock | null) => (lock ? this.#dropUnneeded() : 0)
    return this.#locks.request(this.#name('files'), { ifAvailable: true }, work)
  }

  async #dropUnneeded(): Promise<number> {
    const lists = new Set<string>()
    for (const page of await this.addresses()) {
      const address = await this.listAddress(page)
      if (address) lists.add(address)
    }
    const needed = new Set<string>()
    for (const address of lists) {
      const list = await this.#listAt(address)
      if (!list) continue
      needed.add(new URL(address, this.#home).href)
      for (const { path } of filesOf(list, PARTS)) needed.add(this.#home + path)
    }
    const files = await this.#open('files')
    const unneeded = (await files.keys()).filter(({ url }) => !needed.has(url))
    for (const request of unneeded) await files.delete(request)
    return unneeded.length
  }

  /** Throws everything away. */
  async dismiss(): Promise<void> {
    await this.#dropCaches(() => true)
  }

  /** Throws away what earlier versions of the site have kept in another way. */
  async dropOtherFormats(): Promise<void> {
    const current = [this.#name('pages'), this.#name('files')]
    await this.#dropCaches((name) => !current.includes(name))
  }

  async #listAt(address: string | undefined): Promise<PageFiles | undefined> {
    const response = address && (await this.file(new URL(address, this.#home).href))
    return response ? parsePageFiles(await response.text()) : undefined
  }

  /** Without making a cache: a browser that refuses storage would throw. */
  #find(kind: 'pages' | 'files', url: string): Promise<Response | undefined> {
    return this.#caches.match(url, { cacheName: this.#name(kind), ignoreVary: true })
  }

  #open(kind: 'pages' | 'files'): Promise<Cache> {
    return this.#caches.open(this.#name(kind))
  }

  #name(kind: 'pages' | 'files'): string {
    return `${FORMAT} ${kind} ${this.#home}`
  }

  async #dropCaches(isDropped: (name: string) => boolean): Promise<void> {
    for (const name of await this.#caches.keys()) {
      const isOurs = name.startsWith('lines-and-spans ') && name.endsWith(` ${this.#home}`)
      if (isOurs && isDropped(name)) await this.#caches.delete(name)
    }
  }
}
