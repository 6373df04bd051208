/** Draft words are how the keeping of drafts is told to the reader. */

import type { VersionReason } from '../notebook/draft-record.ts'
import type { FailureReason } from '../notebook/draft-storage.ts'
import type { SaveState } from '../notebook/kept-drafts.ts'

/** @returns nothing if there is nothing to save */
export function saveText(save: SaveState): string {
  switch (save.kind) {
    case 'unchanged':
      return ''
    case 'saving':
      return 'saving…'
    case 'saved':
      return 'saved in this browser'
    case 'failed':
      return 'not saved'
  }
}

export function failureText(reason: FailureReason): string {
  switch (reason) {
    case 'full':
      return 'this browser has no more room for this site.'
    case 'unavailable':
      return 'this browser keeps nothing for this site. In a private window that is how it should be.'
    case 'blocked':
      return 'another tab holds an older form of this site’s storage open. Close that tab.'
    case 'outdated':
      return 'a later version of this site has been opened in another tab. Download the code, then reload this page.'
    case 'no-answer':
      return 'this browser’s storage does not answer.'
    case 'misread':
      return 'what was written to this browser’s storage came back otherwise.'
    case 'unknown':
      return 'this browser’s storage reports an error.'
  }
}

/** When a version was kept, or why. */
export function reasonText(reason: VersionReason): string {
  switch (reason) {
    case 'typing':
      return 'while typing'
    case 'before-run':
      return 'as it was run'
    case 'before-reset':
      return 'before a reset'
    case 'before-swap':
      return 'before another was taken'
    case 'before-link':
      return 'before a link was opened'
    case 'before-import':
      return 'before an import'
    case 'other-tab':
      return 'from another tab'
    case 'passed':
      return 'passed the checks'
  }
}

const MOMENT = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
})

/** `22 Nov, 14:05:09`. @param time milliseconds since the Unix epoch */
export function momentText(time: number): string {
  return MOMENT.format(time)
}
