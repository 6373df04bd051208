/** Preparing a lesson compiles and runs its cells, so that a page has their output before any code of it loads. */

import { readFile } from 'node:fs/promises'
import type { Cell } from '../lesson/cell.ts'
import { closureOf, type Sources } from '../lesson/cell-graph.ts'
import { LessonError } from '../lesson/lesson-error.ts'
import type { BuiltRunData, CellData, LessonData } from '../notebook/lesson-data.ts'
import type { CompiledProgram } from '../sandbox/compile-result.ts'
import { explainOutcome } from '../sandbox/explain.ts'
import { limitsFor } from '../sandbox/limits.ts'
import type { DeclaredDial } from '../sandbox/protocol.ts'
import type { SiteLookup, SourcePosition } from '../telemetry/source-position.ts'
import { ColumnStore } from '../trace-data/column-store.ts'
import { EventColumns } from '../trace-data/event-columns.ts'
import { packBatch } from '../trace-data/packed-batch.ts'
import { type FoundCell, findCells } from './lesson-cells.ts'
import { readLessonFiles } from './lesson-files.ts'
import { compileInNode } from './node-compiler.ts'
import { nodeProgram, runInNode } from './node-runner.ts'
import { FIRST_LAB_SITE } from './sandbox-scripts.ts'

export interface PreparedLesson extends LessonData {
  /** What the page fetches to run a cell that nobody has edited. By cell. */
  readonly programs: Readonly<Record<string, CompiledProgram>>
}

/** By file and text, so that `npm run dev` prepares again only what has changed. */
const prepared = new Map<string, Promise<PreparedLesson>>()

/**
 * @param slug the lesson's name in addresses
 * @param file the path of its `index.mdx`
 * @throws LessonError if a cell does not compile, or fails without being meant to
 */
export async function prepareLesson(slug: string, file: string): Promise<PreparedLesson> {
  const mdx = await readFile(file, 'utf8')
  const files = await readLessonFiles(file)
  const key = JSON.stringify([slug, mdx, files])
  let lesson = prepared.get(key)
  if (!lesson) {
    lesson = prepare(slug, file, mdx, files)
    prepared.set(key, lesson)
    // What failed once may work the next time.
    lesson.catch(() => prepared.delete(key))
  }
  return lesson
}

async function prepare(
  slug: string,
  file: string,
  mdx: string,
  files: Sources,
): Promise<PreparedLesson> {
  const found = findCells(file, mdx)
  const sources: Record<string, string> = { ...files }
  for (const { cell, line } of found) {
    if (Object.hasOwn(files, cell.name)) {
      throw new LessonError(file, line, `there is already a file “${cell.name}” beside the lesson.`)
    }
    sources[cell.name] = cell.source
  }
  const cells: CellData[] = []
  const programs: Record<string, CompiledProgram> = {}
  for (const { cell, line } of found) {
    const fail = (message: string, position?: SourcePosition): never => {
      throw new LessonError(file, lineOf(position, found) ?? line, message)
    }
    const compiled = await compileInNode(closureOf(sources, cell.name), cell.name)
    if (!compiled.ok) {
      const [error] = compiled.errors
      return fail(String(error?.message), error?.position)
    }
    programs[cell.name] = compiled.program
    const run = await runOnce(cell, compiled.program)
    if (run.problem && !cell.fails) fail(run.problem.title, run.problem.position)
    if (!run.problem && cell.fails) fail(`${cell.name} is marked as failing and did not fail.`)
    cells.push({ cell, run })
  }
  return { slug, cells, files, programs }
}

/** The line of the lesson on which a place in one of its cells stands: the fence's own line comes before the first. */
function lineOf(
  position: SourcePosition | undefined,
  found: readonly FoundCell[],
): number | undefined {
  const owner = found.find(({ cell }) => cell.name === position?.file)
  return owner && position && owner.line + position.line
}

/** Runs a compiled cell as the page would. */
export async function runOnce(cell: Cell, program: CompiledProgram): Promise<BuiltRunData> {
  const { labSites } = await nodeProgram()
  const siteOf: SiteLookup = (site) =>
    site >= FIRST_LAB_SITE ? labSites[site - FIRST_LAB_SITE] : program.sites[site]
  const store = new ColumnStore()
  let problem: BuiltRunData['problem']
  let dials: readonly DeclaredDial[] = []
  const { seed, clock } = cell
  const limits = limitsFor(cell)
  const request = { code: program.code, seed, clock, limits }
  for (const message of await runInNode(request)) {
    if (message.kind === 'events') for (const batch of message.batches) store.append(batch)
    if (message.kind === 'dials') dials = message.dials
    if (message.kind === 'ended') {
      problem = explainOutcome(message.outcome, program, siteOf, limits)
    }
  }
  const events = store.events()
  const columns = new EventColumns()
  for (const event of events) columns.append(event)
  const sites = new Map<number, ReturnType<SiteLookup>>()
  for (const event of events) if ('site' in event) sites.set(event.site, siteOf(event.site))
  return {
    ...(columns.count > 0 && { batch: packBatch(columns.take()) }),
    sites: [...sites].flatMap(([site, position]) => (position ? [[site, position] as const] : [])),
    ...(dials.length > 0 && { dials }),
    ...(problem && { problem }),
  }
}
