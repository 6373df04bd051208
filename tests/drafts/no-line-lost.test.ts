/**
 * No reader loses a line: pages open, type, go away and die in any order, the disk is full or damaged, and every text that
 * was said to be saved is still somewhere. `FUZZ` in the environment is the number of histories.
 */

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DraftWorld, PUBLISHED, type WorldPage } from './draft-world.ts'

const HISTORIES = Number(process.env.FUZZ ?? 500)

/** Every word that is typed is another one, so that it can be looked for later. */
class History {
  readonly world = new DraftWorld()
  /** Words that a page said were saved, or that reached the journal. */
  readonly promised = new Set<string>()
  /** Values on the disk that somebody has damaged, by their place. */
  readonly damaged = new Map<string, string>()
  readonly log: string[] = []
  /** Words by the page in which they were typed. */
  readonly #typed = new Map<string, string[]>()
  #words = 0

  async act(choice: number): Promise<void> {
    const detail = Math.floor(choice / 32)
    const pages = [...this.world.pages.values()]
    const page = pages[detail % Math.max(1, pages.length)]
    const kind = choice % 32
    if (!page || (kind === 0 && pages.length < 4)) {
      this.#say('a page opens')
      this.world.open().keeper.load()
    } else if (kind <= 6) {
      const word = `w${++this.#words};`
      this.#say(`${page.name} types ${word}`)
      page.type(page.shown + word)
      this.#typed.set(page.name, [...(this.#typed.get(page.name) ?? []), word])
    } else if (kind <= 22) {
      await this.world.take(detail)
    } else if (kind <= 25) {
      await this.world.pass(detail % 700)
    } else if (kind === 26) {
      this.#say(`${page.name} is reset`)
      page.replace(PUBLISHED, 'before-reset')
    } else if (kind === 27) {
      this.#say(`${page.name} goes to the background`)
      page.keeper.leave()
    } else if (kind === 28) {
      this.#say(`${page.name} dies`)
      this.world.kill(page)
    } else if (kind === 29) {
      this.world.disk.isFull = !this.world.disk.isFull
      this.#say(this.world.disk.isFull ? 'the disk is full' : 'there is room')
    } else if (kind === 30) {
      this.#damage(detail)
    } else {
      page.keeper.comeBack()
    }
    this.#notePromises()
  }

  /** What was typed in pages that live: it may not be saved yet, but it must not be lost. */
  promiseWhatLives(): void {
    for (const name of this.world.pages.keys()) {
      for (const word of this.#typed.get(name) ?? []) this.promised.add(word)
    }
  }

  #say(what: string): void {
    this.log.push(what)
  }

  #notePromises(): void {
    for (const { view, shown } of this.world.pages.values()) {
      if (view.save.kind === 'saved') for (const word of wordsIn(shown)) this.promised.add(word)
    }
    for (const { value } of this.world.disk.journal.values()) {
      for (const word of wordsIn(JSON.stringify(value))) this.promised.add(word)
    }
  }

  #damage(detail: number): void {
    const places = [...this.world.disk.slots]
    const [key, place] = places[detail % Math.max(1, places.length)] ?? []
    if (key === undefined || !place || this.damaged.has(key) || this.world.disk.isBusy) return
    const value = place.value as Record<string, unknown>
    const ways = [
      { ...value, checksum: '00000000' },
      { ...value, schema: 7 },
      { ...value, source: `${value.source}?` },
      { ...value, revision: 'many' },
    ]
    place.value = ways[detail % ways.length]
    this.damaged.set(key, JSON.stringify(place.value))
    this.#say(`${key} is damaged`)
  }
}

function wordsIn(text: string): string[] {
  return text.match(/w\d+;/g) ?? []
}

/** Whatever a reader who opens the lesson now can get at. */
function reachable(page: WorldPage): string {
  const { versions, notices } = page.view
  const puzzles = notices.map((notice) => (notice.kind === 'puzzle' ? notice.puzzle.value : ''))
  return [
    page.shown,
    ...versions.map(({ source }) => source),
    ...puzzles.map((value) => JSON.stringify(value)),
  ].join('\n')
}

test(`in ${HISTORIES} histories of up to 4 pages no line is lost`, {
  timeout: 3_600_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.nat({ max: 32 * 1000 }), { minLength: 20, maxLength: 160, size: 'max' }),
      async (choices) => {
        const history = new History()
        const { world, promised, damaged, log } = history
        for (const choice of choices) await history.act(choice)

        history.promiseWhatLives()
        world.disk.isFull = false
        await world.rest()
        for (const page of world.pages.values()) page.keeper.comeBack()
        await world.rest()
        const story = log.join('\n')
        const fresh = world.open()
        fresh.keeper.load()
        await world.rest()

        for (const page of world.pages.values()) {
          expect(page.shown, `${page.name} shows what is stored:\n${story}`).toBe(fresh.shown)
          expect(page.shown, `${page.name} shows what it keeps:\n${story}`).toBe(page.file.source)
          expect(page.view.save.kind, `${page.name} has saved:\n${story}`).toBe(
            page.shown === PUBLISHED ? 'unchanged' : 'saved',
          )
        }
        const found = new Set(wordsIn(reachable(fresh)))
        const lost = [...promised].filter((word) => !found.has(word))
        expect(lost, story).toEqual([])
        for (const [key, value] of damaged) {
          expect(JSON.stringify(world.disk.slots.get(key)?.value), story).toBe(value)
        }
        expect(world.disk.journal.size, story).toBe(0)
      },
    ),
    { numRuns: HISTORIES, seed: 1 },
  )
})

test('the search for lost lines finds a keeper that loses them', async () => {
  const world = new DraftWorld()
  const page = world.open()
  page.keeper.load()
  page.type('w1;')
  await world.rest()
  world.disk.slots.clear()
  const fresh = world.open()
  fresh.keeper.load()
  await world.rest()
  expect(page.view.save.kind).toBe('saved')
  expect(wordsIn(reachable(fresh))).toEqual([])
})
