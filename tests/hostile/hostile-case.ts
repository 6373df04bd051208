/** A hostile case is a program that means harm, or a mistake that looks like it, and what has to become of it. */

import type { RunPhase } from '../../src/notebook/run.ts'
import type { Limits } from '../../src/sandbox/limits.ts'

export interface CaseGroup {
  readonly name: string
  readonly cases: readonly HostileCase[]
}

export interface HostileCase {
  /** What the program does, as the subject of a sentence: “that …”. */
  readonly name: string
  /** Addresses stand in it as `LISTENER`, `LISTENER_WS`, `LISTENER_PORT` and `SITE`; see `addresses.ts`. */
  readonly code: string
  /**
   * Where it runs: as a reader's cell, in the world that the lab has closed; or as it is in the program's worker or in the
   * frame itself, with all that the browser has, to see what the policy alone contains. Default: a cell.
   */
  readonly place?: Place
  readonly expects: Expectation
  /** Limits of this run, where waiting for the usual ones would tell nothing more. */
  readonly limits?: Partial<Limits>
  /** The page shows more than the site's limits ever let through, and may stand still for so long. Milliseconds. */
  readonly longestGap?: number
  /** The reader presses Stop: when the page says that it is busy, or leaves something out, or after so many milliseconds. */
  readonly stopWhen?: StopMoment
  /** Without the policy it gets what it is after: then the control sees it succeed. Default: no. */
  readonly succeedsUncontained?: boolean
}

export type StopMoment = 'busy' | 'dropping' | number

export type Place = 'cell' | 'worker' | 'frame'

/** What the page shows when the run is over. Of what is left out, nothing must be there. */
export interface Expectation {
  /** Default: done. */
  readonly phase?: RunPhase | RegExp
  /** What the problem says, if there is one. */
  readonly problem?: string | RegExp
  /** The line at which the problem lies. */
  readonly line?: number
  /** What stands in some line of the output. */
  readonly says?: readonly (string | RegExp)[]
  /** What stands in no line of the output. */
  readonly neverSays?: string | RegExp
  /** The names of the first spans, in the order of the rows. */
  readonly spans?: readonly string[]
  /** How many lines or spans were kept. */
  readonly lineCount?: number
  readonly spanCount?: number
  /** What the note of dropped things says. */
  readonly dropped?: string | RegExp
}

/** What became of it, as a reader sees it. */
export interface Outcome {
  readonly phase: string
  readonly problem: string
  readonly lines: readonly string[]
  readonly lineCount: number
  readonly spans: readonly string[]
  readonly spanCount: number
  readonly dropped: string
  /** Elements that came out of a text, requests to leave the page, changes of its title: there should be none. */
  readonly hazards: readonly string[]
  /** The longest time for which the page did nothing else, in milliseconds. */
  readonly gap: number
}

/** What differs from what was expected: nothing, it is to be hoped. */
export function faultsOf({ expects }: HostileCase, outcome: Outcome): string[] {
  const faults: string[] = []
  const check = (holds: boolean, fault: string) => {
    if (!holds) faults.push(fault)
  }
  const { phase = 'done', problem, line, says = [], neverSays, spans, dropped } = expects
  check(matches(phase, outcome.phase), `it is ${outcome.phase}, not ${phase}`)
  checkText('the problem', problem, outcome.problem)
  if (line !== undefined) {
    check(RegExp(`\\bline ${line}\\b`).test(outcome.problem), `no line ${line}: ${outcome.problem}`)
  }
  for (const part of says) {
    check(
      outcome.lines.some((text) => matches(part, text)),
      `no line says ${part}`,
    )
  }
  if (neverSays !== undefined) {
    check(!outcome.lines.some((text) => matches(neverSays, text)), `a line says ${neverSays}`)
  }
  if (spans) {
    const seen = outcome.spans.slice(0, spans.length)
    check(JSON.stringify(seen) === JSON.stringify(spans), `spans are ${JSON.stringify(seen)}`)
  }
  for (const count of ['lineCount', 'spanCount'] as const) {
    const expected = expects[count]
    if (expected !== undefined) {
      check(outcome[count] === expected, `${count} is ${outcome[count]}, not ${expected}`)
    }
  }
  checkText('the note of what was dropped', dropped, outcome.dropped)
  check(outcome.hazards.length === 0, `the page was changed: ${outcome.hazards.join(', ')}`)
  if (faults.length > 0)
    faults.push(`lines: ${JSON.stringify(outcome.lines.slice(0, 12)).slice(0, 1000)}`)
  return faults

  function checkText(what: string, expected: string | RegExp | undefined, text: string): void {
    const holds = expected === undefined ? text === '' : matches(expected, text)
    check(holds, `${what} is “${text}”, not ${expected ?? 'absent'}`)
  }
}

function matches(part: string | RegExp, text: string): boolean {
  return typeof part === 'string' ? text.includes(part) : part.test(text)
}
