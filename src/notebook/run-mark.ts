/** A run mark is set when a run begins and cleared at its end: one that is found later tells of a run that did not finish. */

import { fieldsOf } from './stored-draft.ts'

export interface RunMark {
  readonly id: string
  readonly lesson: string
  readonly file: string
  /** The page in which it runs: as long as that lives, the run may still end. */
  readonly page: string
  /** Milliseconds since the Unix epoch. */
  readonly beganAt: number
}

/** The mark that something from the storage is, if it is one. */
export function readMark(value: unknown): RunMark | undefined {
  const { id, lesson, file, page, beganAt } = fieldsOf<RunMark>(value)
  if (
    typeof id !== 'string' ||
    typeof lesson !== 'string' ||
    typeof file !== 'string' ||
    typeof page !== 'string' ||
    typeof beganAt !== 'number'
  ) {
    return undefined
  }
  return { id, lesson, file, page, beganAt }
}
