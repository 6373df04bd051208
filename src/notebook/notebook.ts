/** A notebook is a lesson in a reader's hands: the cells, the reader's drafts of them, and their last runs. */

import type { Cell } from '../lesson/cell.ts'
import { changedFiles, closureOf, type Sources } from '../lesson/cell-graph.ts'
import type { Problem } from '../sandbox/explain.ts'
import {
  type DeclaredDial,
  type DialValue,
  type DialValues,
  NOTHING_DROPPED,
  type Outcome,
  type Pace,
  type RunMessage,
} from '../sandbox/protocol.ts'
import type { SiteLookup } from '../telemetry/source-position.ts'
import { ColumnStore } from '../trace-data/column-store.ts'
import { builtRun, isActive, type Progress, type Run } from './run.ts'

/** Before that, an estimate would be a guess. Real milliseconds. */
const ENOUGH_TO_ESTIMATE = 1000

export interface Notebook {
  readonly cells: ReadonlyMap<string, Cell>
  /** What cells can import beside each other. Nobody edits it. */
  readonly files: Sources
  /** What the reader made of a cell, where it differs from the original. */
  readonly drafts: ReadonlyMap<string, string>
  readonly runs: ReadonlyMap<string, Run>
  /** How fast the reader wants to see a cell run, where that is not at once. */
  readonly paces: ReadonlyMap<string, Pace>
  /** The seeds that the reader has chosen for cells, where they are not the lesson's own. */
  readonly seeds: ReadonlyMap<string, number>
  /** What the reader has set the dials of cells to, where that is not what the code says. */
  readonly dials: ReadonlyMap<string, DialValues>
  /** Cells that run one after another: the first one is running, the others wait. */
  readonly queue: readonly string[]
  /** What the reader saw before anything ran here. */
  readonly builtRuns: ReadonlyMap<string, Run>
  /** By cell, what was last taken away from it and can be put back. */
  readonly takenAway: ReadonlyMap<string, TakenAway>
}

export interface TakenAway {
  /** `lesson`: the cell was reset together with all others. */
  readonly by: 'clear' | 'reset' | 'lesson'
  /** The reader's code, unless the output alone was taken away. */
  readonly draft?: string
  /** What its dials were set to. */
  readonly dials?: DialValues
  readonly run: Run
}

export function openNotebook(
  cells: readonly Cell[],
  builtRuns: ReadonlyMap<string, Run>,
  files: Sources = {},
): Notebook {
  return {
    cells: new Map(cells.map((cell) => [cell.name, cell])),
    files,
    drafts: new Map(),
    runs: builtRuns,
    paces: new Map(),
    seeds: new Map(),
    dials: new Map(),
    queue: [],
    builtRuns,
    takenAway: new Map(),
  }
}

/** Every cell as it stands now, and what else can be imported. */
export function sourcesOf({ cells, files, drafts }: Notebook): Sources {
  const now = [...cells].map(([name, cell]) => [name, drafts.get(name) ?? cell.source] as const)
  return { ...files, ...Object.fromEntries(now) }
}

export function isEdited({ drafts }: Notebook, name: string): boolean {
  return drafts.has(name)
}

/** Is every file that a run of this cell needs as its author wrote it? Then the program of the build will do. */
export function runsAsBuilt(notebook: Notebook, name: string): boolean {
  return Object.keys(closureOf(sourcesOf(notebook), name)).every(
    (file) => !isEdited(notebook, file),
  )
}

/** Is the output that this cell shows from other code, or another seed or other dials, than a run would have now? */
export function isStale(notebook: Notebook, name: string): boolean {
  return (
    changedUnder(notebook, name).length > 0 ||
    hasOtherSeed(notebook, name) ||
    hasOtherDials(notebook, name)
  )
}

/** Were dials set since the output that this cell shows, without a run? */
export function hasOtherDials({ runs, dials }: Notebook, name: string): boolean {
  const run = runs.get(name)
  return run !== undefined && hasOutput(run) && run.chosenDials !== dials.get(name)
}

/** Was another seed chosen since the output that this cell shows? */
export function hasOtherSeed({ runs, seeds }: Notebook, name: string): boolean {
  const run = runs.get(name)
  return run !== undefined && hasOutput(run) && run.chosenSeed !== seeds.get(name)
}

