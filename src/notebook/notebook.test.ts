import { describe, expect, test } from 'vitest'
import { log, runOf } from '../../tests/made-up-run.ts'
import { batchOf, builtRunOf, heardOf } from '../../tests/sent-events.ts'
import type { Problem } from '../sandbox/explain.ts'
import { NOTHING_DROPPED, type Outcome, type RunMessage } from '../sandbox/protocol.ts'
import { EventColumns } from '../trace-data/event-columns.ts'
import { notebookOf } from './lesson-data.ts'
import {
  beginRun,
  cancelRun,
  changedUnder,
  choosePace,
  chooseSeed,
  clearOutput,
  dequeue,
  edit,
  enqueue,
  failToCompile,
  isEdited,
  isStale,
  type Notebook,
  openNotebook,
  type ProgramReading,
  putBack,
  receive,
  resetCell,
  resetLesson,
  runsAsBuilt,
  seedOf,
  sourcesOf,
} from './notebook.ts'
import { builtRun, isActive, type Run } from './run.ts'

const SOURCES = {
  'pay.ts': 'export const pay = 1',
  'main.ts': "import './pay.ts'",
  'other.ts': 'console.log(1)',
}

const PROBLEM: Problem = { title: 'no' }

/** `main.ts` imports `pay.ts`; `other.ts` stands alone. Each was run by the build and said one line. */
const open = (): Notebook =>
  notebookOf({
    slug: 'a-lesson',
    files: {},
    cells: Object.entries(SOURCES).map(([name, source]) => ({
      cell: { name, source, lens: 'both', seed: 1, clock: 'virtual', fails: false },
      run: builtRunOf([log(`built ${name}`)]),
    })),
  })

const READING: ProgramReading = {
  siteOf: (site) => ({ file: 'main.ts', line: site, column: 1 }),
  explain: ({ outcome }) => (outcome.kind === 'done' ? undefined : PROBLEM),
}

/** What a run says first: a line each. */
const events = (...messages: readonly string[]): RunMessage =>
  heardOf(messages.map((message) => log(message)))

const ended = (outcome: Outcome = { kind: 'done' }): RunMessage => ({
  kind: 'ended',
  outcome,
  dropped: { ...NOTHING_DROPPED, records: 3 },
  time: 9,
})

/** A run of `main.ts` that hears messages. */
const hear = (notebook: Notebook, id: number, ...messages: readonly RunMessage[]) =>
  messages.reduce((heard, message) => receive(heard, 'main.ts', id, message, READING, 12), notebook)

const runOfMain = (notebook: Notebook) => notebook.runs.get('main.ts') as Run

/** What the cell shows: `running: line, line`. */
function shown(notebook: Notebook): string {
  const { phase, store, showsEarlierOutput, problems } = runOfMain(notebook)
  const lines = store.lines().map((line) => (line.kind === 'log' ? line.message : ''))
  return [
    `${phase}: ${lines.join(', ')}`,
    ...(showsEarlierOutput ? ['(from before)'] : []),
    ...problems.map(({ title }) => `✗ ${title}`),
  ].join(' ')
}

describe('a notebook just opened', () => {
  test('shows what the build made of every cell, and nothing is edited or stale', () => {
    const notebook = open()
    expect(shown(notebook)).toBe('done: built main.ts')
    expect(sourcesOf(notebook)).toEqual(SOURCES)
    for (const name of Object.keys(SOURCES)) {
      expect([
        isEdited(notebook, name),
        isStale(notebook, name),
        runsAsBuilt(notebook, name),
      ]).toEqual([false, false, true])
    }
  })

  test('shows the problem of a cell that is meant to fail', () => {
    const run = builtRun({
      sources: {},
      store: runOf(),
      siteOf: () => undefined,
      problems: [PROBLEM],
    })
    expect([run.phase, isActive(run)]).toEqual(['failed', false])
  })
})

