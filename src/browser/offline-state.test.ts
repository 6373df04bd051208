import { describe, expect, test } from 'vitest'
import {
  type CourseState,
  courseActionText,
  courseText,
  keptOf,
  mayFetchMuch,
  NOTHING_KEPT,
  offlineText,
} from './offline-state.ts'

describe('how much of a page is kept', () => {
  test('is nothing without the page itself, whatever else is there', () => {
    expect(keptOf(['compiler', 'editor'], ['compiler', 'editor'])).toBe('nothing')
  })

  test('depends on what editing takes on this device', () => {
    expect(keptOf(['page'], ['compiler'])).toBe('reading')
    expect(keptOf(['page', 'compiler'], ['compiler'])).toBe('editing')
    expect(keptOf(['page', 'compiler'], ['compiler', 'editor'])).toBe('reading')
    expect(keptOf(['page', 'compiler', 'editor'], ['compiler', 'editor'])).toBe('editing')
  })
})

describe('a reader is told', () => {
  test('nothing before anything is kept', () => {
    expect(offlineText(NOTHING_KEPT)).toBe('')
  })

  test('what there is when the network goes, and never more', () => {
    const without = { ...NOTHING_KEPT, isOnline: false }
    expect(offlineText(without)).toContain('what is loaded')
    expect(offlineText({ ...without, kept: 'reading' })).toContain('reading and running')
    expect(offlineText({ ...without, kept: 'editing' })).toContain('everything')
  })

  test('“Available offline” only if editing is', () => {
    expect(offlineText({ ...NOTHING_KEPT, kept: 'editing' })).toBe('Available offline')
    expect(offlineText({ ...NOTHING_KEPT, kept: 'reading' })).toBe('Reads and runs offline')
  })

  test('what brings the rest, if traffic may cost money', () => {
    expect(offlineText({ ...NOTHING_KEPT, kept: 'reading', isFrugal: true })).toContain(
      'edits after one edit',
    )
  })

  test('of a newer version, but not while it can’t be had', () => {
    const outdated = { ...NOTHING_KEPT, isOutdated: true }
    expect(offlineText(outdated)).toContain('reload when it suits you')
    expect(offlineText({ ...outdated, isOnline: false })).not.toContain('reload')
  })
})

describe('the course', () => {
  const course: CourseState = {
    phase: 'not-kept',
    transferSize: 6_496_100,
    size: 24_067_925,
    done: 0,
  }

  test('says what it weighs on the way, and what it weighs when it is here', () => {
    expect(courseActionText(course)).toBe('Keep the whole course offline (6.5\u00a0MB)')
    expect(courseActionText({ ...course, phase: 'kept' })).toBe(
      'Remove the kept course (24\u00a0MB)',
    )
  })

  test('is never at a hundred percent before it is whole', () => {
    expect(courseText({ ...course, phase: 'keeping', done: 12_100_000 })).toContain('50\u00a0%')
    expect(courseText({ ...course, phase: 'keeping', done: 25_000_000 })).toContain('99\u00a0%')
  })

  test('says what came of every wish', () => {
    const outcomes = ['kept', 'removed', 'stopped', 'unreachable', 'no-room'] as const
    const texts = outcomes.map((outcome) => courseText({ ...course, outcome }))
    expect(new Set(texts).size).toBe(outcomes.length)
    expect(texts).not.toContain('')
    expect(courseText(course)).toBe('')
  })
})

test('much is fetched unasked unless the browser says that traffic is dear or slow', () => {
  expect(mayFetchMuch()).toBe(true)
  expect(mayFetchMuch({ effectiveType: '4g' })).toBe(true)
  expect(mayFetchMuch({ saveData: true, effectiveType: '4g' })).toBe(false)
  expect(mayFetchMuch({ type: 'cellular' })).toBe(false)
  expect(mayFetchMuch({ effectiveType: '3g' })).toBe(false)
  expect(mayFetchMuch({ effectiveType: 'slow-2g' })).toBe(false)
})
