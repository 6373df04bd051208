import { beforeEach, describe, expect, test } from 'vitest'
import { importWork, isWorthKeeping, restoreWork, tryImport, workIn } from './all-work.ts'
import type { DraftRecord } from './draft-record.ts'
import { StorageFailure } from './draft-storage.ts'
import { MemoryStorage } from './memory-storage.ts'
import { type ReadDraft, sealDraft } from './stored-draft.ts'
import type { WorkContents } from './work-storage.ts'

const NOW = 1000

function draft(lesson: string, file: string, source = 'mine'): ReadDraft {
  return {
    record: {
      schema: 1,
      lesson,
      file,
      revision: 1,
      source,
      original: 'theirs',
      savedAt: 10,
      versions: [],
    },
    trail: [source],
  }
}

let storage: MemoryStorage
let told: string[]
const tell = ({ lesson, file, revision }: DraftRecord) => told.push(`${lesson}/${file} ${revision}`)

beforeEach(() => {
  storage = new MemoryStorage()
  told = []
})

function store(...drafts: readonly ReadDraft[]): void {
  for (const each of drafts) {
    storage.put(each.record.lesson, each.record.file, 0, sealDraft(each))
  }
}

/** What lay there for a file. */
function storageOf({ slots }: WorkContents, lesson: string, file: string) {
  return { slots: slots.filter((place) => place.lesson === lesson && place.file === file) }
}

/** All work, as `lesson/file: text`. */
async function texts(): Promise<string[]> {
  return workIn(await storage.readAll()).map(
    ({ lesson, file, draft, puzzles }) =>
      `${lesson}/${file}: ${draft?.record.source ?? '–'}${puzzles.length > 0 ? ' +?' : ''}`,
  )
}

test('all work is listed by lesson and file, with what can not be read of it', async () => {
  store(draft('tea', 'pot.ts'), draft('tea', 'cup.ts'), draft('coffee', 'cup.ts'))
  storage.put('tea', 'milk.ts', 0, 'damaged')
  storage.put('tea', 'pot.ts', 1, { schema: 2 })
  expect(await texts()).toEqual([
    'coffee/cup.ts: mine',
    'tea/cup.ts: mine',
    'tea/milk.ts: – +?',
    'tea/pot.ts: mine +?',
  ])
})

test('names that look alike when they are put together are kept apart', async () => {
  store(draft('a","b', 'c.ts', 'one'), draft('a', 'b","c.ts', 'two'))
  expect((await texts()).length).toBe(2)
})

test('a text of the author alone is not worth keeping; with versions it is', () => {
  const of = (record: Partial<DraftRecord>) => {
    const whole = draft('tea', 'cup.ts')
    return {
      lesson: 'tea',
      file: 'cup.ts',
      draft: { ...whole, record: { ...whole.record, ...record } },
    }
  }
  const versions = [{ source: 'x', savedAt: 1, reason: 'typing' as const }]
  expect(isWorthKeeping({ ...of({ source: 'theirs' }), puzzles: [] })).toBe(false)
  expect(isWorthKeeping({ ...of({ source: 'theirs', versions }), puzzles: [] })).toBe(true)
  expect(isWorthKeeping({ ...of({}), puzzles: [] })).toBe(true)
  expect(isWorthKeeping({ lesson: 'tea', file: 'cup.ts', puzzles: [] })).toBe(false)
})

describe('an import', () => {
  const incoming = [draft('tea', 'cup.ts', 'imported'), draft('coffee', 'cup.ts', 'imported')]

  test('does what it said that it would do, and tells of what is stored', async () => {
    store(draft('tea', 'cup.ts'))
    const before = await storage.readAll()
    const planned = tryImport(before, incoming, NOW)
    expect(await storage.readAll()).toEqual(before)
    expect(await importWork(storage, incoming, NOW, tell)).toEqual(planned)
    expect(planned.map(({ outcome }) => outcome)).toEqual(['taken', 'new'])
    expect(await texts()).toEqual(['coffee/cup.ts: imported', 'tea/cup.ts: imported'])
    expect(told).toEqual(['tea/cup.ts 2', 'coffee/cup.ts 1'])
  })

  test('of a draft that the storage does not take leaves the others', async () => {
    const { updateFile } = storage
    storage.updateFile = async (lesson, ...rest) => {
      if (lesson === 'tea') throw new StorageFailure('full')
      return updateFile.call(storage, lesson, ...rest)
    }
    const imported = await importWork(storage, incoming, NOW, tell)
    expect(imported.map(({ outcome }) => outcome)).toEqual(['failed', 'new'])
    expect([await texts(), told]).toEqual([['coffee/cup.ts: imported'], ['coffee/cup.ts 1']])
  })
})

describe('what was deleted', () => {
  test('comes back as it was, also what can not be read', async () => {
    store(draft('tea', 'cup.ts'), draft('coffee', 'cup.ts'))
    storage.put('tea', 'pot.ts', 0, 'damaged')
    storage.put('tea', 'pot.ts', 1, sealDraft(draft('tea', 'pot.ts')))
    storage.put('tea', 'pot.ts', 2, 'damaged, too')
    const removed = await storage.readAll()
    const before = await texts()
    await storage.removeAll()
    expect(await texts()).toEqual([])
    await restoreWork(storage, removed, NOW, tell)
    expect(await texts()).toEqual(before)
    const back = await storage.readFile('tea', 'pot.ts')
    expect(back.slots).toEqual(storageOf(removed, 'tea', 'pot.ts').slots)
    expect(told.length).toBe(3)
  })

  test('takes the place of what was written since, which becomes a version', async () => {
    store(draft('tea', 'cup.ts'))
    const removed = await storage.readAll()
    await storage.removeAll()
    store(draft('tea', 'cup.ts', 'written since'))
    await restoreWork(storage, removed, NOW, tell)
    const [only] = workIn(await storage.readAll())
    expect(only?.draft?.record.source).toBe('mine')
    expect(only?.draft?.record.versions.map(({ source }) => source)).toEqual(['written since'])
  })
})
