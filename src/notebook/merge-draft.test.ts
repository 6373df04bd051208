import { describe, expect, test } from 'vitest'
import type { DraftRecord } from './draft-record.ts'
import { type Edition, mergeDraft, mergeLeftBehind } from './merge-draft.ts'

const STORED: DraftRecord = {
  schema: 1,
  lesson: 'a-lesson',
  file: 'tea.ts',
  revision: 3,
  source: 'stored',
  original: 'author’s',
  savedAt: 30,
  versions: [],
}

const edition = (parts: Partial<Edition> = {}): Edition => ({
  source: 'mine',
  original: 'author’s',
  savedAt: 40,
  earlier: 'typing',
  base: { revision: 3, source: 'stored' },
  versions: [],
  ...parts,
})

const merge = (mine: Edition, stored: DraftRecord | undefined = STORED) =>
  mergeDraft('a-lesson', 'tea.ts', stored, mine)

/** `3 mine: stored (typing)` */
function shown({ record, other }: ReturnType<typeof mergeDraft>): string {
  const versions = record.versions.map(({ source, reason }) => `${source} (${reason})`)
  const conflict = other === undefined ? '' : ` | other: ${other}`
  return `${record.revision} ${record.source}: ${versions.join(', ')}${conflict}`
}

describe('an edition', () => {
  test('begins a record where there is none', () => {
    expect(mergeDraft('a-lesson', 'tea.ts', undefined, edition()).record).toEqual({
      ...STORED,
      revision: 1,
      source: 'mine',
      savedAt: 40,
    })
  })

  test('of what the page has seen takes its place, and keeps it as a version', () => {
    expect(shown(merge(edition()))).toBe('4 mine: stored (typing)')
    expect(shown(merge(edition({ earlier: 'before-run' })))).toBe('4 mine: stored (before-run)')
  })

  test('brings its own versions', () => {
    const versions = [{ source: 'put aside', savedAt: 35, reason: 'before-reset' as const }]
    expect(shown(merge(edition({ versions })))).toBe(
      '4 mine: stored (typing), put aside (before-reset)',
    )
  })

  test('of a page that has not seen what another page stored keeps both, and tells', () => {
    const base = { revision: 2, source: 'before' }
    expect(shown(merge(edition({ base })))).toBe('4 mine: stored (other-tab) | other: stored')
  })

  test('is no conflict if the other page stored the same text, or no other text', () => {
    const base = { revision: 2, source: 'stored' }
    expect(shown(merge(edition({ base })))).toBe('4 mine: stored (typing)')
    expect(shown(merge(edition({ source: 'stored', base: { revision: 1, source: 'x' } })))).toBe(
      '4 stored: ',
    )
  })
})

describe('what a page left behind', () => {
  const left = (parts: Partial<Edition>) =>
    shown(mergeLeftBehind('a-lesson', 'tea.ts', STORED, edition({ source: 'left', ...parts })))

  test('becomes the text if nobody wrote since', () => {
    expect(left({})).toBe('4 left: stored (typing)')
  })

  test('becomes a version if somebody did', () => {
    expect(left({ base: { revision: 2, source: 'before' } })).toBe(
      '4 stored: left (other-tab) | other: left',
    )
  })

  test('is not told of if it is among the versions already', () => {
    const stored = {
      ...STORED,
      versions: [{ source: 'left', savedAt: 20, reason: 'typing' as const }],
    }
    const known = edition({ source: 'left', base: { revision: 1, source: 'before' } })
    expect(shown(mergeLeftBehind('a-lesson', 'tea.ts', stored, known))).toBe(
      '4 stored: left (typing)',
    )
  })
})
