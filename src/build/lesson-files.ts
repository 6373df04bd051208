/** A lesson's files lie beside its text: what its cells import that is no cell, because nobody has to read it first. */

import { readdir, readFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { isFileName } from '../lesson/cell.ts'
import type { Sources } from '../lesson/cell-graph.ts'
import { LessonError } from '../lesson/lesson-error.ts'

/**
 * @param lesson the path of its `index.mdx`
 * @throws LessonError if no cell could import a file by its name
 */
export async function readLessonFiles(lesson: string): Promise<Sources> {
  const folder = dirname(lesson)
  const names = (await readdir(folder)).filter((name) => name.endsWith('.ts')).toSorted()
  const files = names.map(async (name) => {
    if (!isFileName(name)) {
      const message = `“${name}” is no name for a file beside a lesson; a name looks like “orders.ts”.`
      throw new LessonError(basename(folder), 1, message)
    }
    return [name, await readFile(join(folder, name), 'utf8')] as const
  })
  return Object.fromEntries(await Promise.all(files))
}
