/** The latest value of some kind: what a component goes on showing while a newer one has nothing to show yet. */

import { useRef } from 'preact/hooks'

/** @returns the value if it is accepted, else the last one that was; at first, the value as it is */
export function useLatest<Value>(value: Value, isAccepted: (value: Value) => boolean): Value {
  const latest = useRef(value)
  if (isAccepted(value)) latest.current = value
  return latest.current
}
