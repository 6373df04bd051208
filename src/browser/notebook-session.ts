/** A notebook session keeps a lesson's notebook while the page is open: it compiles, runs, and paints once per frame. */

import { type Signal, signal } from '@preact/signals'
import type { Cell } from '../lesson/cell.ts'
import { closureOf } from '../lesson/cell-graph.ts'
import {
  beginRun,
  cancelRun,
  choosePace,
  dequeue,
  edit,
  enqueue,
  failToCompile,
  type Notebook,
  type ProgramReading,
  paceOf,
  receive,
  runsAsBuilt,
  sourcesOf,
} from '../notebook/notebook.ts'
import type { CompiledProgram, CompileResult } from '../sandbox/compile-result.ts'
import { explainCompileErrors, explainOutcome } from '../sandbox/explain.ts'
import { DEFAULT_LIMITS } from '../sandbox/limits.ts'
import type { Control, Pace, RunMessage } from '../sandbox/protocol.ts'
import type { SiteLookup, SourcePosition } from '../telemetry/source-position.ts'
import { BrowserCompiler } from './compiler.ts'
import { FrameRunner, type RunningProgram } from './frame-runner.ts'
import { noteTiming } from './timing.ts'

/** After the last keystroke, before an edited cell runs. Milliseconds. */
const TYPING_PAUSE = 300
/** After a run, before the next one's frame is made. Milliseconds. */
const REST = 50

interface Sandbox {
  readonly runner: FrameRunner
  readonly labSites: readonly SourcePosition[]
  readonly firstLabSite: number
}

export class NotebookSession {
  readonly notebook: Signal<Notebook>
  readonly #programsUrl: string
  readonly #compiler = new BrowserCompiler()
  readonly #running = new Map<string, { id: number; program?: RunningProgram }>()
  readonly #typing = new Map<string, ReturnType<typeof setTimeout>>()
  #sandbox: Promise<Sandbox> | undefined
  #builtPrograms: Promise<Readonly<Record<string, CompiledProgram>>> | undefined
  #lastId = 0

  /** @param programsUrl where the programs lie that the build has compiled */
  constructor(notebook: Notebook, programsUrl: string) {
    this.notebook = signal(notebook)
    this.#programsUrl = programsUrl
  }

  /** The reader comes near a cell: fetch what a run of an unedited one needs. */
  expectRun(): void {
    this.#loadSandbox().then(({ runner }) => runner.prepare())
    this.#loadBuiltPrograms()
  }

  /** The reader opens an editor: start the compiler. */
  expectEdit(): void {
    this.expectRun()
    this.#compiler.warm()
  }

  /** Changes a cell, and runs it when the typing pauses. */
  edit(name: string, source: string): void {
    this.notebook.value = edit(this.notebook.value, name, source)
    clearTimeout(this.#typing.get(name))
    this.#typing.set(
      name,
      setTimeout(() => this.run(name), TYPING_PAUSE),
    )
  }

  /** Puts the author's code back and runs it. */
  reset(name: string): void {
    const original = this.notebook.value.cells.get(name)
    if (!original) return
    this.notebook.value = edit(this.notebook.value, name, original.source)
    this.run(name)
  }

  /** Runs cells one after another. What ran in this way before is stopped. */
  async runAll(names: readonly string[]): Promise<void> {
    this.stopAll()
    let queue = names
    this.notebook.value = enqueue(this.notebook.value, queue)
    for (const name of names) {
      await this.run(name)
      // Another queue has taken its place.
      if (this.notebook.value.queue !== queue) return
      this.notebook.value = dequeue(this.notebook.value)
      queue = this.notebook.value.queue
    }
  }

  /** Stops the cells that run one after another; those that wait do not begin. */
  stopAll(): void {
    const [current] = this.notebook.value.queue
    this.notebook.value = enqueue(this.notebook.value, [])
    if (current !== undefined) this.stop(current)
  }

