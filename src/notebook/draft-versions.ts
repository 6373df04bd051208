/** Versions are the earlier texts of a draft: dense for the last minutes, sparse for the days before. */

import type { DraftVersion, VersionReason } from './draft-record.ts'

/** So many versions are kept of a file. */
export const MOST_VERSIONS = 30
/** And so many characters of them: thirty times the largest source that compiles. */
const MOST_CHARACTERS = MOST_VERSIONS * 64 * 1024

/** Versions that go last: they hold what a reader put aside knowingly, or could not see. */
const WORTH: Readonly<Record<VersionReason, number>> = {
  typing: 0,
  'before-run': 1,
  'before-swap': 2,
  'before-reset': 2,
  'before-link': 2,
  'before-import': 2,
  'other-tab': 2,
  passed: 2,
}

/** Adds an earlier text. One that is there already is not kept twice: the later moment and the weightier reason count. */
export function keepVersion(
  versions: readonly DraftVersion[],
  version: DraftVersion,
): readonly DraftVersion[] {
  const same = versions.find(({ source }) => source === version.source)
  const others = versions.filter((other) => other !== same)
  const weightier =
    same && WORTH[same.reason] > WORTH[version.reason] ? same.reason : version.reason
  const savedAt = Math.max(same?.savedAt ?? version.savedAt, version.savedAt)
  const kept = { source: version.source, savedAt, reason: weightier }
  return thinVersions([...others, kept].sort((one, other) => one.savedAt - other.savedAt))
}

/** Leaves out versions until they are few and small enough. The newest one always stays. */
export function thinVersions(versions: readonly DraftVersion[]): readonly DraftVersion[] {
  const kept = [...versions]
  while (
    kept.length > 1 &&
    (kept.length > MOST_VERSIONS || sum(kept.map(({ source }) => source.length)) > MOST_CHARACTERS)
  ) {
    kept.splice(leastMissed(kept), 1)
  }
  return kept
}

/** Of the least worth, the one that leaves the smallest hole, measured against how long ago it was. */
function leastMissed(versions: readonly DraftVersion[]): number {
  const now = versions.at(-1)?.savedAt ?? 0
  const lastPassed = versions.findLastIndex(({ reason }) => reason === 'passed')
  let least = 0
  let leastScore: readonly [worth: number, hole: number] = [Number.POSITIVE_INFINITY, 0]
  for (let index = 0; index < versions.length - 1; index++) {
    const { savedAt, reason } = versions[index] as DraftVersion
    // Before the oldest one there is nothing: a hole there would have no end.
    const before = versions[index - 1]?.savedAt ?? Number.NEGATIVE_INFINITY
    const after = versions[index + 1]?.savedAt ?? savedAt
    // Of those that passed, only the last one is asked for.
    const worth = reason === 'passed' && index !== lastPassed ? 1 : WORTH[reason]
    // What was put aside is let go in the order of time: the oldest first.
    const hole = worth === 2 ? savedAt - now : (after - before) / (now - savedAt + 1)
    if (worth < leastScore[0] || (worth === leastScore[0] && hole < leastScore[1])) {
      least = index
      leastScore = [worth, hole]
    }
  }
  return least
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
