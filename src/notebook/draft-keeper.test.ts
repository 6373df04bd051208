import { beforeEach, describe, expect, test } from 'vitest'
import {
  DraftWorld,
  FILE,
  LESSON,
  PUBLISHED,
  type WorldPage,
} from '../../tests/drafts/draft-world.ts'
import type { DraftRecord } from './draft-record.ts'
import { type ReadDraft, sealDraft } from './stored-draft.ts'

let world: DraftWorld

beforeEach(() => {
  world = new DraftWorld()
})

async function opened(published?: string): Promise<WorldPage> {
  const page = world.open(published)
  page.keeper.load()
  await world.drain()
  return page
}

const stored = () =>
  [...world.disk.slots.values()].map(({ slot, value }) => {
    const { revision, source } = value as DraftRecord
    return `${slot}: ${revision} ${source}`
  })

function store(parts: Partial<DraftRecord>, slot = 0): void {
  const record: ReadDraft['record'] = {
    schema: 1,
    lesson: LESSON,
    file: FILE,
    revision: 1,
    source: 'mine',
    original: PUBLISHED,
    savedAt: 5,
    versions: [],
    ...parts,
  }
  const value = sealDraft({ record, trail: [record.original, record.source] })
  world.disk.slots.set(`${LESSON}/${record.file}/${slot}`, {
    lesson: LESSON,
    file: record.file,
    slot,
    value,
  })
}

const versionsOf = (page: WorldPage) =>
  page.view.versions.map(({ source, reason }) => `${source} (${reason})`)

const noticesOf = (page: WorldPage) => page.view.notices.map(({ kind }) => kind)

describe('saving', () => {
  test('begins 300 ms after the last keystroke', async () => {
    const page = await opened()
    page.type('a')
    await world.pass(200)
    page.type('ab')
    await world.pass(299)
    await world.drain()
    expect(stored()).toEqual([])
    await world.pass(1)
    await world.drain()
    expect(stored()).toEqual(['0: 1 ab'])
  })

  test('does not wait for longer than two seconds for a pause', async () => {
    const page = await opened()
    for (let n = 1; n <= 30; n++) {
      page.type('a'.repeat(n))
      await world.pass(100)
      await world.drain()
    }
    expect(stored()).toEqual([`0: 1 ${'a'.repeat(20)}`])
  })

  test('is said to be done only when what was written has been read back', async () => {
    const page = await opened()
    page.type('a')
    await world.pass(300)
    let steps = 0
    while (world.waiting > 0) {
      expect(page.view.save).toEqual({ kind: 'saving' })
      await world.take(0)
      steps++
    }
    expect(page.view.save).toEqual({ kind: 'saved' })
    expect(steps).toBeGreaterThan(4)
  })

  test('is not needed for code that nobody has changed', async () => {
    const page = await opened()
    page.type(PUBLISHED)
    await world.rest()
    expect([stored(), page.view.save.kind]).toEqual([[], 'unchanged'])
  })

  test('that comes back otherwise has failed, and is tried again', async () => {
    const page = await opened()
    page.type('a')
    await world.pass(300)
    while (stored().length === 0) await world.take(0)
    for (const place of world.disk.slots.values()) place.value = 'something else'
    await world.drain()
    expect(page.view.save).toEqual({ kind: 'failed', reason: 'misread' })
    await world.pass(1_000)
    await world.drain()
    expect(page.view.save.kind).toBe('saved')
    expect(stored().at(-1)).toBe('1: 1 a')
  })

  test('that finds no room says so, rests for longer each time, and succeeds when there is room', async () => {
    const page = await opened()
    world.disk.isFull = true
    page.type('a')
    await world.pass(300)
    await world.drain()
    expect(page.view.save).toEqual({ kind: 'failed', reason: 'full' })
    expect(page.keeper.hasFailed).toBe(true)
    for (const rest of [1_000, 2_000]) {
      await world.pass(rest - 1)
      expect(world.waiting).toBe(0)
      await world.pass(1)
      expect(world.waiting).toBe(1)
      await world.drain()
    }
    world.disk.isFull = false
    page.type('ab')
    await world.pass(300)
    await world.drain()
    expect([page.view.save.kind, ...stored()]).toEqual(['saved', '0: 1 ab'])
    expect(page.keeper.hasFailed).toBe(false)
  })

  test('that gets no answer says so, and may still succeed', async () => {
    const page = await opened()
    page.type('a')
    await world.pass(5_300)
    expect(page.view.save).toEqual({ kind: 'failed', reason: 'no-answer' })
    await world.drain()
    expect(page.view.save.kind).toBe('saved')
  })

  test('asks the browser once not to clear drafts away, after the first', async () => {
    const page = await opened()
    expect(page.asked).toBe(0)
    for (const text of ['a', 'ab']) {
      page.type(text)
      await world.rest()
    }
    expect(page.asked).toBe(1)
  })
})

