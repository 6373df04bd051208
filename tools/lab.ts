/** Runs a file that imports the lab as a lesson runs a cell, and prints its telemetry: `npm run lab -- checkout.ts`. */

import { dirname, join } from 'node:path'
import { compileInNode, stopCompiler } from '../src/build/node-compiler.ts'
import { nodeProgram, runInNode } from '../src/build/node-runner.ts'
import type { RunWriter } from '../src/build/output-format.ts'
import { FIRST_LAB_SITE } from '../src/build/sandbox-scripts.ts'
import { readSources, UnreadableFile } from '../src/build/source-files.ts'
import { explainOutcome, type Problem } from '../src/sandbox/explain.ts'
import { DEFAULT_LIMITS, type Limits } from '../src/sandbox/limits.ts'
import type { DeclaredDial, ProgramEnd, RunMessage, RunRequest } from '../src/sandbox/protocol.ts'
import { settingOf, settingsText } from '../src/simulation/dials/declared-dial.ts'
import type { SiteLookup, SourcePosition } from '../src/telemetry/source-position.ts'
import { ColumnStore } from '../src/trace-data/column-store.ts'
import { droppedText } from '../src/views/dropped-text.ts'
import { HELP, type LabOptions, readOptions, UsageError } from './lab-options.ts'

/** What the exit status says. */
const DONE = 0
const FAILED = 1
const NOTHING_TO_RUN = 2

/** A program in real time may take its time. Milliseconds. */
const REAL_TIME_LIMIT = 10 * 60_000

// npm runs its scripts in the root of the project; paths mean what they mean where it was called.
if (process.env.npm_lifecycle_event === 'lab') process.chdir(process.env.INIT_CWD ?? '.')

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // Whoever read the output has seen enough, as `head` does.
  if (error.code === 'EPIPE') process.exit(DONE)
  throw error
})

try {
  const options = readOptions(process.argv.slice(2))
  if (options === 'help') console.log(HELP)
  else process.exitCode = await runFile(options)
} catch (error) {
  if (!(error instanceof UsageError || error instanceof UnreadableFile)) throw error
  console.error(error.message)
  process.exitCode = NOTHING_TO_RUN
}

/** Compiles and runs a file, and prints what it says. @returns the exit status */
async function runFile({ path, seed, dials, filter, format, clock }: LabOptions): Promise<number> {
  const complain = (problem: Problem) => console.error(problemText(problem, path))
  const { files, entry } = await readSources(path)
  const [compiled, { labSites }] = await Promise.all([
    compileInNode(files, entry),
    nodeProgram(),
  ]).finally(stopCompiler)
  if (!compiled.ok) {
    for (const { message, position } of compiled.errors) complain({ title: message, position })
    return FAILED
  }
  const { program } = compiled
  const siteOf: SiteLookup = (site) =>
    site >= FIRST_LAB_SITE ? labSites[site - FIRST_LAB_SITE] : program.sites[site]
  const limits: Limits =
    clock === 'real' ? { ...DEFAULT_LIMITS, realTime: REAL_TIME_LIMIT } : DEFAULT_LIMITS

  const output = format(
    (text) => console.log(text),
    (site) => fromHere(siteOf(site), path),
  )
  const request: RunRequest = { code: program.code, seed, clock, dials, filter, limits }
  const { end, unfit } = await run(request, output)
  output.end()
  if (unfit) {
    console.error(unfit)
    return NOTHING_TO_RUN
  }
  const dropped = droppedText(end.dropped)
  if (dropped) console.error(dropped)
  const problem = explainOutcome(end.outcome, program, siteOf, limits)
  if (problem) complain(problem)
  return problem ? FAILED : DONE
}

interface Ran {
  readonly end: ProgramEnd
  /** Why it was not the run that was asked for: a dial is not there, or can't be set so. */
  readonly unfit: string | undefined
}

/** Runs a program until it ends, a dial does not fit, or somebody presses Ctrl+C. */
async function run(request: RunRequest, output: RunWriter): Promise<Ran> {
  const interruption = new AbortController()
  const heard = new ColumnStore()
  let declared: readonly DeclaredDial[] = []
  let unfit: string | undefined
  process.once('SIGINT', () => interruption.abort())
  const hear = (message: RunMessage) => {
    if (message.kind === 'dials') {
      declared = message.dials
      unfit = unfitText(request, declared)
      if (unfit) interruption.abort()
    }
    if (message.kind !== 'events' || unfit) return
    const before = heard.eventCount
    for (const batch of message.batches) heard.append(batch)
    for (const event of heard.events(before)) output.write(event)
  }
  const messages = await runInNode(request, { hear, stop: interruption.signal })
  const end = messages.find((message) => message.kind === 'ended') as ProgramEnd
  return {
    end,
    unfit: unfit ?? (end.outcome.kind === 'done' ? missingText(request, declared) : undefined),
  }
}

/** Says that a dial can't be set as it is. */
function unfitText(
  { dials = {} }: RunRequest,
  declared: readonly DeclaredDial[],
): string | undefined {
  for (const dial of declared) {
    const set = dials[dial.name]
    if (set === undefined || settingOf(dial, set) !== undefined) continue
    return `The dial “${dial.name}” can’t be set to “${set}”; it can be set to ${settingsText(dial)}.`
  }
  return undefined
}

/** Says that a dial was set which the whole run has not had. */
function missingText(
  { dials = {} }: RunRequest,
  declared: readonly DeclaredDial[],
): string | undefined {
  const names = declared.map(({ name }) => name)
  const missing = Object.keys(dials).find((name) => !names.includes(name))
  if (missing === undefined) return undefined
  return `There is no dial “${missing}”; ${names.length > 0 ? `there are: ${names.join(', ')}` : 'this file has none'}.`
}

/** `tea.ts:3:7: Error: no`, and below it how the program got there and what to try. */
function problemText({ title, position, trail = [], advice }: Problem, path: string): string {
  const placeText = (place: SourcePosition) => {
    const { file, line, column } = fromHere(place, path)
    return `${file}:${line}:${column}`
  }
  return [
    `${position ? placeText(position) : path}: ${title}`,
    ...trail.map((place) => `  from ${placeText(place)}`),
    ...(advice ? [`  ${advice}`] : []),
  ].join('\n')
}

/** The same place, with its file named as one has to name it here. @param path the file that is run */
function fromHere<P extends SourcePosition | undefined>(position: P, path: string): P {
  if (!position || position.file.startsWith('@lab/')) return position
  return { ...position, file: join(dirname(path), position.file) }
}
