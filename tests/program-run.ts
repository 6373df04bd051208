/** A program run is source that was compiled and run as the site's build does it, and all that came of it. */

import { compileInNode } from '../src/build/node-compiler.ts'
import { nodeProgram, runInNode } from '../src/build/node-runner.ts'
import { FIRST_LAB_SITE } from '../src/build/sandbox-scripts.ts'
import { closureOf, type Sources } from '../src/lesson/cell-graph.ts'
import { explainCompileErrors, explainOutcome, type Problem } from '../src/sandbox/explain.ts'
import { DEFAULT_LIMITS, type Limits } from '../src/sandbox/limits.ts'
import {
  type Dropped,
  NOTHING_DROPPED,
  type Pace,
  type RunMessage,
} from '../src/sandbox/protocol.ts'
import type { ClockKind } from '../src/simulation/time/clock.ts'
import { RUN_EPOCH } from '../src/simulation/time/virtual-clock.ts'
import type { SiteLookup, SourcePosition } from '../src/telemetry/source-position.ts'
import type { ColumnStore } from '../src/trace-data/column-store.ts'
import { traceText } from '../src/views/trace-text.ts'
import { storeOf } from './sent-events.ts'

/** What stands before a program that is given as one text, on its first line: everything that the lab has. */
const IMPORTS = [
  "import { logger, setLevel } from '@lab/logger'",
  "import { activeSpan, Context, context, span, startSpan } from '@lab/tracer'",
  'const { active, bind, with: withContext } = context',
  "import { Network, SeededRandom, ServiceError, sleep, work } from '@lab/sim'",
  "import { openShop } from '@lab/shop'",
  "const log = logger('main')",
]
  .map((statement) => `${statement}; `)
  .join('')

const ENTRY = 'main.ts'

export interface ProgramRun {
  readonly store: ColumnStore
  readonly siteOf: SiteLookup
  readonly problems: readonly Problem[]
  readonly dropped: Dropped
  readonly messages: readonly RunMessage[]
  /** The trace and the lines, and what went wrong, if anything did. */
  readonly text: string
}

export interface RunOptions {
  readonly seed?: number
  readonly clock?: ClockKind
  readonly filter?: string
  readonly pace?: Pace
  readonly limits?: Partial<Limits>
}

/** @param sources the text of `main.ts` without imports, or whole cells by name, of which `main.ts` is run */
export async function runProgram(
  sources: string | Sources,
  { seed = 1, clock = 'virtual', filter, pace, limits: given = {} }: RunOptions = {},
): Promise<ProgramRun> {
  const files = typeof sources === 'string' ? { [ENTRY]: IMPORTS + sources } : sources
  const limits = { ...DEFAULT_LIMITS, ...given }
  const compiled = await compileInNode(closureOf(files, ENTRY), ENTRY)
  if (!compiled.ok) return programRun([], () => undefined, explainCompileErrors(compiled.errors))
  const { program } = compiled
  const { labSites } = await nodeProgram()
  const siteOf: SiteLookup = (site) =>
    site >= FIRST_LAB_SITE ? labSites[site - FIRST_LAB_SITE] : program.sites[site]
  const messages = await runInNode({ code: program.code, seed, clock, filter, pace, limits })
  const problems = messages.flatMap((message) =>
    message.kind === 'ended'
      ? (explainOutcome(message.outcome, program, siteOf, limits) ?? [])
      : [],
  )
  return programRun(messages, siteOf, problems)
}

function programRun(
  messages: readonly RunMessage[],
  siteOf: SiteLookup,
  problems: readonly Problem[],
): ProgramRun {
  const store = storeOf(messages)
  const end = messages.find((message) => message.kind === 'ended')
  return {
    store,
    siteOf,
    problems,
    messages,
    dropped: end?.dropped ?? NOTHING_DROPPED,
    text: [traceText(store, RUN_EPOCH), ...problems.map(problemText)].filter(Boolean).join('\n'),
  }
}

/** `✗ Error: no  main.ts:3:7 ‹ main.ts:8:1` */
export function problemText({ title, position, trail = [] }: Problem): string {
  const places = [position, ...trail].filter((place) => place !== undefined).map(positionText)
  return `✗ ${title}${places.length > 0 ? `  ${places.join(' ‹ ')}` : ''}`
}

export function positionText({ file, line, column }: SourcePosition): string {
  return `${file}:${line}:${column}`
}