describe('coming back', () => {
  test('a page finds the draft, its versions and the way back through undo', async () => {
    const first = await opened()
    for (const text of ['a', 'ab', 'abc']) {
      first.type(text)
      await world.rest()
    }
    world.kill(first)
    const page = await opened()
    expect([page.shown, page.view.save.kind]).toEqual(['abc', 'saved'])
    expect(versionsOf(page)).toEqual(['a (typing)', 'ab (typing)'])
    expect(page.file.trail).toEqual([PUBLISHED, 'a', 'ab'])
  })

  test('drafts that take long do not keep the reader waiting, and nothing of either is lost', async () => {
    store({})
    const page = world.open()
    let isReady = false
    page.keeper.load().then(() => {
      isReady = true
    })
    await world.pass(2_000)
    expect([isReady, page.keeper.view.isLoaded]).toEqual([true, false])
    page.type('typed meanwhile')
    await world.rest()
    expect(page.shown).toBe('typed meanwhile')
    expect(versionsOf(page)).toEqual(['mine (other-tab)'])
    expect(noticesOf(page)).toEqual(['other-page'])
  })

  test('what was not saved when the page went away is brought in from the journal', async () => {
    const first = await opened()
    first.type('last words')
    first.keeper.leave()
    world.kill(first)
    const page = await opened()
    expect(page.shown).toBe('last words')
    expect(world.disk.journal.size).toBe(0)
    expect(stored()).toEqual(['0: 2 last words'])
  })

  test('a draft of a file that the lesson no longer has is not forgotten', async () => {
    store({ file: 'gone.ts' })
    store({ file: 'untouched.ts', source: PUBLISHED })
    const page = await opened()
    const [orphan] = page.keeper.view.orphans
    expect(page.keeper.view.orphans).toEqual([{ file: 'gone.ts', source: 'mine' }])
    if (orphan) page.keeper.dismissOrphan(orphan)
    expect(page.keeper.view.orphans).toEqual([])
  })
})

describe('what the author has changed since', () => {
  test('is told, and settled when the reader stays with the draft', async () => {
    store({ original: 'as it was published once' })
    const page = await opened()
    expect([page.shown, ...noticesOf(page)]).toEqual(['mine', 'starter-changed'])
    page.file.keepDraft()
    await world.rest()
    expect(noticesOf(page)).toEqual([])
    expect(noticesOf(await opened())).toEqual([])
  })

  test('is settled when the reader takes the author’s code, and the draft is kept', async () => {
    store({ original: 'as it was published once' })
    const page = await opened()
    page.replace(PUBLISHED, 'before-reset')
    await world.rest()
    const again = await opened()
    expect([again.shown, ...noticesOf(again)]).toEqual([PUBLISHED])
    expect(versionsOf(again)).toContain('mine (before-reset)')
  })

  test('counts at once where the reader had changed nothing', async () => {
    store({ source: 'old', original: 'old' })
    const page = await opened()
    expect([page.shown, page.view.save.kind, ...noticesOf(page)]).toEqual([PUBLISHED, 'unchanged'])
  })
})

describe('two pages', () => {
  test('show the same when one of them is at rest, and nobody is bothered', async () => {
    const one = await opened()
    const other = await opened()
    one.type('a')
    await world.rest()
    expect([other.shown, ...noticesOf(other)]).toEqual(['a'])
  })

  test('that type at once keep both texts, and both are told', async () => {
    const one = await opened()
    const other = await opened()
    one.type('one')
    other.type('other')
    await world.rest()
    expect([one.shown, other.shown]).toEqual(['other', 'other'])
    expect(versionsOf(one)).toEqual(['one (other-tab)'])
    expect([noticesOf(one), noticesOf(other)]).toEqual([['other-page'], ['other-page']])
    expect(other.view.notices[0]).toMatchObject({ text: 'one' })
  })

  test('of which one hears nothing agree when it is looked at again', async () => {
    const one = await opened()
    const other = await opened()
    world.isSilent = true
    one.type('a')
    await world.rest()
    expect(other.shown).toBe(PUBLISHED)
    other.keeper.comeBack()
    await world.rest()
    expect(other.shown).toBe('a')
  })

  test('of other lessons do not concern each other', async () => {
    const page = await opened()
    page.keeper.hear({ lesson: 'another', file: FILE, revision: 9 })
    page.keeper.hear({ lesson: LESSON, file: 'unknown.ts', revision: 9 })
    expect(world.waiting).toBe(0)
  })
})

