/**
 * A contest measures several ways to do the same job. They take turns in one process, so that what slows the machine down
 * slows all of them down: the ratios say more than the numbers.
 */

const ROUNDS = 41
/** How long one contestant runs in one round. */
const ROUND_MILLISECONDS = 12
/** What does not fit in often enough, such as a timer of a millisecond, is done at least so many times. */
const FEWEST = 8

/** Does a job so many times. */
export type Work = (times: number) => unknown

export interface Contest {
  readonly name: string
  /** By name; the ratios are to the first. */
  readonly contestants: Readonly<Record<string, Work>>
}

/** Holds the contests with some words in their name, and prints medians in nanoseconds. */
export async function hold(contests: readonly Contest[], words: string): Promise<void> {
  const width = Math.max(...contests.map(({ name }) => name.length))
  console.log(`Node ${process.version}, median of ${ROUNDS} interleaved rounds, nanoseconds\n`)
  for (const contest of contests.filter(({ name }) => name.includes(words))) {
    console.log(`${contest.name.padEnd(width)}  ${await resultText(contest)}`)
  }
}

async function resultText({ contestants }: Contest): Promise<string> {
  const entries = Object.entries(contestants).map(([who, work]) => ({
    who,
    work,
    took: [] as number[],
  }))
  const times = new Map<Work, number>()
  for (const { work } of entries) times.set(work, await warmUp(work))
  for (let round = 0; round < ROUNDS; round++) {
    for (const { work, took } of entries) {
      took.push(await nanoseconds(work, times.get(work) as number))
    }
  }
  const [ours = 1] = entries.map(({ took }) => median(took))
  return entries
    .map(({ who, took }, index) => {
      const ns = median(took)
      return `${who} ${ns.toFixed(1)}${index === 0 ? '' : ` (×${ratioText(ns / ours)})`}`
    })
    .join('   ')
}

function ratioText(ratio: number): string {
  return ratio < 10 ? ratio.toFixed(2) : ratio.toFixed(0)
}

/** @returns how often the work can be done in one round */
async function warmUp(work: Work): Promise<number> {
  let times = FEWEST
  for (let i = 0; i < 12; i++) {
    const each = await nanoseconds(work, times)
    times = Math.max(FEWEST, Math.round((ROUND_MILLISECONDS * 1e6) / each))
  }
  return times
}

async function nanoseconds(work: Work, times: number): Promise<number> {
  const start = performance.now()
  const result = work(times)
  if (result instanceof Promise) await result
  return ((performance.now() - start) * 1e6) / times
}

function median(numbers: number[]): number {
  return numbers.sort((a, b) => a - b)[numbers.length >> 1] as number
}
