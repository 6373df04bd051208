/** Source files are a file on the disk and all that it imports, as the compiler takes them. */

import { readFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { importsOf } from '../lesson/cell-graph.ts'
import type { SourceFiles } from '../sandbox/compile.ts'
import { importedFile } from '../sandbox/import-path.ts'

/** A file that can't be read, and why. */
export class UnreadableFile extends Error {
  override readonly name = 'UnreadableFile'
}

export interface FoundSources {
  /** By their way from the entry's folder. */
  readonly files: SourceFiles
  /** The entry among them. */
  readonly entry: string
}

/**
 * Reads a file, and what it imports from its own folder or from below.
 * An imported file that isn't there is left out: the compiler knows where the import stands.
 * @throws UnreadableFile if the file isn't there, or one of them can't be read
 */
export async function readSources(path: string): Promise<FoundSources> {
  const folder = dirname(path)
  const entry = basename(path)
  const files: Record<string, string> = Object.create(null)
  files[entry] = await read(path)
  const waiting = [entry]
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    for (const spelled of importsOf(files[file] as string)) {
      const imported = importedFile(spelled, file)
      if (imported === undefined || Object.hasOwn(files, imported)) continue
      const source = await readIfThere(join(folder, imported))
      if (source === undefined) continue
      files[imported] = source
      waiting.push(imported)
    }
  }
  return { files, entry }
}

async function read(path: string): Promise<string> {
  const source = await readIfThere(path)
  if (source === undefined) throw new UnreadableFile(`There is no file “${path}”.`)
  return source
}

/** @returns nothing if there is no such file */
async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined
    if (code === 'EISDIR') throw new UnreadableFile(`“${path}” is a folder, and no file.`)
    throw new UnreadableFile(`“${path}” can't be read: ${message}.`)
  }
}
