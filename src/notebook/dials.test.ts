import { describe, expect, test } from 'vitest'
import { log } from '../../tests/made-up-run.ts'
import { builtRunOf, heardOf } from '../../tests/sent-events.ts'
import {
  type DeclaredDial,
  NOTHING_DROPPED,
  type Outcome,
  type RunMessage,
} from '../sandbox/protocol.ts'
import { notebookOf } from './lesson-data.ts'
import {
  beginRun,
  changedCells,
  clearOutput,
  edit,
  hasOtherDials,
  isStale,
  type Notebook,
  putBack,
  receive,
  resetCell,
  resetLesson,
  setDial,
  setDials,
  tellRun,
} from './notebook.ts'
import { isTold, type Run } from './run.ts'
import { unfitDials } from './unfit-dials.ts'

const HEAT: DeclaredDial = {
  kind: 'range',
  name: 'heat',
  declared: 80,
  value: 80,
  from: 60,
  to: 100,
  step: 5,
  unit: '°C',
}
const MILK: DeclaredDial = { kind: 'switch', name: 'milk', declared: false, value: false }

/** Two cells; the build has run each with both dials. */
const open = (): Notebook =>
  notebookOf({
    slug: 'kitchen',
    files: {},
    cells: ['tea.ts', 'cup.ts'].map((name) => ({
      cell: { name, source: '1', lens: 'both', seed: 1, clock: 'virtual', fails: false },
      run: { ...builtRunOf([log('built')]), dials: [HEAT, MILK] },
    })),
  })

const READING = { siteOf: () => undefined, explain: () => undefined }
const hear = (notebook: Notebook, id: number, ...messages: readonly RunMessage[]) =>
  messages.reduce((heard, message) => receive(heard, 'tea.ts', id, message, READING, 12), notebook)
const declares = (...dials: readonly DeclaredDial[]): RunMessage => ({ kind: 'dials', dials })
const says = (text: string) => heardOf([log(text)])
const ended = (outcome: Outcome = { kind: 'done' }): RunMessage => ({
  kind: 'ended',
  outcome,
  dropped: NOTHING_DROPPED,
  time: 9,
})
const runOf = (notebook: Notebook) => notebook.runs.get('tea.ts') as Run
const namesOf = (notebook: Notebook) => runOf(notebook).dials.map(({ name }) => name)
const linesOf = (store: Run['store'] | undefined) =>
  store?.lines().map((line) => (line.kind === 'log' ? line.message : ''))

describe('turning a dial', () => {
  test('makes the output stale until the cell runs with it, and that of no other cell', () => {
    const turned = setDial(open(), 'tea.ts', 'heat', 95)
    expect(turned.dials.get('tea.ts')).toEqual({ heat: 95 })
    expect([isStale(turned, 'tea.ts'), isStale(turned, 'cup.ts')]).toEqual([true, false])
    const ran = hear(beginRun(turned, 'tea.ts', 1), 1, says('hot'), ended())
    expect(hasOtherDials(ran, 'tea.ts')).toBe(false)
    expect(runOf(ran).chosenDials).toEqual({ heat: 95 })
  })

  test('to where the code has put it, or back, ends the choice', () => {
    const turned = setDial(setDial(open(), 'tea.ts', 'heat', 95), 'tea.ts', 'milk', true)
    const half = setDial(turned, 'tea.ts', 'heat', 80)
    expect(half.dials.get('tea.ts')).toEqual({ milk: true })
    const none = setDial(half, 'tea.ts', 'milk', undefined)
    expect(none.dials.size).toBe(0)
    expect(isStale(none, 'tea.ts')).toBe(false)
  })

  test('is taken away by a reset, and put back with its undo', () => {
    const turned = hear(
      beginRun(setDial(open(), 'tea.ts', 'heat', 95), 'tea.ts', 1),
      1,
      says('hot'),
      ended(),
    )
    expect(changedCells(edit(turned, 'cup.ts', '2'))).toEqual(['cup.ts', 'tea.ts'])
    for (const reset of [resetCell(turned, 'tea.ts'), resetLesson(turned)]) {
      expect(reset.dials.size).toBe(0)
      expect(linesOf(runOf(reset).store)).toEqual(['built'])
      expect(isStale(reset, 'tea.ts')).toBe(false)
      const back = putBack(setDial(reset, 'tea.ts', 'milk', true), 'tea.ts')
      expect(back.dials.get('tea.ts')).toEqual({ heat: 95 })
      expect(linesOf(runOf(back).store)).toEqual(['hot'])
      expect(isStale(back, 'tea.ts')).toBe(false)
    }
  })
})

