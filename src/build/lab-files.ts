/** The lab's files are the library that lessons import, as a reader of its source meets it. */

import { readFileSync } from 'node:fs'
import { glob } from 'node:fs/promises'

export interface LabFile {
  /** From `src/`, without its ending: `telemetry/span`. */
  readonly path: string
  readonly source: string
  /** The sentence with which the file opens: what it is. */
  readonly summary: string
}

/** Every file of the logger, the tracer, the simulation and the shop; tests are not among them. */
export async function labFiles(): Promise<LabFile[]> {
  const files: LabFile[] = []
  for await (const file of glob(['src/telemetry/**/*.ts', 'src/simulation/**/*.ts'])) {
    if (file.endsWith('.test.ts')) continue
    const source = readFileSync(file, 'utf8')
    const path = file
      .replaceAll('\\', '/')
      .replace(/^src\//, '')
      .replace(/\.ts$/, '')
    files.push({ path, source, summary: summaryOf(source) })
  }
  return files.sort((a, b) => (a.path < b.path ? -1 : 1))
}

/** The first paragraph of the comment at the top. */
function summaryOf(source: string): string {
  const comment = /^\/\*\*([\s\S]*?)\*\//.exec(source)?.[1] ?? ''
  const text = comment.replace(/^\s*\* ?/gm, '').trim()
  return (text.split(/\n\s*\n/)[0] ?? '').replace(/\s+/g, ' ')
}