  /** Runs a cell to its end. */
  async run(name: string): Promise<void> {
    clearTimeout(this.#typing.get(name))
    this.stop(name)
    const id = ++this.#lastId
    this.#running.set(name, { id })
    this.notebook.value = beginRun(this.notebook.value, name, id)
    const isCurrent = () => this.#running.get(name)?.id === id
    const beganAt = performance.now()
    try {
      const [{ runner, labSites, firstLabSite }, compiled] = await Promise.all([
        this.#loadSandbox(),
        this.#compile(name),
      ])
      if (!isCurrent()) return
      noteTiming('compile', beganAt)
      if (!compiled.ok) {
        const problems = explainCompileErrors(compiled.errors)
        this.notebook.value = failToCompile(this.notebook.value, name, id, problems)
        return
      }
      const reading = readingOf(compiled.program, labSites, firstLabSite)
      const { seed, clock } = this.notebook.value.cells.get(name) as Cell
      const hear = this.#listener(name, id, reading)
      const pace = paceOf(this.notebook.value, name)
      const request = { code: compiled.program.code, seed, clock, pace, limits: DEFAULT_LIMITS }
      await new Promise<void>((ended) => {
        const program = runner.run(request, (message) => {
          hear(message)
          if (message.kind !== 'ended') return
          // Not sooner: making a frame would keep the page from hearing this run.
          setTimeout(() => runner.prepare(), REST)
          ended()
        })
        this.#running.set(name, { id, program })
      })
    } catch (error) {
      if (!isCurrent()) return
      this.notebook.value = failToCompile(this.notebook.value, name, id, [cannotRun(error)])
    }
  }

  /** Stops a cell's run, if one is going on. */
  stop(name: string): void {
    const running = this.#running.get(name)
    if (!running) return
    if (running.program) {
      running.program.stop()
    } else {
      this.#running.delete(name)
      this.notebook.value = cancelRun(this.notebook.value, name, running.id)
    }
  }

  /** Lets this cell's runs pass faster or slower, also the one that is going on. */
  setPace(name: string, pace: Pace): void {
    this.notebook.value = choosePace(this.notebook.value, name, pace)
    this.control(name, { kind: 'pace', pace })
  }

  /** Pauses a run, lets it go on, or takes a step in it. */
  control(name: string, control: Control): void {
    this.#running.get(name)?.program?.control(control)
  }

  async #compile(name: string): Promise<CompileResult> {
    const notebook = this.notebook.value
    if (runsAsBuilt(notebook, name)) {
      const program = (await this.#loadBuiltPrograms())[name]
      if (program) return { ok: true, program }
    }
    const sources = sourcesOf(notebook)
    // All cells are offered, so that a wrong import can be told what exists.
    return this.#compiler.compile({ ...sources, ...closureOf(sources, name) }, name)
  }

  /** Messages are gathered, and the notebook changes once per frame. */
  #listener(name: string, id: number, reading: ProgramReading): (message: RunMessage) => void {
    const beganAt = performance.now()
    let waiting: RunMessage[] = []
    let heardAt = 0
    const apply = () => {
      const messages = waiting
      waiting = []
      noteTiming('paint', heardAt)
      const realTime = performance.now() - beganAt
      this.notebook.value = messages.reduce(
        (notebook, message) => receive(notebook, name, id, message, reading, realTime),
        this.notebook.value,
      )
    }
    return (message) => {
      if (heardAt === 0) noteTiming('start', beganAt)
      if (waiting.push(message) > 1) return
      heardAt = performance.now()
      nextFrame(apply)
    }
  }

  #loadSandbox(): Promise<Sandbox> {
    this.#sandbox ??= import('virtual:sandbox').then(
      (scripts) => ({ ...scripts, runner: new FrameRunner(scripts) }),
      (error) => {
        this.#sandbox = undefined
        throw error
      },
    )
    return this.#sandbox
  }

  #loadBuiltPrograms(): Promise<Readonly<Record<string, CompiledProgram>>> {
    this.#builtPrograms ??= fetch(this.#programsUrl)
      .then((response) => response.json())
      .catch((error) => {
        this.#builtPrograms = undefined
        throw error
      })
    return this.#builtPrograms
  }
}

function readingOf(
  program: CompiledProgram,
  labSites: readonly SourcePosition[],
  firstLabSite: number,
): ProgramReading {
  const siteOf: SiteLookup = (site) =>
    site >= firstLabSite ? labSites[site - firstLabSite] : program.sites[site]
  return {
    siteOf,
    explain: ({ outcome }) => explainOutcome(outcome, program, siteOf, DEFAULT_LIMITS),
  }
}

function cannotRun(error: unknown) {
  return {
    title: 'The cell could not be run.',
    advice: `Something that is needed for running could not be loaded: ${error instanceof Error ? error.message : String(error)} Check the connection and run it again; if that does not help, reload the page.`,
  }
}

/** Before the next painting; soon, if nothing is being painted. */
function nextFrame(callback: () => void): void {
  if (document.hidden) setTimeout(callback, 50)
  else requestAnimationFrame(callback)
}
