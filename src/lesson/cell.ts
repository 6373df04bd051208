/** A cell is one source file in a lesson, as its author wrote it. */

/** The ways to look at a run that a cell can open with. */
export const LENSES = [
  'logs',
  'trace',
  'both',
  'fold',
  'flame',
  'map',
  'metrics',
  'table',
  'compare',
  'console',
] as const

export type Lens = (typeof LENSES)[number]

/** The clocks that a run of a cell can go by. */
const CLOCKS = ['virtual', 'real'] as const

export interface Cell {
  /** Its file name, by which other cells import it. */
  readonly name: string
  readonly source: string
  /** What its output opens with. */
  readonly lens: Lens
  /** The seed of all chance in its runs. */
  readonly seed: number
  /** In real time no two runs are the same: for measuring what things cost on the reader's machine. */
  readonly clock: (typeof CLOCKS)[number]
  /** It is meant to fail, to show how that looks. */
  readonly fails: boolean
  /** Real milliseconds that a run of it may take, if its lesson asks for other than the usual. */
  readonly realTime?: number
  /** Lines, and spans, that are kept of a run, if its lesson asks for other than the usual. */
  readonly records?: number
}

/** No lesson may ask for more. Seconds: nobody waits longer for a cell. */
const MAX_SECONDS = 30
/** No lesson may ask for more. Lines, and spans: what a page on a phone can hold. */
const MAX_RECORDS = 100_000

/** A fence of the lesson as it stands there: the words after its language, and its code. */
export interface CellSpec {
  readonly meta: string
  readonly source: string
}

/** The largest seed: it has to be read, said and typed. */
export const MAX_SEED = 999_999_999

const DEFAULTS = {
  lens: 'both',
  seed: 1,
  clock: 'virtual',
  fails: false,
} as const satisfies Partial<Cell>

/** Is this the meta of a fence that is a cell? */
export function isCellMeta(meta: string): boolean {
  return /(^|\s)cell=/.test(meta)
}

/**
 * The cell that a fence describes: `cell=checkout.ts lens=trace seed=7`.
 * @throws Error with what is wrong, in the author's terms
 */
export function parseCell({ meta, source }: CellSpec): Cell {
  const { cell: name, lens, seed, clock, fails, time, records, ...unknown } = parseMeta(meta)
  const [stray] = Object.keys(unknown)
  if (stray !== undefined) throw new Error(`a cell has no setting “${stray}”.`)
  if (!name || !isFileName(name)) {
    throw new Error(`“${name}” is no name for a cell; a name looks like “slow-bank.ts”.`)
  }
  return {
    name,
    source: source.replace(/\n$/, ''),
    lens: lens === undefined ? DEFAULTS.lens : parseLens(lens),
    seed: seed === undefined ? DEFAULTS.seed : parseSeed(seed),
    clock: clock === undefined ? DEFAULTS.clock : parseClock(clock),
    fails: fails === undefined ? DEFAULTS.fails : parseFlag('fails', fails),
    ...(time !== undefined && { realTime: 1000 * parseCount('time', time, MAX_SECONDS) }),
    ...(records !== undefined && { records: parseCount('records', records, MAX_RECORDS) }),
  }
}

/** Can a cell, or a file that cells import, be called so? */
export function isFileName(name: string): boolean {
  return /^[a-z][a-z0-9-]*\.ts$/.test(name)
}

function parseMeta(meta: string): Record<string, string> {
  return Object.fromEntries(
    meta
      .trim()
      .split(/\s+/)
      .map((word) => {
        const [, key, value] = /^([a-z]+)=(.+)$/.exec(word) ?? []
        if (!key || !value)
          throw new Error(`“${word}” is not a setting; settings look like seed=7.`)
        return [key, value]
      }),
  )
}

function parseLens(text: string): Lens {
  const lens = LENSES.find((known) => known === text)
  if (!lens) throw new Error(`“${text}” is no lens; there are: ${LENSES.join(', ')}.`)
  return lens
}

function parseSeed(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new Error(`the seed “${text}” is not a whole number.`)
  return Number(text)
}

function parseClock(text: string): Cell['clock'] {
  const clock = CLOCKS.find((known) => known === text)
  if (!clock) throw new Error(`“${text}” is no clock; there are: ${CLOCKS.join(', ')}.`)
  return clock
}

function parseFlag(name: string, text: string): boolean {
  if (text !== 'true' && text !== 'false') throw new Error(`${name} is true or false.`)
  return text === 'true'
}

function parseCount(name: string, text: string, most: number): number {
  const count = /^\d{1,9}$/.test(text) ? Number(text) : 0
  if (count >= 1 && count <= most) return count
  throw new Error(`${name} is a whole number from 1 to ${most}.`)
}
