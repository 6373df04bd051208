/**
 * A hostile page is a lesson in which hostile cases are run, one after the other, in any engine. After each of them all has
 * to be as if nothing had happened.
 */

import { compileInNode } from '../../src/build/node-compiler.ts'
import type { CompiledProgram } from '../../src/sandbox/compile-result.ts'
import type { EnginePage } from '../engines/engine.ts'
import { faultsOf, type HostileCase, type Outcome } from './hostile-case.ts'
import { type HostileSite, LESSON } from './hostile-site.ts'
import * as inPage from './in-page.ts'
import type { Listener } from './listener.ts'

/** The cell in whose place programs run, and another that is left as it is. */
const CELL = 'tea.ts'
const OTHER_CELL = 'order-1042.ts'
/** The cell in which a reader has begun something, and what. */
const DRAFT_CELL = 'patience.ts'
const DRAFT = 'const work = { that: must.not.be // lost'

/** A reader notices a page that does nothing for longer. Milliseconds. */
const LONGEST_GAP = 100
/** Other work on the machine makes gaps, too: so many more tries, of which the best counts. */
const TRIES = 3
/** What a program has sent off arrives within this time. Milliseconds. */
const ARRIVAL = 50

interface Surroundings {
  readonly site: HostileSite
  readonly listener: Listener
  /** How long the page computed on end meanwhile, in milliseconds of its own, where the engine can tell. */
  readonly workDuring?: (during: () => Promise<unknown>) => Promise<number>
}

export class HostilePage {
  readonly #page: Pick<EnginePage, 'evaluate'>
  readonly #surroundings: Surroundings
  /** The first run of a page fetches what draws an output: nobody can tell yet what it says. */
  #firstRun: Promise<unknown> | undefined
  /** What an ordinary run says before anything hostile has run; then a reader has begun a draft, too. */
  #ordinary: Promise<string> | undefined

  /** @param page a lesson that was opened at {@link HostilePage.address}, prepared by `preparePage` */
  constructor(page: Pick<EnginePage, 'evaluate'>, surroundings: Surroundings) {
    this.#page = page
    this.#surroundings = surroundings
  }

  static address({ url }: HostileSite): string {
    return url + LESSON
  }

  /** Runs a case, and the cell beside it. @returns what is wrong with what it did; nothing, it is to be hoped */
  async faults(hostile: HostileCase): Promise<string[]> {
    this.#ordinary ??= this.#begin()
    await this.#ordinary
    const heardBefore = this.heard.length
    const outcome = await this.run(hostile)
    const faults = faultsOf(hostile, outcome)
    const heard = this.heard.slice(heardBefore)
    if (heard.length > 0) faults.push(`it was heard outside: ${heard.join(', ')}`)
    faults.push(...(await this.#faultsOfGap(hostile, outcome.gap)))
    faults.push(...(await this.#faultsOfNextRun()))
    if (!(await this.workIsIntact())) faults.push('the draft is lost')
    return faults
  }

  /** Is what a reader has written in another cell still there? */
  async workIsIntact(): Promise<boolean> {
    return (await this.#page.evaluate(inPage.draftIn, DRAFT_CELL)) === DRAFT
  }

  /** Runs a case. */
  async run(hostile: HostileCase): Promise<Outcome> {
    const { limits = {}, stopWhen = null } = hostile
    await this.#wake()
    const program = await this.#programOf(hostile)
    const outcome = await this.#page.evaluate(inPage.runProgram, CELL, program, limits, stopWhen)
    await new Promise((resolve) => setTimeout(resolve, ARRIVAL))
    return outcome
  }

  /** Everything that got out so far, to the listener or to the site's own server. */
  get heard(): readonly string[] {
    return this.#surroundings.listener.heard
  }

  #wake(): Promise<unknown> {
    this.#firstRun ??= this.#ordinaryRun()
    return this.#firstRun
  }

  async #begin(): Promise<string> {
    await this.#wake()
    const said = saidBy(await this.#ordinaryRun())
    await this.#page.evaluate(inPage.beginDraft, DRAFT_CELL, DRAFT)
    return said
  }

  async #faultsOfGap(hostile: HostileCase, first: number): Promise<string[]> {
    const { longestGap = LONGEST_GAP } = hostile
    const gaps = [first]
    while (Math.min(...gaps) > longestGap) {
      if (gaps.length > TRIES) return [`the page stood still for ${gaps.map(Math.round)} ms`]
      gaps.push(await this.#ownGap(hostile))
    }
    return []
  }

  /** Runs a case again, and leaves out of its gap what the machine did otherwise. */
  async #ownGap(hostile: HostileCase): Promise<number> {
    const { workDuring } = this.#surroundings
    if (workDuring) return workDuring(() => this.run(hostile))
    const control = await this.#ordinaryRun()
    const { gap } = await this.run(hostile)
    // Where even an ordinary run makes the page wait, the machine does.
    return control.gap > LONGEST_GAP ? gap - control.gap : gap
  }

  async #faultsOfNextRun(): Promise<string[]> {
    const said = saidBy(await this.#ordinaryRun())
    return said === (await this.#ordinary) ? [] : [`the next run is ${said}`]
  }

  /** Another cell as it is; on a site with raw programs, one that only says something. */
  #ordinaryRun(): Promise<Outcome> {
    const { place } = this.#surroundings.site
    const program = place === 'cell' ? null : { ...RAW, code: "say('fine')\nend()" }
    return this.#page.evaluate(inPage.runProgram, OTHER_CELL, program, {}, null)
  }

  async #programOf({ code, place = 'cell' }: HostileCase): Promise<CompiledProgram> {
    const { site, listener } = this.#surroundings
    const addressed = code
      .replaceAll('LISTENER_WS', `ws://localhost:${listener.port}`)
      .replaceAll('LISTENER_PORT', String(listener.port))
      .replaceAll('LISTENER', `http://localhost:${listener.port}`)
      .replaceAll('SITE', site.url.replace(/\/$/, ''))
    if (place !== 'cell') return { ...RAW, code: addressed }
    const compiled = await compileInNode({ [CELL]: addressed }, CELL)
    if (!compiled.ok) throw new Error(compiled.errors[0]?.message)
    return compiled.program
  }
}

function saidBy({ phase, problem, lines }: Outcome): string {
  return `${phase}${problem}: ${lines.join(' / ')}`
}

/** What is known of a program that the lab did not compile. */
const RAW = {
  map: JSON.stringify({ version: 3, sources: [], names: [], mappings: '' }),
  sites: [],
}
