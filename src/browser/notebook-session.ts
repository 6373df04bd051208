/** A notebook session keeps a lesson's notebook while the page is open: it compiles, runs, and paints once per frame. */

import { type Signal, signal } from '@preact/signals'
import type { Cell } from '../lesson/cell.ts'
import { closureOf } from '../lesson/cell-graph.ts'
import type { VersionReason } from '../notebook/draft-record.ts'
import {
  type Beginning,
  beginRun,
  cancelRun,
  changedCells,
  choosePace,
  chooseSeed,
  clearOutput,
  dequeue,
  edit,
  enqueue,
  failToCompile,
  type Notebook,
  type ProgramReading,
  paceOf,
  putBack,
  receive,
  resetCell,
  resetLesson,
  runsAsBuilt,
  seedOf,
  setDial,
  setDials,
  sourcesOf,
  tellRun,
} from '../notebook/notebook.ts'
import { isActive } from '../notebook/run.ts'
import type { CompiledProgram, CompileResult } from '../sandbox/compile-result.ts'
import { type Limits, limitsFor } from '../sandbox/limits.ts'
import type { Control, DialValue, DialValues, Pace, RunMessage } from '../sandbox/protocol.ts'
import type { SiteLookup, SourcePosition } from '../telemetry/source-position.ts'
import { BrowserCompiler } from './compiler.ts'
import type { FrameRunner, RunningProgram } from './frame-runner.ts'
import { type DraftsInPage, keepDrafts } from './keep-drafts.ts'
import { keepInMemory } from './keep-in-memory.ts'
import { NotLoaded, problemOf } from './load-problem.ts'
import { inFrames } from './message-frames.ts'
import { noteTiming } from './timing.ts'

/** After the last keystroke, before an edited cell runs. Milliseconds. */
const TYPING_PAUSE = 300
/** After a run, before the next one's frame is made. Milliseconds. */
const REST = 50
/** A run that a dial began is shown when it ends; if it takes longer than this, one sees it going on. Milliseconds. */
const QUIET = 400
/** A dial that is turned waits for the run before it, but not for longer. Milliseconds. */
const PATIENCE = 1000

interface Sandbox {
  readonly runner: FrameRunner
  readonly explain: Pick<typeof import('./running.ts'), 'explainCompileErrors' | 'explainOutcome'>
  readonly labSites: readonly SourcePosition[]
  readonly firstLabSite: number
}

/** One for the page: starting it takes seconds. */
const compiler = new BrowserCompiler()

interface SessionOptions {
  /** It holds someone else's code: nothing of it is stored, and it runs only when the reader says so. */
  readonly isCopy?: boolean
}

export class NotebookSession {
  readonly notebook: Signal<Notebook>
  /** How the reader's drafts are kept. */
  readonly drafts: DraftsInPage
  readonly #programsUrl: string
  readonly #isCopy: boolean
  readonly #running = new Map<string, { id: number; program?: RunningProgram }>()
  /** Cells of which a dial was turned since their run began, and whether that belongs to the turn that began it. */
  readonly #turned = new Map<string, boolean>()
  readonly #typing = new Map<string, ReturnType<typeof setTimeout>>()
  #sandbox: Promise<Sandbox> | undefined
  #builtPrograms: Promise<Readonly<Record<string, CompiledProgram>>> | undefined
  #lastId = 0

  /**
   * @param lesson the lesson's slug
   * @param programsUrl where the programs lie that the build has compiled
   */
  constructor(
    lesson: string,
    notebook: Notebook,
    programsUrl: string,
    { isCopy = false }: SessionOptions = {},
  ) {
    this.notebook = signal(notebook)
    this.#programsUrl = programsUrl
    this.#isCopy = isCopy
    const keep = isCopy ? keepInMemory : keepDrafts
    const sources = sourcesOf(notebook)
    const begun = [...notebook.cells.keys()].map((name) => [name, sources[name] ?? ''] as const)
    this.drafts = keep(lesson, Object.fromEntries(begun), (name, source) => {
      this.notebook.value = edit(this.notebook.value, name, source)
    })
  }

  /** The reader comes near a cell: fetch what a run of an unedited one needs. */
  expectRun(): void {
    // If they can't be loaded, the run says so.
    const ignore = () => undefined
    this.#loadSandbox().then(({ runner }) => runner.prepare(), ignore)
    this.#loadBuiltPrograms().catch(ignore)
  }

  /** The reader opens an editor: start the compiler. */
  expectEdit(): void {
    this.expectRun()
    compiler.warm()
  }

