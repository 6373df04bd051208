/** A packed batch is a batch that stands in a page: its buffer as text. */

import type { EventBatch } from './event-batch.ts'

export interface PackedBatch {
  /** In base64. @see RFC 4648, §4 */
  readonly bytes: string
  readonly text: string
}

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

export function packBatch({ bytes, text }: EventBatch): PackedBatch {
  const given = new Uint8Array(bytes)
  const groups: string[] = []
  for (let at = 0; at < given.length; at += 3) {
    const [a = 0, b = 0, c = 0] = given.subarray(at, at + 3)
    const bits = (a << 16) | (b << 8) | c
    const digits = [18, 12, 6, 0].map((shift) => DIGITS[(bits >>> shift) & 63]).join('')
    const missing = Math.max(0, at + 3 - given.length)
    groups.push(digits.slice(0, 4 - missing).padEnd(4, '='))
  }
  return { bytes: groups.join(''), text }
}

/** @param packed as {@link packBatch} made it */
export function unpackBatch({ bytes: base64, text }: PackedBatch): EventBatch {
  const values = new Uint8Array(128)
  for (let value = 0; value < 64; value++) values[DIGITS.charCodeAt(value)] = value
  const digits = base64.replace(/=+$/, '')
  const bytes = new Uint8Array(Math.floor((digits.length * 3) / 4))
  let [bits, count, at] = [0, 0, 0]
  for (let index = 0; index < digits.length; index++) {
    bits = (bits << 6) | (values[digits.charCodeAt(index)] as number)
    count += 6
    if (count < 8) continue
    count -= 8
    bytes[at++] = bits >>> count
    bits &= (1 << count) - 1
  }
  return { bytes: bytes.buffer, text }
}
