/** A draft record is a reader's version of one file of a lesson as it is stored, with the versions that led to it. */

export interface DraftRecord {
  readonly schema: 1
  readonly lesson: string
  readonly file: string
  /** Counts the saves, so that two tabs notice each other. */
  readonly revision: number
  readonly source: string
  /** The author's source that the reader began from. */
  readonly original: string
  /** Milliseconds since the Unix epoch. */
  readonly savedAt: number
  /** Earlier texts, oldest first: about 30. */
  readonly versions: readonly DraftVersion[]
}

/** An earlier text of a draft, and what was about to happen to it when it was kept. */
export interface DraftVersion {
  readonly source: string
  /** Milliseconds since the Unix epoch. */
  readonly savedAt: number
  readonly reason: VersionReason
}

export const VERSION_REASONS = [
  'typing',
  'before-run',
  'before-reset',
  /** Another version was about to take its place. */
  'before-swap',
  'before-link',
  'before-import',
  /** It was written in another tab at the same time. */
  'other-tab',
  /** It passed the checks of a challenge. */
  'passed',
] as const

export type VersionReason = (typeof VERSION_REASONS)[number]