describe('the dials of a run', () => {
  test('are those of the run before it for as long as they may still be declared', () => {
    const hot: DeclaredDial = { ...HEAT, value: 95 }
    const begun = beginRun(open(), 'tea.ts', 1)
    expect(namesOf(begun)).toEqual(['heat', 'milk'])
    const half = hear(begun, 1, declares(hot))
    expect(runOf(half).dials).toEqual([hot, MILK])
    expect(linesOf(runOf(half).store)).toEqual(['built'])
    expect(namesOf(hear(half, 1, ended()))).toEqual(['heat'])
    const failed = ended({ kind: 'stopped', reason: 'by-reader' })
    expect(namesOf(hear(half, 1, failed))).toEqual(['heat', 'milk'])
  })

  test('are none if it came to its end and has declared none', () => {
    expect(namesOf(hear(beginRun(open(), 'tea.ts', 1), 1, says('plain'), ended()))).toEqual([])
  })

  test('are there also where its output was cleared', () => {
    expect(namesOf(clearOutput(open(), 'tea.ts'))).toEqual(['heat', 'milk'])
  })

  test('are those of the build for what the build has run', () => {
    expect(runOf(open()).dials).toEqual([HEAT, MILK])
  })
})

describe('a run that a dial begins', () => {
  const begin = (keepsBefore = false, notebook = open(), id = 1) =>
    beginRun(notebook, 'tea.ts', id, { isQuiet: true, keepsBefore })

  test('is told of when it ends, or when it takes long', () => {
    const running = hear(begin(), 1, says('hot'))
    expect(isTold(runOf(running))).toBe(false)
    expect(isTold(runOf(hear(running, 1, ended())))).toBe(true)
    expect(isTold(runOf(tellRun(running, 'tea.ts', 1)))).toBe(true)
    expect(tellRun(running, 'tea.ts', 7)).toBe(running)
  })

  test('is laid over what was there when the turn began', () => {
    const first = hear(begin(), 1, says('one'), ended())
    expect(linesOf(runOf(first).before)).toEqual(['built'])
    const second = hear(begin(true, first, 2), 2, says('two'), ended())
    expect(linesOf(runOf(second).before)).toEqual(['built'])
    const next = hear(begin(false, second, 3), 3, says('three'), ended())
    expect(linesOf(runOf(next).before)).toEqual(['two'])
  })
})

describe('a run that is cut short by the next one', () => {
  const begin = (notebook: Notebook, id: number, keepsBefore: boolean) =>
    beginRun(notebook, 'tea.ts', id, { isQuiet: true, keepsBefore })
  const first = hear(beginRun(open(), 'tea.ts', 1), 1, says('one'), ended())

  test('is nothing that the next one is laid over', () => {
    const cut = hear(begin(first, 2, false), 2, says('half'))
    const next = hear(begin(cut, 3, false), 3, says('two'), ended())
    expect(linesOf(runOf(next).before)).toEqual(['one'])
  })

  test('leaves to the next one what it was to be laid over, if it has not said a word', () => {
    const mute = begin(first, 2, false)
    const next = hear(begin(mute, 3, true), 3, says('two'), ended())
    expect(linesOf(runOf(next).before)).toEqual(['one'])
    const held = hear(begin(begin(next, 4, true), 5, true), 5, says('three'), ended())
    expect(linesOf(runOf(held).before)).toEqual(['one'])
  })
})

describe('a setting', () => {
  const ranWith = (set: Run['chosenDials'], dials: readonly DeclaredDial[], end = ended()) =>
    unfitDials(
      runOf(
        hear(
          beginRun(setDials(open(), 'tea.ts', set ?? {}), 'tea.ts', 1),
          1,
          declares(...dials),
          end,
        ),
      ),
    )

  test('that its dial was set to is in order, also as a text that says it', () => {
    expect(
      ranWith({ heat: '95', milk: true }, [
        { ...HEAT, value: 95 },
        { ...MILK, value: true },
      ]),
    ).toEqual([])
  })

  test('that its dial could not be set to is told, with the dial', () => {
    expect(ranWith({ heat: 300 }, [HEAT])).toEqual([{ name: 'heat', set: 300, dial: HEAT }])
  })

  test('of a dial that the code has no more is told', () => {
    expect(ranWith({ sugar: 2 }, [HEAT])).toEqual([{ name: 'sugar', set: 2 }])
  })

  test('of which nobody knows yet is not told of', () => {
    const begun = beginRun(setDials(open(), 'tea.ts', { sugar: 2 }), 'tea.ts', 1)
    expect(unfitDials(runOf(begun))).toEqual([])
  })
})
