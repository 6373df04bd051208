/** The raw world is what a raw program finds beside all that the browser has: ways to try something and to say what came of it. */

import { NOTHING_DROPPED, type ProgramEnd } from '../../src/sandbox/protocol.ts'
import type { TelemetryEvent } from '../../src/telemetry/telemetry-event.ts'
import type { EventBatch } from '../../src/trace-data/event-batch.ts'
import { EventColumns } from '../../src/trace-data/event-columns.ts'

/** Who is not let out within this time will not be. Milliseconds. */
const LONG_ENOUGH = 1500
/** What tells nobody whether it worked gets this time to work. Milliseconds. */
const A_WHILE = 300

const END: ProgramEnd = {
  kind: 'ended',
  outcome: { kind: 'done' },
  dropped: NOTHING_DROPPED,
  time: 0,
}

export function rawWorld(
  post: (message: unknown) => void,
  wrap: (batch: EventBatch, count: number) => unknown,
) {
  const columns = new EventColumns()
  /** A message that says all this. */
  const events = (list: readonly TelemetryEvent[]) => {
    for (const event of list) columns.append(event)
    return wrap(columns.take(), list.length)
  }
  const say = (text: unknown) =>
    post(events([{ kind: 'console', time: 0, method: 'log', text: String(text), site: 0 }]))
  const end = () => post(END)
  return {
    post,
    events,
    say,
    end,
    /** Tries something, and says that it was `reached` or `refused`; or `tried`, where somebody else has to tell. */
    attempt: async (work: () => unknown) => {
      try {
        const result = await Promise.race([work(), after(LONG_ENOUGH, fail)])
        say(result === TRIED ? TRIED : `reached: ${result}`)
      } catch (error) {
        say(`refused: ${error}`)
      }
      end()
    },
    /** Waits for one event or the other. */
    event: (target: EventTarget, good: string, bad = 'error') =>
      new Promise((resolve, reject) => {
        target.addEventListener(good, () => resolve(good))
        target.addEventListener(bad, () => reject(new Error(bad)))
      }),
    tried: () => after(A_WHILE, () => TRIED),
  }
}

const TRIED = 'tried'

function fail(): never {
  throw new Error('no answer')
}

async function after<Result>(milliseconds: number, then: () => Result): Promise<Result> {
  await new Promise((resolve) => setTimeout(resolve, milliseconds))
  return then()
}
