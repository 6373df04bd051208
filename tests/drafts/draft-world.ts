/** A draft world has a disk and several pages on it, and lets time pass and steps happen in any order. */

import { DraftKeeper, type DraftNews } from '../../src/notebook/draft-keeper.ts'
import type { KeptFile } from '../../src/notebook/kept-drafts.ts'
import { ShakyDisk } from './shaky-disk.ts'

export const LESSON = 'a-lesson'
export const FILE = 'tea.ts'
export const PUBLISHED = '// the author’s\n'

interface Step {
  readonly page: string
  go(): void
}

interface Timer {
  readonly page: string
  readonly at: number
  callback(): void
}

export class DraftWorld {
  readonly disk = new ShakyDisk()
  readonly pages = new Map<string, WorldPage>()
  time = 1_000_000
  /** News does not arrive. */
  isSilent = false
  #steps: Step[] = []
  #timers: Timer[] = []
  #opened = 0

  open(published: string = PUBLISHED): WorldPage {
    const page = new WorldPage(this, `page-${++this.#opened}`, published)
    this.pages.set(page.name, page)
    return page
  }

  /** The page ends in this moment, whatever it was doing. */
  kill(page: WorldPage): void {
    this.pages.delete(page.name)
    this.#steps = this.#steps.filter((step) => step.page !== page.name)
    this.#timers = this.#timers.filter((timer) => timer.page !== page.name)
    this.disk.abort(page.name)
  }

  step(page: string): Promise<void> {
    return new Promise((go) => {
      if (this.pages.has(page)) this.#steps.push({ page, go })
    })
  }

  after(page: string, milliseconds: number, callback: () => void): () => void {
    const timer = { page, at: this.time + milliseconds, callback }
    this.#timers.push(timer)
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer)
    }
  }

  get waiting(): number {
    return this.#steps.length
  }

  /** Lets one of the waiting steps happen. @param which any number */
  async take(which: number): Promise<void> {
    const [step] = this.#steps.splice(which % Math.max(1, this.#steps.length), 1)
    step?.go()
    await settled()
  }

  async pass(milliseconds: number): Promise<void> {
    const end = this.time + milliseconds
    for (;;) {
      const [next] = this.#timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)
      if (!next) break
      this.#timers = this.#timers.filter((timer) => timer !== next)
      this.time = next.at
      next.callback()
      await settled()
    }
    this.time = end
  }

  /** Lets all steps that are waiting happen, in order. No time passes. */
  async drain(): Promise<void> {
    await settled()
    while (this.waiting > 0) await this.take(0)
  }

  /** Lets a minute and more pass, with all that happens in it. */
  async rest(): Promise<void> {
    for (let round = 0; round < 40; round++) {
      await this.drain()
      await this.pass(2_000)
    }
  }

  tellOthers(from: string, news: DraftNews): void {
    for (const page of this.pages.values()) {
      if (page.name === from || this.isSilent) continue
      this.step(page.name).then(() => page.keeper.hear(news))
    }
  }
}

export class WorldPage {
  readonly name: string
  readonly keeper: DraftKeeper
  /** What stands in the page's editor. */
  shown: string
  /** How often the browser was asked to persist what is stored. */
  asked = 0

  constructor(world: DraftWorld, name: string, published: string) {
    this.name = name
    this.shown = published
    this.keeper = new DraftKeeper(
      LESSON,
      { [FILE]: published },
      {
        storage: world.disk.storageFor(name, () => world.step(name)),
        page: name,
        now: () => world.time,
        after: (milliseconds, callback) => world.after(name, milliseconds, callback),
        stayKnown: async () => () => {},
        isOpen: async (page) => world.pages.has(page),
        tellOthers: (news) => world.tellOthers(name, news),
        askToPersist: () => {
          this.asked++
        },
        changed: () => {},
        replaced: (_, source) => {
          this.shown = source
        },
      },
    )
  }

  get file() {
    return this.keeper.file(FILE)
  }

  get view(): KeptFile {
    return this.keeper.view.files.get(FILE) as KeptFile
  }

  type(source: string): void {
    this.shown = source
    this.file.type(source)
  }

  replace(source: string, reason: Parameters<typeof this.file.replace>[1]): void {
    this.shown = source
    this.file.replace(source, reason)
  }
}

/** All promises that can go on have gone on. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
