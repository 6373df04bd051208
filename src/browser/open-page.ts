/** An open page is the one in this browser window, as far as keeping it goes: its own version, and what is kept under its address. */

import type { PageFiles } from '../notebook/page-files.ts'
import { CourseKeeper } from './course-keeper.ts'
import { type Keeping, keepPage } from './keep-page.ts'
import { keptCourseVersion } from './kept-course-version.ts'
import { KeptPages } from './kept-pages.ts'
import { pageAddress } from './offline-answers.ts'
import { homeAddress } from './visit.ts'

export class OpenPage {
  readonly url = pageAddress(location.href)
  /** It, the way home, and what is shown in the place of a page that is not kept. */
  readonly urls = [this.url, homeAddress(), `${homeAddress()}offline/`]
  readonly keeping: Keeping = {
    kept: new KeptPages(caches, navigator.locks, homeAddress()),
    home: homeAddress(),
    fetch: (...request) => fetch(...request),
  }
  readonly course = new CourseKeeper(this.keeping)
  /** The list of what is kept, once it is known. */
  list: PageFiles | undefined
  /** The server has a later version than the one that is open. */
  isOutdated = false
  readonly #ownList: string

  /** @param ownList the address of the list with which this page was built */
  constructor(ownList: string) {
    this.#ownList = new URL(ownList, location.href).href
  }

  async isKeptAsItIs(): Promise<boolean> {
    return (await this.keeping.kept.listAddress(this.url)) === this.#ownList
  }

  /**
   * Keeps it with what belongs to it. What is kept whole and of the same version is not fetched again.
   * @throws Error if something can't be fetched or kept
   */
  async keep(): Promise<void> {
    const { kept } = this.keeping
    const isThere = async (url: string) => (await kept.wholeParts(url)).includes('page')
    if (!(await isThere(this.url)) || !(await this.isKeptAsItIs())) {
      await keepPage(this.url, this.keeping)
      this.isOutdated = !(await this.isKeptAsItIs())
    }
    const version = (await kept.list(this.url))?.course.version
    for (const url of this.urls) {
      const isCurrent = (await kept.list(url))?.course.version === version
      if (!isCurrent || !(await isThere(url))) await keepPage(url, this.keeping)
    }
  }

  async isCourseKept(): Promise<boolean> {
    if (!keptCourseVersion()) return false
    const { kept, home } = this.keeping
    const addresses = await kept.addresses()
    return this.list?.course.pages.every((path) => addresses.includes(home + path)) ?? false
  }
}
