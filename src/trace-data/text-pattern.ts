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

/** What the pattern asks for next, and where it goes from there. */
type State =
  | { readonly kind: 'character'; readonly has: (unit: number) => boolean; readonly next: number }
  | { readonly kind: 'assertion'; readonly assertion: Assertion; readonly next: number }
  | { readonly kind: 'fork'; next: number; other: number }
  | { readonly kind: 'found' }

/** `{1000}` repeats the states of what it repeats. With so many, one text of 4096 characters takes 20 ms at worst. */
const MAX_STATES = 1000

/** All that can be told of a text after some of its characters: which states wait for the next one. */
interface Situation {
  readonly states: readonly number[]
  /** The character before: none, one of a word, or another. */
  readonly before: Before
  /** The number of the situation after each ASCII character, and at the end of the text, as far as it is known. */
  readonly after: Int16Array
}

type Before = 'nothing' | 'word' | 'other'

const ASCII = 128
/** No character, but the end of a text. */
const END = -1
const UNKNOWN = -1
const FOUND = -2
const NOT_FOUND = -3
/** When there are so many, they are forgotten, and found again as they are needed. */
const MAX_SITUATIONS = 500

/**
 * Follows all ways to match at once. Which states wait after a character depends on nothing but those that waited before it; so
 * each situation is worked out once, and then it is a step in a table.
 * @see Ken Thompson, “Regular Expression Search Algorithm”, 1968.
 */
class Automaton implements TextPattern {
  readonly #states: State[] = []
  readonly #start: number
  /** Those of parts that are repeated are made once. */
  readonly #memberships = new Map<CharacterSet, (unit: number) => boolean>()
  #situations: Situation[] = []
  readonly #numbers = new Map<string, number>()

  constructor(node: PatternNode) {
    this.#start = this.#build(node, this.#add({ kind: 'found' }))
  }

  isIn(text: string): boolean {
    let now = this.#numberOf([], 'nothing')
    for (let at = 0; at < text.length; at++) {
      now = this.#after(now, text.charCodeAt(at))
      if (now === FOUND) return true
    }
    return this.#after(now, END) === FOUND
  }

  /** @param unit a character, or {@link END}. What is beyond ASCII is not remembered. */
  #after(number: number, unit: number): number {
    const situation = this.#situations[number] as Situation
    if (unit >= ASCII) return this.#read(situation, unit)
    const column = unit === END ? ASCII : unit
    const known = situation.after[column] as number
    if (known !== UNKNOWN) return known
    const after = this.#read(situation, unit)
    situation.after[column] = after
    return after
  }

  #read({ states, before }: Situation, unit: number): number {
    const isEnd = unit === END
    const isWord = !isEnd && isWordUnit(unit)
    const entered = new Set<number>()
    // What has been read so far leads here; and the pattern may begin anywhere.
    const waiting = [this.#start, ...states]
    const next = new Set<number>()
    for (let index = waiting.pop(); index !== undefined; index = waiting.pop()) {
      if (entered.has(index)) continue
      entered.add(index)
      const state = this.#states[index] as State
      switch (state.kind) {
        case 'found':
          return FOUND
        case 'character':
          if (!isEnd && state.has(unit)) next.add(state.next)
          break
        case 'assertion':
          if (holds(state.assertion, before, isWord, isEnd)) waiting.push(state.next)
          break
        case 'fork':
          waiting.push(state.other, state.next)
          break
      }
    }
    if (isEnd) return NOT_FOUND
    return this.#numberOf(
      [...next].sort((a, b) => a - b),
      isWord ? 'word' : 'other',
    )
  }

  #numberOf(states: readonly number[], before: Before): number {
    const key = `${before} ${states.join(' ')}`
    const known = this.#numbers.get(key)
    if (known !== undefined) return known
    if (this.#situations.length === MAX_SITUATIONS) this.#forget()
    const after = new Int16Array(ASCII + 1).fill(UNKNOWN)
    const number = this.#situations.push({ states, before, after }) - 1
    this.#numbers.set(key, number)
    return number
  }

  #forget(): void {
    this.#situations = []
    this.#numbers.clear()
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
  return (unit) => (unit < ASCII ? known[unit] === 1 : has(unit))
}

function holds(assertion: Assertion, before: Before, isWord: boolean, isEnd: boolean): boolean {
  switch (assertion) {
    case 'start':
      return before === 'nothing'
    case 'end':
      return isEnd
    default:
      return ((before === 'word') !== isWord) === (assertion === 'edge')
  }
}

function isWordUnit(unit: number): boolean {
  return /\w/.test(String.fromCharCode(unit))
}
