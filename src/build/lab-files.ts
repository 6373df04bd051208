/** The lab's files are the library that lessons import, as a reader of its source meets it. */

import { readFileSync } from 'node:fs'
import { glob } from 'node:fs/promises'

export interface LabFile {
  /** From `src/`, without its ending: `telemetry/span`. */
  readonly path: string
  readonly source: string
  /** The sentence with which the file opens: what it is. Code in it stands between backticks. */
  readonly summary: string
}

/** A folder of the lab, as it stands in the table of contents. */
export interface LabFolder {
  readonly path: string
  /** What lives there, after “Here live”. */
  readonly says: string
  readonly files: readonly LabFile[]
}

/** In the order in which they are best read. */
const FOLDERS: readonly (readonly [path: string, says: string])[] = [
  ['telemetry/logging', 'log records: what writes them, filters them, and puts them into words'],
  ['telemetry/tracing', 'spans: what starts them, what remains of them, and who is told'],
  ['telemetry/context', 'what belongs to one flow of work, and how it stays with it'],
  ['telemetry/propagation', 'the headers by which a trace crosses from process to process'],
  ['telemetry/sampling', 'those who decide which traces are kept'],
  ['telemetry/export', 'the ways out: processors, exporters, and OTLP'],
  ['telemetry/metrics', 'the numbers that can be counted in spans'],
  ['telemetry', 'the two lists of what lessons can import, and what all of the library needs'],
  ['simulation/shop', 'the services of the shop, plain enough to be changed'],
  [
    'simulation/network',
    'the network and the message broker between them, and what goes wrong there',
  ],
  ['simulation/traffic', 'customers who come in the rhythm of day and week'],
  ['simulation/month', 'a model of the shop that plays millions of customers in seconds'],
  ['simulation/time', 'clocks, and the timers that they run'],
  ['simulation/chance', 'seeded chance, and the shapes that it has in production'],
  ['simulation/dials', 'what a reader can turn while a program is looked at'],
  ['simulation/world', 'the globals that a program finds, the same on every machine'],
  ['simulation', 'the world that a run happens in, and what it offers to lessons'],
]

/** All folders with their files. @throws Error if a folder has no description, or a description no folder */
export async function labFolders(): Promise<LabFolder[]> {
  const byFolder = Map.groupBy(await labFiles(), ({ path }) => path.replace(/\/[^/]*$/, ''))
  const unknown = [...byFolder.keys()].filter((path) => !FOLDERS.some(([known]) => known === path))
  if (unknown.length > 0) throw new Error(`The lab page does not describe ${unknown.join(', ')}.`)
  return FOLDERS.map(([path, says]) => {
    const files = byFolder.get(path)
    if (!files) throw new Error(`The lab page describes ${path}, which has no files.`)
    return { path, says, files }
  })
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