describe('editing', () => {
  test('makes a draft, and leaves the notebook from which it came', () => {
    const before = open()
    const after = edit(before, 'pay.ts', 'export const pay = 2')
    expect([isEdited(before, 'pay.ts'), isEdited(after, 'pay.ts')]).toEqual([false, true])
    expect(sourcesOf(after)).toEqual({ ...SOURCES, 'pay.ts': 'export const pay = 2' })
  })

  test('back to the original ends the draft', () => {
    const edited = edit(open(), 'pay.ts', 'export const pay = 2')
    const back = edit(edited, 'pay.ts', SOURCES['pay.ts'])
    expect(back.drafts.size).toBe(0)
    expect(isStale(back, 'main.ts')).toBe(false)
  })

  test('makes stale the cell itself and those that import it, and no others', () => {
    const edited = edit(open(), 'pay.ts', 'export const pay = 2')
    expect(Object.keys(SOURCES).filter((name) => isStale(edited, name))).toEqual([
      'pay.ts',
      'main.ts',
    ])
    expect(Object.keys(SOURCES).filter((name) => !runsAsBuilt(edited, name))).toEqual([
      'pay.ts',
      'main.ts',
    ])
  })

  test('names the files because of which a cell is stale', () => {
    const edited = edit(open(), 'pay.ts', 'export const pay = 2')
    expect(changedUnder(edited, 'main.ts')).toEqual(['pay.ts'])
    const withOther = edit(edited, 'main.ts', "import './other.ts'")
    expect(changedUnder(withOther, 'main.ts').sort()).toEqual(['main.ts', 'other.ts', 'pay.ts'])
    expect(changedUnder(withOther, 'other.ts')).toEqual([])
  })

  test('an import in or out changes what a cell depends on', () => {
    const without = edit(edit(open(), 'pay.ts', 'x'), 'main.ts', 'console.log(1)')
    expect(runsAsBuilt(edit(without, 'main.ts', SOURCES['main.ts']), 'main.ts')).toBe(false)
    const withOther = edit(open(), 'other.ts', "import './pay.ts'")
    expect(isStale(edit(withOther, 'other.ts', SOURCES['other.ts']), 'other.ts')).toBe(false)
    expect(isStale(withOther, 'other.ts')).toBe(true)
  })

  test('a cell without a run is not stale', () => {
    expect(isStale(open(), 'unknown.ts')).toBe(false)
  })
})

describe('what is taken away', () => {
  const edited = () => edit(open(), 'main.ts', 'console.log(2)')
  const hasRun = (notebook: Notebook) =>
    hear(beginRun(notebook, 'main.ts', 1), 1, events('one'), ended())

  test('by clearing is the output alone, and comes back as it was', () => {
    const before = hasRun(edited())
    const cleared = clearOutput(before, 'main.ts')
    expect(shown(cleared)).toBe('cleared: ')
    expect(cleared.drafts).toBe(before.drafts)
    expect([isStale(before, 'main.ts'), isStale(edit(cleared, 'main.ts', 'x'), 'main.ts')]).toEqual(
      [false, false],
    )
    expect(clearOutput(cleared, 'main.ts')).toBe(cleared)
    const back = putBack(cleared, 'main.ts')
    expect(back.runs.get('main.ts')).toBe(before.runs.get('main.ts'))
    expect(back.takenAway.size).toBe(0)
  })

  test('by clearing can’t be put back once the cell has run again', () => {
    const again = beginRun(clearOutput(hasRun(open()), 'main.ts'), 'main.ts', 2)
    expect(putBack(again, 'main.ts')).toBe(again)
  })

  test('by a reset is the code and its output; those of the build take their place', () => {
    const before = hasRun(edited())
    const reset = resetCell(before, 'main.ts')
    expect([shown(reset), isEdited(reset, 'main.ts')]).toEqual(['done: built main.ts', false])
    const back = putBack(beginRun(reset, 'main.ts', 2), 'main.ts')
    expect(back.drafts).toEqual(before.drafts)
    expect(back.runs.get('main.ts')).toBe(before.runs.get('main.ts'))
  })

  test('by a reset can’t be put back once the cell was edited again: it is among the versions', () => {
    const again = edit(resetCell(edited(), 'main.ts'), 'main.ts', 'console.log(3)')
    expect(putBack(again, 'main.ts')).toBe(again)
  })

  test('by a reset is nothing where nothing was edited', () => {
    const notebook = open()
    expect(resetCell(notebook, 'main.ts')).toBe(notebook)
    expect(resetLesson(notebook)).toBe(notebook)
    expect(clearOutput(notebook, 'unknown.ts')).toBe(notebook)
  })

  test('by a reset of the lesson is every draft, and each comes back', () => {
    const before = edit(edited(), 'pay.ts', 'export const pay = 2')
    const reset = resetLesson(before)
    expect(reset.drafts.size).toBe(0)
    expect([...reset.takenAway].map(([name, { by }]) => `${name} ${by}`)).toEqual([
      'main.ts lesson',
      'pay.ts lesson',
    ])
    expect(putBack(putBack(reset, 'main.ts'), 'pay.ts').drafts).toEqual(before.drafts)
  })

  test('of a run that goes on is a run that was stopped, and late messages are not heard', () => {
    const running = hear(beginRun(edited(), 'main.ts', 1), 1, events('one'))
    const reset = resetCell(running, 'main.ts')
    expect(hear(reset, 1, events('late'), ended())).toBe(reset)
    expect(shown(putBack(reset, 'main.ts'))).toBe('stopped: one')
    const cleared = clearOutput(running, 'main.ts')
    expect(hear(cleared, 1, events('late'), ended())).toBe(cleared)
  })
})

