/** A progress teller passes on how far a long computation is: as often as a reader can see it, and no more often. */

import type { ProgramMessage } from './protocol.ts'

interface TellerPorts {
  post(message: ProgramMessage & { kind: 'progress' }): void
  /** Real milliseconds from some fixed moment. */
  realNow(): number
}

/** Real milliseconds between two words: three frames of a screen. */
const TELL_EVERY = 50

/** @returns what a simulation calls; the beginning and the end are always told */
export function progressTeller(ports: TellerPorts): (done: number, total: number) => void {
  let toldAt = Number.NEGATIVE_INFINITY
  return (done, total) => {
    const now = ports.realNow()
    if (now - toldAt < TELL_EVERY && done > 0 && done < total) return
    toldAt = now
    ports.post({ kind: 'progress', done, total })
  }
}
