/** A JSON copy is what arrives of a value that was sent: on a real network, it is bytes. */

export function jsonCopy(value: unknown): unknown {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value))
}