describe('a run', () => {
  test('shows what was there before until it says its first word', () => {
    const begun = beginRun(open(), 'main.ts', 1)
    expect(shown(begun)).toBe('compiling: built main.ts (from before)')
    const columns = new EventColumns()
    const say = (...lines: readonly string[]): RunMessage => {
      const said = lines.map((line) => log(line))
      return { kind: 'events', batches: [batchOf(said, columns)], count: said.length }
    }
    const running = hear(begun, 1, say('one'))
    expect(shown(running)).toBe('running: one')
    expect(shown(hear(running, 1, say('two', 'three'), ended()))).toBe('done: one, two, three')
  })

  test('leaves the output of the build as it was', () => {
    const notebook = open()
    hear(beginRun(notebook, 'main.ts', 1), 1, events('one'), ended())
    expect(shown(notebook)).toBe('done: built main.ts')
  })

  test('that says nothing shows nothing when it has ended', () => {
    expect(shown(hear(beginRun(open(), 'main.ts', 1), 1, ended()))).toBe('done: ')
  })

  test.each<[outcome: Outcome, shows: string]>([
    [{ kind: 'done' }, 'done: one'],
    [
      {
        kind: 'failed',
        error: { name: 'Error', message: 'no', frames: [], awaits: [] },
        unhandled: false,
      },
      'failed: one ✗ no',
    ],
    [{ kind: 'stuck', sites: [] }, 'failed: one ✗ no'],
    [{ kind: 'stopped', reason: 'by-reader' }, 'stopped: one ✗ no'],
  ])('that ends with %j', (outcome, shows) => {
    expect(shown(hear(beginRun(open(), 'main.ts', 1), 1, events('one'), ended(outcome)))).toBe(
      shows,
    )
  })

  test('knows how long it took and what was left out', () => {
    const heard = hear(beginRun(open(), 'main.ts', 1), 1, ended())
    expect(runOfMain(heard)).toMatchObject({ realTime: 12, dropped: { records: 3 } })
  })

  test('does not say how long it took if the reader set the pace', () => {
    const watched = choosePace(open(), 'main.ts', 10)
    const heard = hear(beginRun(watched, 'main.ts', 1), 1, events('one'), ended())
    expect(runOfMain(heard)?.realTime).toBeUndefined()
  })

  test('tells what time it is in it, and whether it waits for the reader, until it ends', () => {
    const clock: RunMessage = { kind: 'clock', time: 7, isPaused: true }
    const waiting = hear(beginRun(open(), 'main.ts', 1), 1, clock)
    expect(runOfMain(waiting)).toMatchObject({ phase: 'running', time: 7, isPaused: true })
    expect(runOfMain(hear(waiting, 1, ended()))).toMatchObject({ time: undefined, isPaused: false })
  })

  test('tells how far a long computation is, and after a while how long it may still take', () => {
    const begun = beginRun(open(), 'main.ts', 1)
    const progress = (notebook: Notebook, done: number, realTime: number) =>
      receive(notebook, 'main.ts', 1, { kind: 'progress', done, total: 100 }, READING, realTime)
    const first = progress(begun, 0, 50)
    expect(runOfMain(first)?.progress).toEqual({ done: 0, total: 100, since: 50 })
    expect(runOfMain(progress(first, 25, 2050))?.progress).toMatchObject({ done: 25, left: 6000 })
    expect(runOfMain(hear(first, 1, ended()))?.progress).toBeUndefined()
  })

  test('tells while it goes on what is left out, and the loop that keeps it busy', () => {
    const begun = beginRun(open(), 'main.ts', 1)
    const dropped = { ...NOTHING_DROPPED, records: 7 }
    const busy = hear(begun, 1, { kind: 'dropped', dropped }, { kind: 'busy', site: 5 })
    expect(runOfMain(busy)).toMatchObject({ phase: 'running', dropped, busyAt: { line: 5 } })
    expect(runOfMain(hear(busy, 1, ended())).busyAt).toBeUndefined()
    expect(runOfMain(hear(busy, 1, { kind: 'busy' })).busyAt).toBeUndefined()
  })

  test('finds the places of its own program, and those of the earlier one before it', () => {
    const begun = beginRun(open(), 'main.ts', 1)
    expect(runOfMain(begun).siteOf(5)).toBeUndefined()
    expect(runOfMain(hear(begun, 1, events('one'))).siteOf(5)).toMatchObject({ line: 5 })
  })

  test('is not stale while it goes on; afterwards it is, if the code has changed meanwhile', () => {
    const edited = edit(beginRun(open(), 'main.ts', 1), 'pay.ts', 'export const pay = 2')
    expect(isStale(edited, 'main.ts')).toBe(false)
    expect(isStale(hear(edited, 1, ended()), 'main.ts')).toBe(true)
    const again = hear(beginRun(edited, 'main.ts', 2), 2, ended())
    expect(isStale(again, 'main.ts')).toBe(false)
  })

  test('of another cell is not touched', () => {
    const notebook = beginRun(open(), 'main.ts', 1)
    expect(hear(notebook, 1, events('one')).runs.get('other.ts')).toBe(
      notebook.runs.get('other.ts'),
    )
  })
})