describe('what can’t be read', () => {
  const damage = (value: unknown) =>
    world.disk.slots.set(`${LESSON}/${FILE}/0`, { lesson: LESSON, file: FILE, slot: 0, value })

  test('stays where it is, and the next draft goes beside it', async () => {
    damage('nonsense')
    const page = await opened()
    expect([page.shown, ...noticesOf(page)]).toEqual([PUBLISHED, 'puzzle'])
    page.type('a')
    await world.rest()
    expect(world.disk.slots.get(`${LESSON}/${FILE}/0`)?.value).toBe('nonsense')
    expect(stored().at(-1)).toBe('1: 1 a')
    const again = await opened()
    expect([again.shown, ...noticesOf(again)]).toEqual(['a', 'puzzle'])
  })

  test('is not spoken of again in a page whose reader has seen it', async () => {
    damage('nonsense')
    const page = await opened()
    for (const notice of page.view.notices) page.file.dismiss(notice)
    page.type('a')
    await world.rest()
    expect(noticesOf(page)).toEqual([])
  })

  test('is removed when the reader says so', async () => {
    damage('nonsense')
    const page = await opened()
    page.keeper.discard(FILE, 0)
    await world.rest()
    expect(world.disk.slots.size).toBe(0)
  })

  test('in the journal stays there, too', async () => {
    world.disk.journal.set('gone.0', { lesson: LESSON, file: FILE, id: 'gone.0', value: '{' })
    const page = await opened()
    expect(noticesOf(page)).toEqual(['puzzle'])
    page.type('a')
    await world.rest()
    expect([...world.disk.journal.keys()]).toEqual(['gone.0'])
  })
})

describe('versions', () => {
  test('know what was run', async () => {
    const page = await opened()
    page.type('run')
    await world.rest()
    page.file.noteRun()
    page.type('next')
    await world.rest()
    expect(versionsOf(page)).toEqual(['run (before-run)'])
  })

  test('are kept on demand, and not of the author’s code', async () => {
    const page = await opened()
    page.file.keep('before-link')
    expect(versionsOf(page)).toEqual([])
    page.type('a')
    page.file.keep('passed')
    await world.rest()
    expect(versionsOf(page)).toContain('a (passed)')
  })

  test('can be seen before they are stored', async () => {
    const page = await opened()
    page.type('a')
    page.replace(PUBLISHED, 'before-reset')
    expect(versionsOf(page)).toEqual(['a (before-reset)'])
  })
})

describe('a run', () => {
  test('is marked while it goes on, and begins when everything before it is saved', async () => {
    const page = await opened()
    page.type('a')
    let hasBegun = false
    page.keeper.beginRun(FILE, 1).then(() => {
      hasBegun = true
    })
    await world.drain()
    expect([hasBegun, stored(), world.disk.marks.size]).toEqual([true, ['0: 1 a'], 1])
    page.keeper.endRun(1)
    await world.drain()
    expect(world.disk.marks.size).toBe(0)
  })

  test('does not wait for a storage that is silent', async () => {
    const page = await opened()
    page.type('a')
    let hasBegun = false
    page.keeper.beginRun(FILE, 1).then(() => {
      hasBegun = true
    })
    await world.pass(500)
    expect(hasBegun).toBe(true)
  })

  test('that did not finish is told of once, when its page is gone', async () => {
    const page = await opened()
    page.keeper.beginRun(FILE, 1)
    await world.drain()
    expect(noticesOf(await opened())).toEqual([])
    world.kill(page)
    const next = await opened()
    expect(noticesOf(next)).toEqual(['unfinished-run'])
    expect(noticesOf(await opened())).toEqual([])
    for (const notice of next.view.notices) next.file.dismiss(notice)
    expect(noticesOf(next)).toEqual([])
  })
})

test('a storage that can’t be read at all is told of, and asked again', async () => {
  world.disk.isOff = true
  const page = await opened()
  expect(page.keeper.view).toMatchObject({ isLoaded: false, failure: 'unavailable' })
  store({})
  world.disk.isOff = false
  await world.pass(5_000)
  await world.drain()
  expect(page.keeper.view.failure).toBeUndefined()
  expect(page.shown).toBe('mine')
})

test('a keeper knows no files but those of its lesson', async () => {
  const page = await opened()
  expect(() => page.keeper.file('unknown.ts')).toThrow('“unknown.ts”')
})