/** The files that make a cell's output stale: those that have changed since, were added, or are gone from its imports. */
export function changedUnder(notebook: Notebook, name: string): string[] {
  const run = notebook.runs.get(name)
  if (!run || !hasOutput(run)) return []
  return changedFiles(run.sources, closureOf(sourcesOf(notebook), name))
}

/** These cells shall run, one after another. */
export function enqueue(notebook: Notebook, names: readonly string[]): Notebook {
  return { ...notebook, queue: names }
}

/** The first cell of the queue has run. */
export function dequeue(notebook: Notebook): Notebook {
  return { ...notebook, queue: notebook.queue.slice(1) }
}

/** How fast a cell's runs pass. */
export function paceOf({ paces }: Notebook, name: string): Pace {
  return paces.get(name) ?? 'instant'
}

export function choosePace(notebook: Notebook, name: string, pace: Pace): Notebook {
  return { ...notebook, paces: new Map(notebook.paces).set(name, pace) }
}

/** The seed of all chance in a cell's next run. */
export function seedOf({ cells, seeds }: Notebook, name: string): number {
  return seeds.get(name) ?? (cells.get(name) as Cell).seed
}

/** The reader chooses the seed of a cell. The one that the lesson has given it ends the choice. */
export function chooseSeed(notebook: Notebook, name: string, seed: number): Notebook {
  const seeds = new Map(notebook.seeds)
  if (notebook.cells.get(name)?.seed === seed) seeds.delete(name)
  else seeds.set(name, seed)
  return { ...notebook, seeds }
}

/**
 * The reader turns a dial of a cell. Where the code has put it, the choice ends.
 * @param value nothing: the dial goes back to where the code has put it
 */
export function setDial(
  notebook: Notebook,
  name: string,
  dial: string,
  value: DialValue | undefined,
): Notebook {
  const { [dial]: _, ...others } = notebook.dials.get(name) ?? {}
  const declared = notebook.runs.get(name)?.dials.find((known) => known.name === dial)?.declared
  const isBack = value === undefined || value === declared
  return setDials(notebook, name, isBack ? others : { ...others, [dial]: value })
}

/** All dials of a cell are set to something; those that are not named go back to where the code has put them. */
export function setDials(notebook: Notebook, name: string, values: DialValues): Notebook {
  const dials = new Map(notebook.dials)
  if (Object.keys(values).length === 0) dials.delete(name)
  else dials.set(name, values)
  return { ...notebook, dials }
}

/** The reader changed a cell. Changing it back to the original ends the draft. */
export function edit(notebook: Notebook, name: string, source: string): Notebook {
  const drafts = new Map(notebook.drafts)
  if (notebook.cells.get(name)?.source === source) drafts.delete(name)
  else drafts.set(name, source)
  return { ...notebook, drafts, takenAway: without(notebook.takenAway, name) }
}

/** Takes the output of a cell out of sight. */
export function clearOutput(notebook: Notebook, name: string): Notebook {
  const run = notebook.runs.get(name)
  if (!run || run.phase === 'cleared') return notebook
  const cleared: Run = {
    ...builtRun({
      sources: run.sources,
      store: new ColumnStore(),
      siteOf: run.siteOf,
      problems: [],
      dials: run.dials,
    }),
    id: run.id,
    phase: 'cleared',
  }
  const takenAway = new Map(notebook.takenAway).set(name, { by: 'clear', run: atRest(run) })
  return { ...withRun(notebook, name, cleared), takenAway }
}

/** Puts the author's code and its dials back, with the output that it had when the site was built. */
export function resetCell(
  notebook: Notebook,
  name: string,
  by: 'reset' | 'lesson' = 'reset',
): Notebook {
  const draft = notebook.drafts.get(name)
  const run = notebook.runs.get(name)
  const dials = notebook.dials.get(name)
  const built = notebook.builtRuns.get(name)
  if ((draft === undefined && !dials) || !run || !built) return notebook
  const taken = { by, draft, dials, run: atRest(run) }
  const takenAway = new Map(notebook.takenAway).set(name, taken)
  const drafts = without(notebook.drafts, name)
  return { ...setDials(withRun(notebook, name, built), name, {}), drafts, takenAway }
}