describe('a seed', () => {
  const withSeven = () => chooseSeed(open(), 'main.ts', 7)

  test('is the one of the lesson until the reader chooses another', () => {
    expect([seedOf(open(), 'main.ts'), seedOf(withSeven(), 'main.ts')]).toEqual([1, 7])
    expect(seedOf(withSeven(), 'other.ts')).toBe(1)
  })

  test('makes the output stale until a run with it has ended', () => {
    expect([isStale(open(), 'main.ts'), isStale(withSeven(), 'main.ts')]).toEqual([false, true])
    const begun = beginRun(withSeven(), 'main.ts', 1)
    expect(isStale(begun, 'main.ts')).toBe(false)
    const over = hear(begun, 1, events('one'), ended())
    expect([isStale(over, 'main.ts'), runOfMain(over).chosenSeed]).toEqual([false, 7])
    expect(isStale(chooseSeed(over, 'main.ts', 8), 'main.ts')).toBe(true)
  })

  test('needs no other program', () => {
    expect(runsAsBuilt(withSeven(), 'main.ts')).toBe(true)
  })

  test('of the lesson ends the choice', () => {
    const back = chooseSeed(withSeven(), 'main.ts', 1)
    expect([back.seeds.size, isStale(back, 'main.ts')]).toEqual([0, false])
  })
})

test('cells run one after another: the first of the queue runs, the others wait', () => {
  const all = enqueue(open(), ['pay.ts', 'main.ts'])
  expect(all.queue).toEqual(['pay.ts', 'main.ts'])
  expect(dequeue(all).queue).toEqual(['main.ts'])
  expect(dequeue(dequeue(all)).queue).toEqual([])
})

describe('what comes late is not heard:', () => {
  test('a message of a run that another one has followed', () => {
    const second = beginRun(beginRun(open(), 'main.ts', 1), 'main.ts', 2)
    expect(hear(second, 1, events('late'), ended())).toBe(second)
  })

  test('a message after the end', () => {
    const over = hear(beginRun(open(), 'main.ts', 1), 1, events('one'), ended())
    expect(hear(over, 1, events('late'), ended({ kind: 'stuck', sites: [] }))).toBe(over)
  })

  test('a message for a cell that has never run', () => {
    const notebook = open()
    expect(receive(notebook, 'unknown.ts', 1, events('x'), READING, 1)).toBe(notebook)
  })

  test('a failure to compile, or a stop, of an earlier run', () => {
    const second = beginRun(open(), 'main.ts', 2)
    expect(failToCompile(second, 'main.ts', 1, [PROBLEM])).toBe(second)
    expect(cancelRun(second, 'main.ts', 1)).toBe(second)
  })
})

describe('a run whose program never starts', () => {
  test('because it does not compile, keeps the output from before beside its problems', () => {
    const begun = beginRun(open(), 'main.ts', 1)
    expect(shown(failToCompile(begun, 'main.ts', 1, [PROBLEM]))).toBe(
      'failed: built main.ts (from before) ✗ no',
    )
  })

  test('because the reader stops it, keeps the output from before', () => {
    const begun = beginRun(open(), 'main.ts', 1)
    expect(shown(cancelRun(begun, 'main.ts', 1))).toBe('stopped: built main.ts (from before)')
  })

  test('because the browser does not let it start, keeps the output from before beside the problem', () => {
    const begun = beginRun(open(), 'main.ts', 1)
    expect(shown(hear(begun, 1, ended({ kind: 'stopped', reason: 'not-started' })))).toBe(
      'failed: built main.ts (from before) ✗ no',
    )
  })

  test('because the reader leaves the page, keeps the output from before', () => {
    const begun = beginRun(open(), 'main.ts', 1)
    expect(shown(hear(begun, 1, ended({ kind: 'stopped', reason: 'page-left' })))).toBe(
      'stopped: built main.ts (from before) ✗ no',
    )
  })

  test('hands on that output to the next run', () => {
    const failed = failToCompile(beginRun(open(), 'main.ts', 1), 'main.ts', 1, [PROBLEM])
    expect(shown(beginRun(failed, 'main.ts', 2))).toBe('compiling: built main.ts (from before)')
  })

  test('in a cell that was never run shows nothing', () => {
    const { cells } = open()
    const begun = beginRun(openNotebook([...cells.values()], new Map()), 'main.ts', 1)
    expect(shown(begun)).toBe('compiling:  (from before)')
    expect(runOfMain(begun).siteOf(1)).toBeUndefined()
  })
})
