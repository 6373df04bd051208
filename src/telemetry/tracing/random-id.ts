/** A random id is chance that becomes hexadecimal digits when somebody reads it: most ids are never read. */

import { digitsOf, padStart, sliceText } from '../untouched.ts'

/** A source of chance: 32 random bits at a time, as a whole number. */
export type RandomBits = () => number

/** An id, as text on demand. */
export interface Id {
  /** Lowercase hexadecimal digits, not all zero. */
  readonly text: string
}

/** 128 bits: 32 digits. @see W3C Trace Context, §3.2.2.3, “trace-id”. */
export class RandomTraceId implements Id {
  readonly #a: number
  readonly #b: number
  readonly #c: number
  readonly #d: number
  #text: string | undefined

  constructor(random: RandomBits) {
    this.#a = random() | 0
    this.#b = random() | 0
    this.#c = random() | 0
    this.#d = random() | 0
  }

  get text(): string {
    this.#text ??= notZero(
      eightDigits(this.#a) + eightDigits(this.#b) + eightDigits(this.#c) + eightDigits(this.#d),
    )
    return this.#text
  }
}

/** 64 bits: 16 digits. @see W3C Trace Context, §3.2.2.4, “parent-id”. */
export class RandomSpanId implements Id {
  readonly #a: number
  readonly #b: number
  #text: string | undefined

  constructor(random: RandomBits) {
    this.#a = random() | 0
    this.#b = random() | 0
  }

  get text(): string {
    this.#text ??= notZero(eightDigits(this.#a) + eightDigits(this.#b))
    return this.#text
  }
}

function eightDigits(bits: number): string {
  return padStart(digitsOf(bits >>> 0, 16), 8, '0')
}

/** Zero stands for “no id”; once in 2⁶⁴ draws it comes up. */
function notZero(digits: string): string {
  if (digits === '0000000000000000') return '0000000000000001'
  return digits === NO_TRACE ? sliceText(NO_TRACE, 0, -1) + 1 : digits
}

const NO_TRACE = '00000000000000000000000000000000'
