import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type DraftVersion, VERSION_REASONS, type VersionReason } from './draft-record.ts'
import { keepVersion, MOST_VERSIONS, thinVersions } from './draft-versions.ts'

const version = (savedAt: number, reason: VersionReason = 'typing', source = `${savedAt}`) => ({
  source,
  savedAt,
  reason,
})

const times = (versions: readonly DraftVersion[]) => versions.map(({ savedAt }) => savedAt)

const HOUR = 3_600_000

describe('thinning', () => {
  test('leaves many of the last minutes and few of the time before', () => {
    let versions: readonly DraftVersion[] = []
    for (let minute = 0; minute < 24 * 60; minute++) {
      versions = keepVersion(versions, version(minute * 60_000))
    }
    const now = 24 * HOUR
    const since = (hours: number) => times(versions).filter((time) => time >= now - hours * HOUR)
    expect(versions).toHaveLength(MOST_VERSIONS)
    expect(since(1).length).toBeGreaterThan(8)
    expect(since(12).length - since(2).length).toBeGreaterThan(3)
    expect(since(24).length - since(12).length).toBeGreaterThan(1)
    expect(versions[0]?.savedAt).toBe(0)
  })

  test('lets go what was only typed before what was run, and that before what was put aside', () => {
    const asked = [
      version(1, 'before-reset'),
      version(2, 'before-run'),
      ...Array.from({ length: 60 }, (_, n) => version(10 + n)),
    ]
    expect(times(thinVersions(asked))).toEqual(expect.arrayContaining([1, 2]))
    const put = Array.from({ length: 40 }, (_, n) => version(100 + n, 'other-tab'))
    const kept = thinVersions([...asked, ...put])
    expect(times(kept)).toEqual(times(put.slice(10)))
  })

  test('of those that passed holds on to the last', () => {
    const versions = [
      version(1, 'passed'),
      version(2, 'passed'),
      ...Array.from({ length: 29 }, (_, n) => version(10 + n, 'before-reset')),
    ]
    expect(times(thinVersions(versions))).toEqual(times(versions.slice(1)))
  })

  test('keeps at most thirty times the largest source, and always the latest', () => {
    const large = (savedAt: number) => version(savedAt, 'typing', `${savedAt}`.repeat(700_000))
    expect(times(thinVersions([large(1), large(2), large(3)]))).toEqual([1, 3])
    expect(thinVersions([version(4, 'typing', 'x'.repeat(3_000_000))])).toHaveLength(1)
  })

  test('leaves few enough, in order, made up of what there was, and the latest', () => {
    const any = fc.record({
      source: fc.string({ maxLength: 5 }),
      savedAt: fc.nat({ max: 1_000_000 }),
      reason: fc.constantFrom(...VERSION_REASONS),
    })
    fc.assert(
      fc.property(fc.array(any, { maxLength: 90, size: 'max' }), (given) => {
        const versions = given.toSorted((one, other) => one.savedAt - other.savedAt)
        const kept = thinVersions(versions)
        expect(kept.length).toBe(Math.min(MOST_VERSIONS, versions.length))
        expect(versions.filter((one) => kept.includes(one))).toEqual(kept)
        expect(kept.at(-1)).toBe(versions.at(-1))
      }),
      { seed: 1 },
    )
  })
})

test('a text that is kept again is kept once, for the weightier reason, at the later time', () => {
  const once = keepVersion([version(1, 'before-reset', 'a')], version(2, 'typing', 'a'))
  expect(once).toEqual([version(2, 'before-reset', 'a')])
  expect(keepVersion(once, version(1, 'other-tab', 'a'))).toEqual([version(2, 'other-tab', 'a')])
})

test('versions stand in the order of time, in whatever order they come', () => {
  expect(times(keepVersion([version(1), version(5)], version(3)))).toEqual([1, 3, 5])
})
