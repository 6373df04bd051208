/** Message faults are what can become of a message inside of a broker, each a dial that is off at 0. */

import { type Rule, requireRule, SHARE } from '../rule.ts'

export interface MessageFaults {
  /** The share of messages that the broker takes and then loses. The sender never knows. 0 to 1. */
  readonly lost: number
  /** The share of messages that are delivered twice. 0 to 1. */
  readonly duplicated: number
  /** The share of messages whose body is cut off: no attempt to work on one can succeed. 0 to 1. */
  readonly poisoned: number
}

const RULES: { readonly [Name in keyof MessageFaults]: Rule } = {
  lost: SHARE,
  duplicated: SHARE,
  poisoned: SHARE,
}

/**
 * All faults: those that are given, and the others off.
 * @throws RangeError if one is out of its range
 */
export function completeMessageFaults(asker: string, given: Partial<MessageFaults>): MessageFaults {
  const faults = { lost: 0, duplicated: 0, poisoned: 0, ...given }
  for (const name of Object.keys(RULES) as (keyof MessageFaults)[]) {
    requireRule(asker, name, faults[name], RULES[name])
  }
  return faults
}
