/** The lab's context: a program over `run` and `get`, compiled and run as the site does it. */

import { runProgram } from '../program-run.ts'
import { OTHER_CELL } from './situations.ts'

const PRELUDE = `
  import { Context, context } from '@lab/tracer'
  const VALUE = Symbol('value')
  const holding = (value) => context.active().setValue(VALUE, value)
  const run = (value, fn) => context.with(holding(value), fn)
  const get = () => context.active().getValue(VALUE)
  const bind = (fn) => context.bind(context.active(), fn)
  const enter = (value) => context.enter(holding(value))
  const read = (label) => console.log(label + '=' + get())
  const sleep = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds))
`

/** @returns what the program read: `label=value`, and what went wrong, if anything did */
export async function readInLab(source: string): Promise<string[]> {
  const cells = { 'main.ts': PRELUDE + source, 'other.ts': OTHER_CELL }
  const { store, problems } = await runProgram(cells)
  const reads = store.lines().map((line) => ('text' in line ? line.text : line.kind))
  return [...reads, ...problems.map(({ title }) => title)]
}
