/** Explaining turns how a run ended into words for the person whose code it was: what, where, and what to try. */

import { originalPositionFor, TraceMap } from '@jridgewell/trace-mapping'
import type { SiteLookup, SourcePosition } from '../telemetry/source-position.ts'
import type { CompiledProgram, CompileError } from './compile-result.ts'
import type { Limits } from './limits.ts'
import type { Outcome, ThrownError } from './protocol.ts'

export interface Problem {
  /** What happened, in one line. */
  readonly title: string
  /** What it means and what to try. */
  readonly advice?: string
  readonly position?: SourcePosition
  /** The calls that led there, nearest first, without the position itself. */
  readonly trail?: readonly SourcePosition[]
}

export function explainCompileErrors(errors: readonly CompileError[]): Problem[] {
  return errors.map(({ message, position }) => ({
    title: message,
    advice: 'The cell was not run. The output below is from before.',
    position,
  }))
}

/** @returns nothing for a run that simply ended */
export function explainOutcome(
  outcome: Outcome,
  program: Pick<CompiledProgram, 'map'>,
  siteOf: SiteLookup,
  limits: Limits,
): Problem | undefined {
  switch (outcome.kind) {
    case 'done':
      return undefined
    case 'failed':
      return explainError(outcome.error, outcome.unhandled, program, siteOf)
    case 'stuck':
      return explainStuck(outcome.sites, siteOf)
    case 'stopped':
      return explainStop(outcome, siteOf, limits)
  }
}

function explainError(
  error: ThrownError,
  unhandled: boolean,
  { map }: Pick<CompiledProgram, 'map'>,
  siteOf: SiteLookup,
): Problem {
  const trace = new TraceMap(map)
  const thrownAt = error.frames.flatMap(({ line, column }): SourcePosition[] => {
    if (line < 1 || column < 1) return []
    const place = originalPositionFor(trace, { line, column: column - 1 })
    if (place.source === null) return []
    return [
      { file: place.source.replace(/^cell:/, ''), line: place.line, column: place.column + 1 },
    ]
  })
  const [position, ...trail] = ownFirst([...thrownAt, ...placesOf(error.awaits, siteOf)])
  return {
    title: `${error.name}: ${error.message}`,
    advice: adviceFor(error, unhandled),
    position,
    trail,
  }
}

function adviceFor({ name, message }: ThrownError, unhandled: boolean): string | undefined {
  if (unhandled) {
    return 'A promise was rejected and nothing waited for it. Put `await` before the call, or add `.catch(…)`.'
  }
  // Firefox calls it InternalError.
  if (/^(Range|Internal)Error$/.test(name) && /call stack|recursion/i.test(message)) {
    return 'A function calls itself without an end. Look for the case in which it should stop.'
  }
  if (/fetch|network|content security/i.test(message)) {
    return 'Code on this page has no network. `Network` from `@lab/sim` simulates one.'
  }
  const [, missing = ''] = NOT_DEFINED.exec(message) ?? []
  if (name === 'ReferenceError' && OF_A_PLATFORM.has(missing)) {
    return `\`${missing}\` belongs to a page or to Node. A run has neither: it has JavaScript, timers, \`console\` and the lab, and is the same everywhere.`
  }
  return undefined
}

/** As Chromium, Node and Firefox say it, and WebKit. */
const NOT_DEFINED = /^(?:Can't find variable: )?(\w+)(?: is not defined)?$/

/** What people know from elsewhere and look for first. */
const OF_A_PLATFORM: ReadonlySet<string> = new Set(
  `window document self global process require module Buffer localStorage sessionStorage indexedDB navigator location alert
  postMessage Worker requestAnimationFrame AbortController AbortSignal EventTarget Event Blob Temporal`.split(
    /\s+/,
  ),
)

function explainStuck(sites: readonly number[], siteOf: SiteLookup): Problem {
  const [position, ...trail] = ownFirst(placesOf(sites, siteOf))
  return {
    title: 'This never finishes.',
    advice:
      'The code waits here, and nothing is left that could wake it: no timer, no message, no other work. Look for a promise that nobody resolves.',
    position,
    trail,
  }
}

function explainStop(
  { reason, site }: Outcome & { kind: 'stopped' },
  siteOf: SiteLookup,
  limits: Limits,
): Problem {
  const position = site === undefined ? undefined : siteOf(site)
  const loop = position ? ' It was in this loop.' : ''
  switch (reason) {
    case 'by-reader':
      return { title: `You stopped the run.${loop}`, position }
    case 'real-time':
      return {
        title: `Stopped after ${inWords(limits.realTime)}.${loop}`,
        advice: position
          ? 'The loop does not seem to end. Look at what should make it stop.'
          : 'The code was still busy. Look for work that never ends.',
        position,
      }
    case 'virtual-time':
      return {
        title: `Stopped after ${inWords(limits.virtualTime)} of virtual time.`,
        advice:
          'Some timer keeps the run alive. Look for a `setInterval` that is never cleared, or a wait that is longer than you meant.',
      }
    case 'timers':
      return {
        title: `Stopped after ${limits.timers.toLocaleString('en')} timers.`,
        advice:
          'Some timer keeps setting the next one. Look for a `setInterval` that is never cleared.',
      }
    case 'page-left':
      return {
        title: 'Stopped, because you left the page.',
        advice: 'Your code is as it was. Run it again.',
        position,
      }
    case 'flood':
      return {
        title: 'Stopped: the code flooded the page with messages.',
        advice:
          'It sent more, or faster, than any logger does, and past the lab. What came before is shown below. Reset the cell to get its original code back.',
      }
    case 'bad-message':
      return {
        title: 'Stopped: the code interfered with the lab itself.',
        advice:
          'It sent messages that the lab does not understand. Reset the cell to get its original code back.',
      }
    case 'crash':
      return {
        title: 'The run crashed.',
        advice:
          'It may have used up the memory that the browser gives it. Your code is safe; change it and run again.',
      }
    case 'not-started':
      return {
        title: 'This browser did not start the program.',
        advice:
          'A run needs a worker in a frame of its own. An extension, a setting or the browser itself does not allow that here, or the machine is very busy. Reading works all the same, and the output below is from before.',
      }
  }
}

const UNITS = [
  ['day', 24 * 3_600_000],
  ['hour', 3_600_000],
  ['second', 1000],
] as const

/** Milliseconds in the largest unit of which there is a whole number: `31 days`. */
function inWords(milliseconds: number): string {
  const [unit, size] = UNITS.find(([, length]) => milliseconds % length === 0) ?? UNITS[2]
  const count = milliseconds / size
  return `${count} ${unit}${count === 1 ? '' : 's'}`
}

function placesOf(sites: readonly number[], siteOf: SiteLookup): SourcePosition[] {
  return sites.map(siteOf).filter((place) => place !== undefined)
}

/** The reader's own places before the lab's, each once. */
function ownFirst(places: readonly SourcePosition[]): SourcePosition[] {
  const distinct = withoutRepeats(places)
  return [...distinct.filter(isOwn), ...distinct.filter((place) => !isOwn(place))]
}

function isOwn({ file }: SourcePosition): boolean {
  return !file.startsWith('@lab/')
}

function withoutRepeats(places: readonly SourcePosition[]): SourcePosition[] {
  const seen = new Set<string>()
  return places.filter(({ file, line }) => {
    const key = `${file}:${line}`
    const isNew = !seen.has(key)
    seen.add(key)
    return isNew
  })
}
