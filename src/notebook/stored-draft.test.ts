import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type DraftRecord, VERSION_REASONS } from './draft-record.ts'
import { readEntry, sealEntry } from './journal-entry.ts'
import { readMark } from './run-mark.ts'
import { readStored, sealDraft } from './stored-draft.ts'

const text = fc.array(fc.nat({ max: 0xffff })).map((units) => String.fromCharCode(...units))
const version = fc.record({
  source: text,
  savedAt: fc.nat(),
  reason: fc.constantFrom(...VERSION_REASONS),
})
const anyRecord: fc.Arbitrary<DraftRecord> = fc.record({
  schema: fc.constant(1 as const),
  lesson: fc.constant('a-lesson'),
  file: fc.constant('tea.ts'),
  revision: fc.nat(),
  source: text,
  original: text,
  savedAt: fc.nat(),
  versions: fc.array(version, { maxLength: 4 }),
})

const RECORD: DraftRecord = {
  schema: 1,
  lesson: 'a-lesson',
  file: 'tea.ts',
  revision: 3,
  source: 'b',
  original: 'a',
  savedAt: 5,
  versions: [{ source: 'a', savedAt: 4, reason: 'typing' }],
}

const read = (value: unknown) => readStored(value, 'a-lesson', 'tea.ts')

test('a draft comes back as it was stored', () => {
  fc.assert(
    fc.property(anyRecord, fc.array(text, { maxLength: 4 }), (record, earlier) => {
      const draft = { record, trail: [...earlier, record.source] }
      expect(read(structuredClone(sealDraft(draft)))).toEqual(draft)
    }),
    { seed: 1 },
  )
})

test('a draft comes back whatever the order of its fields', () => {
  const sealed = sealDraft({ record: RECORD, trail: ['a', 'b'] })
  const reversed = Object.fromEntries(Object.entries(sealed).reverse())
  expect(read(reversed)).toEqual({ record: RECORD, trail: ['a', 'b'] })
})

test('a draft that was changed anywhere is damaged', () => {
  const sealed = sealDraft({ record: RECORD, trail: ['a', 'b'] })
  const changes: readonly object[] = [
    { revision: 4 },
    { source: 'c' },
    { original: 'c' },
    { savedAt: 6 },
    { versions: [] },
    { versions: [{ source: 'a', savedAt: 4, reason: 'passed' }] },
    { trail: { first: 'b', steps: [] } },
    { checksum: '00000000' },
    { schema: 0 },
  ]
  for (const change of changes) {
    expect(read({ ...sealed, ...change }), JSON.stringify(change)).toBe('damaged')
  }
  expect(read(sealed)).not.toBe('damaged')
})

test('a draft of another file is damaged', () => {
  const sealed = sealDraft({ record: RECORD, trail: ['b'] })
  expect(readStored(sealed, 'a-lesson', 'milk.ts')).toBe('damaged')
  expect(readStored(sealed, 'another', 'tea.ts')).toBe('damaged')
})

test.each([undefined, null, 7, 'text', [], {}, { schema: '1' }, { schema: 1 }])(
  '%j is a damaged draft',
  (value) => {
    expect(read(value)).toBe('damaged')
  },
)

test('what a later version of the site has stored is newer, not damaged', () => {
  expect(read({ schema: 2, whatever: 'it is' })).toBe('newer')
})

test('a journal entry comes back as it was written, and not if it was changed', () => {
  const edition = {
    source: 'b',
    original: 'a',
    savedAt: 5,
    earlier: 'before-run' as const,
    base: { revision: 2, source: 'a' },
    versions: RECORD.versions,
  }
  const entry = sealEntry({ lesson: 'a-lesson', file: 'tea.ts', id: 'page.0', ...edition })
  const readIt = (value: unknown) => readEntry(value, 'a-lesson', 'tea.ts')
  expect(readIt(JSON.parse(JSON.stringify(entry)))).toEqual(edition)
  expect(readIt({ ...entry, source: 'c' })).toBeUndefined()
  expect(readIt({ ...entry, base: { revision: 3, source: 'a' } })).toBeUndefined()
  expect(readIt({ ...entry, versions: [{}] })).toBeUndefined()
  expect(readIt('{}')).toBeUndefined()
  expect(readEntry(entry, 'a-lesson', 'milk.ts')).toBeUndefined()
})

test('a mark of a run is read if it is one', () => {
  const mark = { id: 'page.1', lesson: 'a-lesson', file: 'tea.ts', page: 'page', beganAt: 1 }
  expect(readMark({ ...mark, more: 1 })).toEqual(mark)
  for (const name of Object.keys(mark)) expect(readMark({ ...mark, [name]: null })).toBeUndefined()
  expect(readMark(undefined)).toBeUndefined()
})