/** The cells that a reset would change. */
export function changedCells({ drafts, dials }: Notebook): string[] {
  return [...new Set([...drafts.keys(), ...dials.keys()])]
}

/** Resets every cell that was edited, or whose dials were turned. */
export function resetLesson(notebook: Notebook): Notebook {
  return changedCells(notebook).reduce((reset, name) => resetCell(reset, name, 'lesson'), notebook)
}

/** Puts back what was last taken away from a cell, exactly as it was. */
export function putBack(notebook: Notebook, name: string): Notebook {
  const taken = notebook.takenAway.get(name)
  if (!taken) return notebook
  const { drafts } = notebook
  const back = withRun(notebook, name, taken.run)
  return {
    ...(taken.by === 'clear' ? back : setDials(back, name, taken.dials ?? {})),
    drafts: taken.draft === undefined ? drafts : new Map(drafts).set(name, taken.draft),
    takenAway: without(notebook.takenAway, name),
  }
}

/** A run that is taken away does not go on. */
function atRest(run: Run): Run {
  if (!isActive(run)) return run
  return {
    ...run,
    phase: 'stopped',
    isQuiet: false,
    newDials: undefined,
    time: undefined,
    isPaused: false,
    progress: undefined,
    busyAt: undefined,
  }
}

/** How a run begins. */
export interface Beginning {
  /** A dial begins it. */
  readonly isQuiet?: boolean
  /** It belongs to the same turn of a dial as the run before it. */
  readonly keepsBefore?: boolean
}

export function beginRun(
  notebook: Notebook,
  name: string,
  id: number,
  { isQuiet, keepsBefore }: Beginning = {},
): Notebook {
  const earlier = notebook.runs.get(name)
  const { takenAway } = notebook
  // The new output takes the place of the one that was cleared. A reset can be undone all the same.
  const kept = takenAway.get(name)?.by === 'clear' ? without(takenAway, name) : takenAway
  return withRun({ ...notebook, takenAway: kept }, name, {
    id,
    phase: 'compiling',
    sources: closureOf(sourcesOf(notebook), name),
    chosenSeed: notebook.seeds.get(name),
    chosenDials: notebook.dials.get(name),
    dials: earlier?.dials ?? [],
    ...(isQuiet && { isQuiet }),
    ...(earlier?.before && { before: earlier.before }),
    ...(earlier?.before && keepsLaidUnder(earlier, keepsBefore) && { keepsBefore: true }),
    showsEarlierOutput: true,
    store: earlier?.store ?? new ColumnStore(),
    siteOf: earlier?.siteOf ?? (() => undefined),
    problems: [],
    dropped: earlier?.dropped ?? NOTHING_DROPPED,
  })
}

/** Shall a run be laid over the same one as the run before it? What was cut short is nothing to be compared with. */
function keepsLaidUnder(earlier: Run, isSameTurn = false): boolean {
  if (!isActive(earlier)) return isSameTurn
  return earlier.showsEarlierOutput ? isSameTurn && earlier.keepsBefore === true : true
}

/** A run that a dial began takes so long that its reader has to see it going on. */
export function tellRun(notebook: Notebook, name: string, id: number): Notebook {
  return updateRun(notebook, name, id, (run) => ({ ...run, isQuiet: false }))
}

/** The code did not compile. What the last run said stays in sight. */
export function failToCompile(
  notebook: Notebook,
  name: string,
  id: number,
  problems: readonly Problem[],
): Notebook {
  return updateRun(notebook, name, id, (run) => ({ ...run, phase: 'failed', problems }))
}

/** The reader stopped a run before its program had started. */
export function cancelRun(notebook: Notebook, name: string, id: number): Notebook {
  return updateRun(notebook, name, id, (run) => ({ ...run, phase: 'stopped' }))
}

/** What is needed to understand the messages of a compiled program. */
export interface ProgramReading {
  readonly siteOf: SiteLookup
  /** The problem with which the run ended, if it did. */
  explain(end: RunMessage & { kind: 'ended' }): Problem | undefined
}

