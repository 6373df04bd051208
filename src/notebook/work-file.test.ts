import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { DraftRecord } from './draft-record.ts'
import { type ReadDraft, sealDraft } from './stored-draft.ts'
import {
  MAX_WORK_FILE,
  readWorkFile,
  refuseLargeFile,
  WorkFileError,
  writeWorkFile,
} from './work-file.ts'

const NOW = Date.UTC(2026, 10, 22)
const LESSONS = ['tea', 'coffee']

function draft(file = 'cup.ts', more: Partial<DraftRecord> = {}): ReadDraft {
  const source = more.source ?? 'mine'
  return {
    record: {
      schema: 1,
      lesson: 'tea',
      file,
      revision: 2,
      source,
      original: 'theirs',
      savedAt: 10,
      versions: [{ source: 'earlier', savedAt: 5, reason: 'before-run' }],
      ...more,
    },
    trail: ['earlier', source],
  }
}

const read = (text: string) => readWorkFile(text, LESSONS, NOW)

/** A file whose contents were changed by hand. */
function forged(change: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({ ...JSON.parse(writeWorkFile([draft()], NOW)), ...change })
}

test('what is written is read again: texts, versions, and the way back through the editor', () => {
  const drafts = [draft(), draft('pot.ts', { lesson: 'coffee' })]
  expect(read(writeWorkFile(drafts, NOW))).toEqual({ exportedAt: NOW, drafts, refused: [] })
  expect(read(writeWorkFile([], NOW)).drafts).toEqual([])
})

test('any text survives', () => {
  const anyText = fc.string({ unit: 'binary' })
  fc.assert(
    fc.property(anyText, anyText, (source, original) => {
      const [only] = read(writeWorkFile([draft('cup.ts', { source, original })], NOW)).drafts
      expect(only?.record).toMatchObject({ source, original })
    }),
    { seed: 3 },
  )
})

describe('a file that is none of ours, or not whole, is refused as a whole:', () => {
  const FOREIGN =
    'This file was not made here: it does not say that it holds work from Lines & Spans.'
  const DAMAGED = 'This file is damaged: what stands around the drafts is not whole.'
  const NO_JSON = 'This file can’t be read: it is no JSON, or a part of it is missing.'

  test.each<[what: string, text: string, message: string]>([
    ['an empty one', '', NO_JSON],
    ['a half one', writeWorkFile([draft()], NOW).slice(0, -20), NO_JSON],
    ['a picture', '\u0089PNG\r\n', NO_JSON],
    ['a number', '7', FOREIGN],
    ['nothing', 'null', FOREIGN],
    ['another format', '{"format":"notes"}', FOREIGN],
    ['an older one', forged({ version: 0 }), DAMAGED],
    ['one without a version', forged({ version: undefined }), DAMAGED],
    ['one without drafts', forged({ drafts: {} }), DAMAGED],
    ['one without a moment', forged({ exportedAt: 'today' }), DAMAGED],
    [
      'a later one',
      forged({ version: 2 }),
      'This file was made by a later version of this site. Reload the page, and try again.',
    ],
  ])('%s', (_, text, message) => {
    expect(() => read(text)).toThrow(new WorkFileError(message))
  })

  test('one that is too large, before it is read', () => {
    const message = 'This file is too large: a work file has at most 16 MB.'
    expect(() => refuseLargeFile(MAX_WORK_FILE + 1)).toThrow(message)
    expect(() => refuseLargeFile(MAX_WORK_FILE)).not.toThrow()
    expect(() => read(' '.repeat(MAX_WORK_FILE + 1))).toThrow(message)
  })
})

describe('a draft that can not be believed is refused, and the others are read:', () => {
  const sealed = sealDraft(draft())

  test.each<[what: string, entry: unknown, why: string, name: string]>([
    ['one that was changed by hand', { ...sealed, source: 'other' }, 'damaged', 'tea/cup.ts'],
    ['one that names another cell', { ...sealed, file: 'pot.ts' }, 'damaged', 'tea/pot.ts'],
    ['one without a checksum', { ...sealed, checksum: undefined }, 'damaged', 'tea/cup.ts'],
    ['one of a later form', { ...sealed, schema: 2 }, 'newer', 'tea/cup.ts'],
    ['a text', 'draft', 'damaged', '/'],
    ['nothing', null, 'damaged', '/'],
    [
      'one of a lesson that is not here',
      sealDraft(draft('cup.ts', { lesson: '__proto__' })),
      'no-such-lesson',
      '__proto__/cup.ts',
    ],
    [
      'one with a name that is none of a cell',
      sealDraft(draft('../cup.ts')),
      'damaged',
      'tea/../cup.ts',
    ],
    [
      'one that is longer than can be edited',
      sealDraft(draft('cup.ts', { source: 'x'.repeat(1024 * 1024 + 1) })),
      'too-long',
      'tea/cup.ts',
    ],
  ])('%s', (_, entry, why, name) => {
    const other = sealDraft(draft('pot.ts', { lesson: 'coffee' }))
    const { drafts, refused } = read(forged({ drafts: [entry, other] }))
    expect(drafts.map(({ record }) => record.file)).toEqual(['pot.ts'])
    expect(refused.map((each) => `${each.lesson}/${each.file}: ${each.why}`)).toEqual([
      `${name}: ${why}`,
    ])
  })

  test('a second one of the same cell', () => {
    const { drafts, refused } = read(writeWorkFile([draft(), draft()], NOW))
    expect([drafts.length, refused.map(({ why }) => why)]).toEqual([1, ['twice']])
  })
})

test('moments that no calendar has, and those to come, become moments that have been', () => {
  const versions = [{ source: 'a', savedAt: 1e300, reason: 'typing' as const }]
  const [only] = read(writeWorkFile([draft('cup.ts', { savedAt: -1e300, versions })], 1e300)).drafts
  expect([only?.record.savedAt, only?.record.versions[0]?.savedAt]).toEqual([0, NOW])
  expect(read(forged({ exportedAt: 1e300 })).exportedAt).toBe(NOW)
})

test('whatever a file says, it is read or refused with a message', () => {
  const file = writeWorkFile([draft(), draft('pot.ts')], NOW)
  fc.assert(
    fc.property(fc.nat(file.length), fc.nat(40), fc.string({ maxLength: 3 }), (at, drop, put) => {
      try {
        const { drafts } = read(file.slice(0, at) + put + file.slice(at + drop))
        // What passes its checksum is what was written.
        for (const { record } of drafts) expect(record.original).toBe('theirs')
      } catch (error) {
        expect(error).toBeInstanceOf(WorkFileError)
      }
    }),
    { seed: 5, numRuns: Number(process.env.FUZZ ?? 1000) },
  )
})
