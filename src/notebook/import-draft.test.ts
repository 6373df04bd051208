import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type DraftRecord, type DraftVersion, VERSION_REASONS } from './draft-record.ts'
import type { FileContents } from './draft-storage.ts'
import { importDraft } from './import-draft.ts'
import { sealEntry } from './journal-entry.ts'
import { type ReadDraft, readStored, sealDraft } from './stored-draft.ts'

const NOW = 1_000_000

const ORIGINAL = 'as the author wrote it'

const version = (source: string, savedAt = 1): DraftVersion => ({
  source,
  savedAt,
  reason: 'typing',
})

function draft(source: string, more: Partial<DraftRecord> = {}): ReadDraft {
  return {
    record: {
      schema: 1,
      lesson: 'tea',
      file: 'cup.ts',
      revision: 4,
      source,
      original: ORIGINAL,
      savedAt: 10,
      versions: [],
      ...more,
    },
    trail: [source],
  }
}

function stored(own: ReadDraft | undefined): FileContents {
  const slots = own ? [{ file: 'cup.ts', slot: 0, value: sealDraft(own) }] : []
  return { slots, journal: [] }
}

/** What lies there after an import. */
function importedInto(own: ReadDraft | undefined, incoming: ReadDraft): DraftRecord | undefined {
  const { put } = importDraft(stored(own), incoming, NOW).write
  const read = put && readStored(put.draft, 'tea', 'cup.ts')
  return typeof read === 'object' ? read.record : own?.record
}

const outcomeOf = (own: ReadDraft | undefined, incoming: ReadDraft) =>
  importDraft(stored(own), incoming, NOW).outcome

describe('an imported draft', () => {
  test('of a file of which the reader has nothing is there as it was', () => {
    const incoming = draft('theirs', { versions: [version('earlier')] })
    expect(outcomeOf(undefined, incoming)).toBe('new')
    expect(importedInto(undefined, incoming)).toEqual({ ...incoming.record, revision: 1 })
  })

  test('takes the place of another text, which becomes a version', () => {
    const own = draft('mine', { versions: [version('mine before')] })
    expect(outcomeOf(own, draft('theirs'))).toBe('taken')
    expect(importedInto(own, draft('theirs'))).toMatchObject({
      revision: 5,
      source: 'theirs',
      versions: [
        { source: 'mine before', reason: 'typing' },
        { source: 'mine', reason: 'before-import', savedAt: NOW },
      ],
    })
  })

  test('can be undone in the editor', () => {
    const { put } = importDraft(stored(draft('mine')), draft('theirs'), NOW).write
    const read = readStored(put?.draft, 'tea', 'cup.ts')
    expect(typeof read === 'object' && read.trail).toEqual(['mine', 'theirs'])
  })

  test('from which the reader has gone on leaves the reader’s text where it is', () => {
    const own = draft('mine', { versions: [version('theirs')] })
    expect(outcomeOf(own, draft('theirs'))).toBe('kept')
    expect(importedInto(own, draft('theirs'))).toEqual(own.record)
    expect(importedInto(own, draft('theirs', { versions: [version('older', 3)] }))).toMatchObject({
      source: 'mine',
      versions: [version('theirs'), version('older', 3)],
    })
  })

  test('that was reset brings its versions, and leaves the reader’s text', () => {
    const reset = draft(ORIGINAL, { versions: [version('theirs')] })
    expect(outcomeOf(draft('mine'), reset)).toBe('kept')
    expect(importedInto(draft('mine'), reset)).toMatchObject({
      source: 'mine',
      versions: [version('theirs')],
    })
  })

  test('with the same text changes nothing, or adds its versions', () => {
    expect(importDraft(stored(draft('mine')), draft('mine'), NOW)).toMatchObject({
      outcome: 'same',
      write: { drop: [] },
    })
    const more = draft('mine', { versions: [version('theirs')] })
    expect(outcomeOf(draft('mine'), more)).toBe('same')
    expect(importedInto(draft('mine'), more)?.versions).toEqual([version('theirs')])
  })

  test('takes the place of what the author wrote', () => {
    const own = draft(ORIGINAL)
    expect(outcomeOf(own, draft('theirs'))).toBe('new')
    expect(importedInto(own, draft('theirs'))?.source).toBe('theirs')
  })

  test('meets also what a page left behind that ended before it could save', () => {
    const left = sealEntry({
      lesson: 'tea',
      file: 'cup.ts',
      id: 'page.0',
      source: 'left behind',
      original: ORIGINAL,
      savedAt: 20,
      earlier: 'typing',
      base: { revision: 0, source: ORIGINAL },
      versions: [],
    })
    const found = { slots: [], journal: [{ file: 'cup.ts', id: 'page.0', value: left }] }
    const { outcome, record, write } = importDraft(found, draft('theirs'), NOW)
    expect([outcome, record.source, write.drop]).toEqual(['taken', 'theirs', ['page.0']])
    expect(record.versions).toMatchObject([{ source: 'left behind', reason: 'before-import' }])
  })

  test('is put beside what can not be read, and not over it', () => {
    const found = { slots: [{ file: 'cup.ts', slot: 0, value: 'damaged' }], journal: [] }
    expect(importDraft(found, draft('theirs'), NOW).write.put?.slot).toBe(1)
  })
})

const text = fc.constantFrom(ORIGINAL, 'a', 'b', 'c', 'd', 'e')
const anyDraft = fc
  .record({
    source: text,
    revision: fc.integer({ min: 1, max: 9 }),
    savedAt: fc.integer({ min: 0, max: NOW }),
    versions: fc.array(
      fc.record({
        source: text,
        savedAt: fc.integer({ min: 0, max: NOW }),
        reason: fc.constantFrom(...VERSION_REASONS),
      }),
      { maxLength: 8 },
    ),
  })
  .map(({ source, ...more }) => draft(source, more))

const textsOf = (record: DraftRecord | undefined) =>
  record ? [record.source, ...record.versions.map(({ source }) => source)] : []

test('no text is lost by an import, neither the reader’s nor the imported one', () => {
  fc.assert(
    fc.property(fc.option(anyDraft, { nil: undefined }), anyDraft, (own, incoming) => {
      const texts = textsOf(importedInto(own, incoming))
      for (const before of [...textsOf(own?.record), ...textsOf(incoming.record)]) {
        // What the author wrote is in the page.
        if (before !== ORIGINAL) expect(texts).toContain(before)
      }
    }),
    { seed: 7, numRuns: 1000 },
  )
})

test('a second import of the same file changes nothing', () => {
  fc.assert(
    fc.property(fc.option(anyDraft, { nil: undefined }), anyDraft, (own, incoming) => {
      const { write, record } = importDraft(stored(own), incoming, NOW)
      const once = write.put ? stored({ record, trail: [record.source] }) : stored(own)
      const again = importDraft(once, incoming, NOW + 1)
      expect(again.write.put).toBeUndefined()
      expect(['same', 'kept']).toContain(again.outcome)
    }),
    { seed: 7, numRuns: 1000 },
  )
})