/** A program said something. Messages of a run that another one has followed are not heard. */
export function receive(
  notebook: Notebook,
  name: string,
  id: number,
  message: RunMessage,
  program: ProgramReading,
  realTime: number,
): Notebook {
  return updateRun(notebook, name, id, (earlier) => {
    if (message.kind === 'ended' && earlier.showsEarlierOutput && saidNothing(message.outcome)) {
      const problem = program.explain(message)
      const phase = message.outcome.reason === 'page-left' ? 'stopped' : 'failed'
      return { ...earlier, phase, problems: problem ? [problem] : [] }
    }
    // The earlier output stays until there is another one.
    if (message.kind === 'dials') return withDials(earlier, message.dials)
    const run: Run = earlier.showsEarlierOutput
      ? {
          ...earlier,
          phase: 'running',
          showsEarlierOutput: false,
          store: new ColumnStore(),
          before: earlier.keepsBefore ? earlier.before : saidBefore(earlier.store),
          siteOf: program.siteOf,
          dropped: NOTHING_DROPPED,
        }
      : earlier
    switch (message.kind) {
      case 'events':
        for (const batch of message.batches) run.store.append(batch)
        return { ...run }
      case 'dropped':
        return { ...run, dropped: message.dropped }
      case 'busy':
        return {
          ...run,
          busyAt: message.site === undefined ? undefined : program.siteOf(message.site),
        }
      case 'clock':
        return { ...run, time: message.time, isPaused: message.isPaused }
      case 'progress':
        return { ...run, progress: progressAfter(run.progress, message, realTime) }
      case 'ended': {
        const problem = program.explain(message)
        run.store.trim()
        return {
          ...run,
          phase: message.outcome.kind === 'done' ? 'done' : phaseAfter(message.outcome.kind),
          problems: problem ? [problem] : [],
          dials: message.outcome.kind === 'done' ? (run.newDials ?? []) : run.dials,
          newDials: undefined,
          dropped: message.dropped,
          busyAt: undefined,
          time: undefined,
          isPaused: false,
          progress: undefined,
          // What was watched took as long as the viewer wanted it to take.
          realTime: paceOf(notebook, name) === 'instant' ? realTime : undefined,
        }
      }
    }
  })
}

/** What it has not declared yet stays for as long as it may still come. */
function withDials(run: Run, dials: readonly DeclaredDial[]): Run {
  const names = new Set(dials.map(({ name }) => name))
  const others = run.dials.filter(({ name }) => !names.has(name))
  return { ...run, newDials: dials, dials: [...dials, ...others] }
}

function saidBefore(store: ColumnStore): ColumnStore | undefined {
  return store.eventCount > 0 ? store : undefined
}

/** Did it end before its program could run? Then what was there before is still the best there is to see. */
function saidNothing(outcome: Outcome): outcome is Outcome & { kind: 'stopped' } {
  return (
    outcome.kind === 'stopped' &&
    (outcome.reason === 'not-started' || outcome.reason === 'page-left')
  )
}

/** Is there output of which one could say what it is of? */
function hasOutput(run: Run): boolean {
  return run.phase !== 'idle' && run.phase !== 'cleared' && !isActive(run)
}

function progressAfter(
  earlier: Progress | undefined,
  { done, total }: RunMessage & { kind: 'progress' },
  realTime: number,
): Progress {
  const since = earlier?.since ?? realTime
  const took = realTime - since
  return {
    done,
    total,
    since,
    ...(took >= ENOUGH_TO_ESTIMATE && done > 0 && { left: (took / done) * (total - done) }),
  }
}

function phaseAfter(outcome: 'failed' | 'stuck' | 'stopped'): Run['phase'] {
  return outcome === 'stopped' ? 'stopped' : 'failed'
}

function updateRun(
  notebook: Notebook,
  name: string,
  id: number,
  change: (run: Run) => Run,
): Notebook {
  const run = notebook.runs.get(name)
  return run?.id === id && isActive(run) ? withRun(notebook, name, change(run)) : notebook
}

function without<Value>(map: ReadonlyMap<string, Value>, name: string): ReadonlyMap<string, Value> {
  const others = new Map(map)
  others.delete(name)
  return others
}

function withRun(notebook: Notebook, name: string, run: Run): Notebook {
  return { ...notebook, runs: new Map(notebook.runs).set(name, run) }
}
