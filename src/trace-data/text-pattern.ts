/** A text pattern is what a reader looks for: words, or a regular expression. Both are found in one pass, whatever they are. */

import {
  type Assertion,
  type CharacterSet,
  type PatternNode,
  PatternProblem,
  parsePattern,
} from './pattern-syntax.ts'

export interface TextPattern {
  isIn(text: string): boolean
}

/** Words as they stand, in capitals or not. */
export function wordsPattern(words: string): TextPattern {
  const wanted = words.toLowerCase()
  return { isIn: (text) => text.toLowerCase().includes(wanted) }
}

/**
 * A regular expression, in capitals or not. JavaScript's own matcher tries all ways to match, one after another, and some
 * patterns have more ways than anybody can wait for: `(a+)+b`. This one follows all of them at once, so that its time is
 * at most the length of the text times that of the pattern.
 * @throws PatternProblem if it is none, or one that needs more than that
 */
export function regularPattern(source: string): TextPattern {
  return new Automaton(parsePattern(source))
}

/** States of an automaton: what it does next, and where it goes from there. */
type State =
  | { readonly kind: 'character'; readonly has: (unit: number) => boolean; readonly next: number }
  | { readonly kind: 'assertion'; readonly assertion: Assertion; readonly next: number }
  | { readonly kind: 'fork'; next: number; other: number }
  | { readonly kind: 'found' }

/** `{1000}` repeats the states of what it repeats. With so many, one text of 4096 characters takes 20 ms at worst. */
const MAX_STATES = 1000

/** @see Ken Thompson, “Regular Expression Search Algorithm”, 1968. */
class Automaton implements TextPattern {
  readonly #states: State[] = []
  /** Those of parts that are repeated are made once. */
  readonly #memberships = new Map<CharacterSet, (unit: number) => boolean>()
  readonly #start: number
  /** In which step each state was entered last. */
  readonly #entered: Int32Array
  #step = 0
  #now: number[] = []
  #next: number[] = []
  readonly #waiting: number[] = []

  constructor(node: PatternNode) {
    this.#start = this.#build(node, this.#add({ kind: 'found' }))
    this.#entered = new Int32Array(this.#states.length)
  }

  isIn(text: string): boolean {
    this.#now.length = 0
    if (this.#step > 2 ** 30) {
      this.#step = 0
      this.#entered.fill(0)
    }
    for (let at = 0; at <= text.length; at++) {
      this.#step++
      // What has been read so far leads here; and the pattern may begin anywhere.
      this.#next.length = 0
      for (const state of this.#now) if (this.#enter(state, text, at)) return true
      if (this.#enter(this.#start, text, at)) return true
      this.#read(text.charCodeAt(at))
    }
    return false
  }

  /** Where a character leads to from the states that wait for one. */
  #read(unit: number): void {
    this.#now.length = 0
    for (const index of this.#next) {
      const state = this.#states[index] as State
      if (state.kind === 'character' && state.has(unit)) this.#now.push(state.next)
    }
  }

  /** Follows a state to all that wait for a character. @returns whether it leads to the end of the pattern */
  #enter(first: number, text: string, at: number): boolean {
    const waiting = this.#waiting
    waiting.length = 0
    waiting.push(first)
    for (let index = waiting.pop(); index !== undefined; index = waiting.pop()) {
      if (this.#entered[index] === this.#step) continue
      this.#entered[index] = this.#step
      const state = this.#states[index] as State
      switch (state.kind) {
        case 'found':
          return true
        case 'character':
          this.#next.push(index)
          break
        case 'assertion':
          if (holds(state.assertion, text, at)) waiting.push(state.next)
          break
        case 'fork':
          waiting.push(state.other, state.next)
          break
      }
    }
    return false
  }

  /** @param next where the node leads to @returns where it begins */
  #build(node: PatternNode, next: number): number {
    switch (node.kind) {
      case 'character':
        return this.#add({ kind: 'character', has: this.#membership(node.set), next })
      case 'assertion':
        return this.#add({ kind: 'assertion', assertion: node.assertion, next })
      case 'sequence':
        return node.parts.reduceRight((after, part) => this.#build(part, after), next)
      case 'choice':
        return node.options
          .map((option) => this.#build(option, next))
          .reduceRight((other, option) => this.#add({ kind: 'fork', next: option, other }))
      case 'repeat':
        return this.#repeat(node, next)
    }
  }

  #repeat({ part, least, most }: PatternNode & { kind: 'repeat' }, next: number): number {
    let start = next
    if (most === Number.POSITIVE_INFINITY) {
      const fork = { kind: 'fork' as const, next: -1, other: next }
      start = this.#add(fork)
      fork.next = this.#build(part, start)
    } else {
      for (let time = least; time < most; time++) {
        start = this.#add({ kind: 'fork', next: this.#build(part, start), other: next })
      }
    }
    for (let time = 0; time < least; time++) start = this.#build(part, start)
    return start
  }

  #membership(set: CharacterSet): (unit: number) => boolean {
    const known = this.#memberships.get(set) ?? membership(set)
    this.#memberships.set(set, known)
    return known
  }

  #add(state: State): number {
    if (this.#states.length >= MAX_STATES) throw new PatternProblem('The pattern repeats too much.')
    return this.#states.push(state) - 1
  }
}

const ASCII = 128

/** Whether a set has a character, in capitals or not. */
function membership({ ranges, isNegated }: CharacterSet): (unit: number) => boolean {
  const hasExactly = (unit: number) => ranges.some(([from, to]) => unit >= from && unit <= to)
  const has = (unit: number) => {
    const character = String.fromCharCode(unit)
    const isListed =
      hasExactly(unit) ||
      hasExactly(character.toLowerCase().charCodeAt(0)) ||
      hasExactly(character.toUpperCase().charCodeAt(0))
    return isListed !== isNegated
  }
  const known = Uint8Array.from({ length: ASCII }, (_, unit) => Number(has(unit)))
  // No character, NaN, is smaller than nothing.
  return (unit) => (unit < ASCII ? known[unit] === 1 : unit >= ASCII && has(unit))
}

function holds(assertion: Assertion, text: string, at: number): boolean {
  switch (assertion) {
    case 'start':
      return at === 0
    case 'end':
      return at === text.length
    default:
      return (isWord(text, at - 1) !== isWord(text, at)) === (assertion === 'edge')
  }
}

function isWord(text: string, at: number): boolean {
  return /\w/.test(text.charAt(at))
}
