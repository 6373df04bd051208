/** Seeded chance: numbers that look random and are the same in every run with the same seed. */

import { Random } from './random.ts'
import { hashOf } from './text-hash.ts'

export class SeededRandom extends Random {
  #a: number
  #b: number
  #c: number
  #counter = 1

  /** @param seed any text or number; another seed gives an unrelated sequence */
  constructor(seed: string | number) {
    super()
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
}
