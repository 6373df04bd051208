/** The version of a lesson's programs is a hash of them, for the name of their file: a page finds the programs that it was built with, or none. */

import { createHash } from 'node:crypto'
import type { PreparedLesson } from './prepare-lesson.ts'

/**
 * @param prepare not called by `npm run dev`, which would have to run every lesson before it could show one
 */
export async function programsVersion(
  prepare: () => Promise<Pick<PreparedLesson, 'programs'>>,
): Promise<string> {
  if (import.meta.env.DEV) return 'dev'
  const { programs } = await prepare()
  return createHash('sha256').update(JSON.stringify(programs)).digest('hex').slice(0, 12)
}
