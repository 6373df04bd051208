/** The virtual `crypto` draws from the run's seed: good enough for ids, and for nothing secret. */

import type { Random } from '../chance/random.ts'

/** As the standard has it. @see Web Cryptography API, §10.1.1 */
const MOST_BYTES = 65_536

/** What a program can do with it. */
export interface VirtualCrypto {
  /** Fills an array of whole numbers, and hands it through. @throws RangeError beyond 65,536 bytes */
  getRandomValues<Numbers extends ArrayBufferView>(numbers: Numbers): Numbers
  /** A UUID of version 4. @see RFC 9562, §5.4 */
  randomUUID(): string
  /** @throws TypeError always: its answers would come in real time */
  readonly subtle: never
}

export function virtualCrypto(chance: Random): VirtualCrypto {
  return Object.freeze({
    getRandomValues<Numbers extends ArrayBufferView>(numbers: Numbers): Numbers {
      if (!ArrayBuffer.isView(numbers)) {
        throw new TypeError('crypto.getRandomValues() fills a typed array, such as a Uint8Array.')
      }
      const bytes = new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength)
      if (bytes.length > MOST_BYTES) {
        throw new RangeError(`crypto.getRandomValues() fills at most ${MOST_BYTES} bytes at once.`)
      }
      for (let i = 0; i < bytes.length; i++) bytes[i] = chance.uint32() >>> 24
      return numbers
    },
    randomUUID() {
      const digits = chance.hex(30)
      const variant = '89ab'[chance.uint32() >>> 30]
      return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-4${digits.slice(12, 15)}-${variant}${digits.slice(15, 18)}-${digits.slice(18)}`
    },
    get subtle(): never {
      throw new TypeError('crypto.subtle is not there in a run: it would answer in real time.')
    },
  })
}
