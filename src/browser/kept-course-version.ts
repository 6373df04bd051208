/** The version of the course that a reader has chosen to keep, remembered from page to page. */

import { homeAddress } from './visit.ts'

/** Another site may share the host. */
const key = () => `kept-course ${homeAddress()}`

/** @returns nothing if the reader has not chosen so */
export function keptCourseVersion(): string | undefined {
  try {
    return localStorage.getItem(key()) ?? undefined
  } catch {
    // Storage is off.
    return undefined
  }
}

/** @param version none if the reader wants it no longer */
export function noteKeptCourse(version: string | undefined): void {
  try {
    if (version === undefined) localStorage.removeItem(key())
    else localStorage.setItem(key(), version)
  } catch {
    // Storage is off: the course is kept as it is, and does not follow its changes.
  }
}