  /** Changes a cell, and runs it when the typing pauses. */
  edit(name: string, source: string): void {
    // An editor that was told of a text tells of it in turn.
    if (sourcesOf(this.notebook.value)[name] === source) return
    this.notebook.value = edit(this.notebook.value, name, source)
    this.drafts.keeper.file(name).type(source)
    clearTimeout(this.#typing.get(name))
    if (this.#isCopy) return
    this.#typing.set(
      name,
      setTimeout(() => this.#run(name), TYPING_PAUSE),
    )
  }

  /** The texts that stood in a cell's editor before, oldest first, also before the page was loaded. */
  trailOf(name: string): readonly string[] {
    return this.drafts.keeper.file(name).trail
  }

  /** Takes the output of a cell out of sight. A run that goes on is stopped. */
  clearOutput(name: string): void {
    this.#standStill(name)
    this.notebook.value = clearOutput(this.notebook.value, name)
  }

  /** Puts the author's code back, and the output that it had when the site was built. */
  reset(name: string): void {
    this.#standStill(name)
    this.notebook.value = resetCell(this.notebook.value, name)
    this.#keepReplaced(name, 'before-reset')
  }

  /** Resets every cell that was edited. */
  resetLesson(): void {
    const names = changedCells(this.notebook.value)
    for (const name of names) this.#standStill(name)
    this.notebook.value = resetLesson(this.notebook.value)
    for (const name of names) this.#keepReplaced(name, 'before-reset')
  }

  /** Puts back what was last cleared or reset in these cells, exactly as it was. */
  putBack(names: readonly string[]): void {
    for (const name of names) {
      this.#standStill(name)
      this.notebook.value = putBack(this.notebook.value, name)
      this.#keepReplaced(name, 'before-swap')
    }
  }

  /** Puts another text in the place of a cell's, which is kept as a version. Nothing runs. */
  replace(name: string, source: string, reason: VersionReason): void {
    this.#standStill(name)
    this.notebook.value = edit(this.notebook.value, name, source)
    this.#keepReplaced(name, reason)
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

  /** Runs a cell to its end, because the reader wants it. */
  async run(name: string): Promise<void> {
    await this.drafts.restored
    this.drafts.keeper.file(name).noteRun()
    await this.#run(name)
  }

  async #run(name: string, beginning?: Beginning): Promise<void> {
    this.#standStill(name)
    const id = ++this.#lastId
    this.#running.set(name, { id })
    this.notebook.value = beginRun(this.notebook.value, name, id, beginning)
    // While it is being compiled they may be turned on.
    const dials = this.notebook.value.dials.get(name)
    const isCurrent = () => this.#running.get(name)?.id === id
    const beganAt = performance.now()
    try {
      const [sandbox, compiled] = await Promise.all([
        this.#loadSandbox(),
        this.#compile(name),
        // A program can take the page with it: before it starts, everything is saved.
        this.drafts.keeper.beginRun(name, id),
      ])
      if (!isCurrent()) return
      noteTiming('compile', beganAt)
      if (!compiled.ok) {
        const problems = sandbox.explain.explainCompileErrors(compiled.errors)
        this.notebook.value = failToCompile(this.notebook.value, name, id, problems)
        return
      }
      const cell = this.notebook.value.cells.get(name) as Cell
      const { clock } = cell
      const seed = seedOf(this.notebook.value, name)
      const limits = limitsFor(cell)
      const reading = readingOf(compiled.program, sandbox, limits)
      const hear = this.#listener(name, id, reading)
      const pace = paceOf(this.notebook.value, name)
      const { code } = compiled.program
      const request = { code, seed, clock, pace, limits, ...(dials && { dials }) }
      await new Promise<void>((ended) => {
        const program = sandbox.runner.run(request, (message) => {
          hear(message)
          if (message.kind !== 'ended') return
          const { outcome } = message
          const isLeft = outcome.kind === 'stopped' && outcome.reason === 'page-left'
          // Not sooner: making a frame would keep the page from hearing this run.
          if (!isLeft) setTimeout(() => sandbox.runner.prepare(), REST)
          ended()
        })
        this.#running.set(name, { id, program })
      })
    } catch (error) {
      const problem = await problemOf(error)
      if (!isCurrent()) return
      this.notebook.value = failToCompile(this.notebook.value, name, id, [problem])
    } finally {
      this.drafts.keeper.endRun(id)
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

  /** The cell's next runs have this seed. */
  setSeed(name: string, seed: number): void {
    this.notebook.value = chooseSeed(this.notebook.value, name, seed)
  }

  /** The dials of this cell's next runs are set so. */
  setDials(name: string, values: DialValues): void {
    this.notebook.value = setDials(this.notebook.value, name, values)
  }

  /**
   * Turns a dial of a cell and runs it: at once, or when the run before it has ended and been seen. Of what is set
   * meanwhile, the newest value wins.
   * @param value nothing: where the code has put it
   * @param goesOn the reader has not let go of it since the last value
   */
  async turnDial(
    name: string,
    dial: string,
    value: DialValue | undefined,
    goesOn = false,
  ): Promise<void> {
    await this.drafts.restored
    this.notebook.value = setDial(this.notebook.value, name, dial, value)
    const waiting = this.#turned.get(name)
    this.#turned.set(name, goesOn && waiting !== false)
    if (waiting !== undefined) return
    const isWatched = paceOf(this.notebook.value, name) !== 'instant'
    if (!isWatched && this.#isActive(name)) await this.#rest(name)
    const keepsBefore = this.#turned.get(name)
    // Something else has happened to the cell: it was run, or reset.
    if (keepsBefore === undefined) return
    const run = this.#run(name, { isQuiet: !isWatched, keepsBefore })
    const id = this.#lastId
    setTimeout(() => {
      this.notebook.value = tellRun(this.notebook.value, name, id)
    }, QUIET)
    await run
  }

  /** Pauses a run, lets it go on, or takes a step in it. */
  control(name: string, control: Control): void {
    this.#running.get(name)?.program?.control(control)
  }

  /** Nothing runs in this cell any more, nor is about to. */
  #standStill(name: string): void {
    clearTimeout(this.#typing.get(name))
    this.#turned.delete(name)
    this.stop(name)
  }

  #isActive(name: string): boolean {
    const run = this.notebook.value.runs.get(name)
    return run !== undefined && isActive(run)
  }

  /** Waits until what goes on in a cell is over, and has been seen; but not for ever. */
  #rest(name: string): Promise<void> {
    return new Promise((resolve) => {
      const over = () => {
        clearTimeout(limit)
        leave()
        resolve()
      }
      const limit = setTimeout(over, PATIENCE)
      const leave = this.notebook.subscribe(() => {
        if (!this.#isActive(name)) requestAnimationFrame(over)
      })
    })
  }

  /** What now stands in the notebook is stored; what stood there is kept as a version. */
  #keepReplaced(name: string, reason: VersionReason): void {
    this.drafts.keeper.file(name).replace(sourcesOf(this.notebook.value)[name] ?? '', reason)
  }

  async #compile(name: string): Promise<CompileResult> {
    const notebook = this.notebook.value
    if (runsAsBuilt(notebook, name)) {
      const program = (await this.#loadBuiltPrograms())[name]
      if (program) return { ok: true, program }
    }
    const sources = sourcesOf(notebook)
    // All cells are offered, so that a wrong import can be told what exists.
    return compiler.compile({ ...sources, ...closureOf(sources, name) }, name)
  }

  /** Messages are gathered, and the notebook changes once per frame. */
  #listener(name: string, id: number, reading: ProgramReading): (message: RunMessage) => void {
    const beganAt = performance.now()
    let heardAt = 0
    const gather = inFrames((messages) => {
      noteTiming('paint', heardAt)
      const realTime = performance.now() - beganAt
      this.notebook.value = messages.reduce(
        (notebook, message) => receive(notebook, name, id, message, reading, realTime),
        this.notebook.value,
      )
    })
    return (message) => {
      if (heardAt === 0) {
        noteTiming('start', beganAt)
        heardAt = performance.now()
      }
      gather(message)
    }
  }

  #loadSandbox(): Promise<Sandbox> {
    this.#sandbox ??= Promise.all([import('virtual:sandbox'), import('./running.ts')]).then(
      ([scripts, running]) => ({
        ...scripts,
        runner: new running.FrameRunner(scripts),
        explain: running,
      }),
      (error) => {
        this.#sandbox = undefined
        throw new NotLoaded('running', error)
      },
    )
    return this.#sandbox
  }

  #loadBuiltPrograms(): Promise<Readonly<Record<string, CompiledProgram>>> {
    this.#builtPrograms ??= loadJson(this.#programsUrl).catch((error) => {
      this.#builtPrograms = undefined
      throw new NotLoaded('running', error)
    })
    return this.#builtPrograms
  }
}

function readingOf(
  program: CompiledProgram,
  { labSites, firstLabSite, explain }: Sandbox,
  limits: Limits,
): ProgramReading {
  const siteOf: SiteLookup = (site) =>
    site >= firstLabSite ? labSites[site - firstLabSite] : program.sites[site]
  return {
    siteOf,
    explain: ({ outcome }) => explain.explainOutcome(outcome, program, siteOf, limits),
  }
}

async function loadJson(url: string) {
  const response = await fetch(url)
  if (!response.ok) throw new Error(`${response.status} ${response.statusText}`)
  return response.json()
}
