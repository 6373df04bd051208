/** The offline state is what a reader is told about reading without a network. */

import type { Part } from '../notebook/page-files.ts'

export interface OfflineState {
  /** How much of this page is kept whole. */
  readonly kept: Kept
  /** The browser says that there is a network; the site may be out of reach all the same. */
  readonly isOnline: boolean
  /** Another version of this page is kept than the one that is open. */
  readonly isOutdated: boolean
  /** Nothing large is fetched before the reader edits something: traffic may cost money here. */
  readonly isFrugal: boolean
  /** This browser keeps pages, and the course can be kept. */
  readonly course?: CourseState
}

/** `reading` includes running cells as they are; `editing` everything. */
export type Kept = 'nothing' | 'reading' | 'editing'

export interface CourseState {
  readonly phase: 'not-kept' | 'keeping' | 'kept'
  /** Bytes to fetch, and bytes to keep. */
  readonly transferSize: number
  readonly size: number
  /** Bytes that are there, while it is being kept. */
  readonly done: number
  /** What came of the reader's last wish. */
  readonly outcome?: 'kept' | 'removed' | 'stopped' | 'unreachable' | 'no-room'
}

export const NOTHING_KEPT: OfflineState = {
  kept: 'nothing',
  isOnline: true,
  isOutdated: false,
  isFrugal: false,
}

/** @param needed the parts that editing takes on this device */
export function keptOf(whole: readonly Part[], needed: readonly Part[]): Kept {
  if (!whole.includes('page')) return 'nothing'
  return needed.every((part) => whole.includes(part)) ? 'editing' : 'reading'
}

/** A few quiet words for the head of a lesson. */
export function offlineText({ kept, isOnline, isOutdated, isFrugal }: OfflineState): string {
  if (!isOnline) {
    if (kept === 'editing') return 'No network: everything here still works'
    if (kept === 'reading') return 'No network: reading and running still work'
    return 'No network: what is loaded still works'
  }
  if (isOutdated) return 'Updated since: reload when it suits you'
  if (kept === 'editing') return 'Available offline'
  if (kept === 'nothing') return ''
  return isFrugal ? 'Reads and runs offline, edits after one edit' : 'Reads and runs offline'
}

/** What came of the reader's wish to keep the course, or how far it is. */
export function courseText({ phase, outcome, done, size }: CourseState): string {
  if (phase === 'keeping') return `Keeping the course: ${percentText(done, size)}`
  switch (outcome) {
    case 'kept':
      return 'The whole course is available offline'
    case 'removed':
      return 'The course is removed; what you read is kept again'
    case 'stopped':
      return 'Stopped; the course is not kept whole'
    case 'unreachable':
      return 'The course is not whole: try again with a network'
    case 'no-room':
      return 'No room for the course; what you have read stays'
    case undefined:
      return ''
  }
}

/** What the reader can do about the course. */
export function courseActionText({ phase, transferSize, size }: CourseState): string {
  if (phase === 'keeping') return 'Stop keeping the course'
  if (phase === 'kept') return `Remove the kept course (${sizeText(size)})`
  return `Keep the whole course offline (${sizeText(transferSize)})`
}

function percentText(done: number, all: number): string {
  return `${Math.min(99, Math.floor((100 * done) / all))}\u00a0%`
}

/** In megabytes, as people know them. */
function sizeText(bytes: number): string {
  const megabytes = bytes / 1e6
  return megabytes < 10 ? `${megabytes.toFixed(1)}\u00a0MB` : `${Math.round(megabytes)}\u00a0MB`
}

/** What a browser may say about its connection; most say nothing. */
export interface Connection {
  /** The reader has asked for little traffic. */
  readonly saveData?: boolean
  readonly effectiveType?: string
  readonly type?: string
}

/** Whether several megabytes may be fetched that nobody has asked for yet. */
export function mayFetchMuch({ saveData, effectiveType, type }: Connection = {}): boolean {
  return !saveData && type !== 'cellular' && !/^(slow-2g|2g|3g)$/.test(effectiveType ?? '')
}
