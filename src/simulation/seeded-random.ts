/** Seeded chance: numbers that look random and are the same in every run with the same seed. */

import { cos, exp, log } from './reproducible-math.ts'

export class SeededRandom {
  #a: number
  #b: number
  #c: number
  #counter = 1

  /** @param seed any text or number; another seed gives an unrelated sequence */
  constructor(seed: string | number) {
    const hash = hashOf(String(seed))
    this.#a = hash()
    this.#b = hash()
    this.#c = hash()
    for (let i = 0; i < 12; i++) this.uint32()
  }

  /** A whole number from 0 to 2³² − 1. The generator is sfc32, by Chris Doty-Humphrey (PractRand). */
  uint32(): number {
    const result = (this.#a + this.#b + this.#counter++) | 0
    this.#a = this.#b ^ (this.#b >>> 9)
    this.#b = (this.#c + (this.#c << 3)) | 0
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + result) | 0
    return result >>> 0
  }

  /** A number from 0 up to but not including 1, with 53 random bits, as `Math.random` gives. */
  next(): number {
    return ((this.uint32() >>> 5) * 2 ** 26 + (this.uint32() >>> 6)) / 2 ** 53
  }

  /** Random hexadecimal digits, eight at a time, never all zero. */
  hex(digits: number): string {
    let text = ''
    while (text.length < digits) text += this.uint32().toString(16).padStart(8, '0')
    text = text.slice(0, digits)
    return /[1-9a-f]/.test(text) ? text : this.hex(digits)
  }

  /** A number from a normal distribution with mean 0 and standard deviation 1 (Box and Muller's method). */
  normal(): number {
    const radius = Math.sqrt(-2 * log(1 - this.next()))
    return radius * cos(2 * Math.PI * this.next())
  }

  /**
   * A duration as production has them: most near the median, a few much longer.
   * @param median milliseconds; half of all draws are shorter
   * @param spread the standard deviation of the logarithm; 0.3 is calm, 1 is wild
   */
  logNormal(median: number, spread: number): number {
    return median * exp(spread * this.normal())
  }
}

/** Stretches a text into a sequence of well-mixed 32-bit numbers: FNV-1a, finished with murmur3's mixer. */
function hashOf(text: string): () => number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  }
  return () => {
    hash = (hash + 0x9e3779b9) | 0
    let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
    return mixed ^ (mixed >>> 16)
  }
}
