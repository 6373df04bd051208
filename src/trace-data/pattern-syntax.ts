/** Pattern syntax is the part of JavaScript's regular expressions that can be matched in one pass over a text: all but look-around and back references. */

/** Thrown for a pattern that cannot be searched for. Its message is a sentence for the reader. */
export class PatternProblem extends Error {}

/** What one character of a text may be: UTF-16 code units from … to …, or none of them. */
export interface CharacterSet {
  readonly ranges: readonly (readonly [from: number, to: number])[]
  readonly isNegated: boolean
}

export type Assertion = 'start' | 'end' | 'edge' | 'no-edge'

export type PatternNode =
  | { readonly kind: 'character'; readonly set: CharacterSet }
  | { readonly kind: 'assertion'; readonly assertion: Assertion }
  | { readonly kind: 'sequence'; readonly parts: readonly PatternNode[] }
  | { readonly kind: 'choice'; readonly options: readonly PatternNode[] }
  /** @param most infinite if there is no limit */
  | {
      readonly kind: 'repeat'
      readonly part: PatternNode
      readonly least: number
      readonly most: number
    }

const DIGITS = [[0x30, 0x39]] as const
const WORD = [
  [0x30, 0x39],
  [0x41, 0x5a],
  [0x5f, 0x5f],
  [0x61, 0x7a],
] as const
/** @see ECMAScript, “WhiteSpace” and “LineTerminator”. */
const SPACE = [
  [0x09, 0x0d],
  [0x20, 0x20],
  [0xa0, 0xa0],
  [0x1680, 0x1680],
  [0x2000, 0x200a],
  [0x2028, 0x2029],
  [0x202f, 0x202f],
  [0x205f, 0x205f],
  [0x3000, 0x3000],
  [0xfeff, 0xfeff],
] as const
const LINE_ENDS = [
  [0x0a, 0x0a],
  [0x0d, 0x0d],
  [0x2028, 0x2029],
] as const
const CONTROLS: Readonly<Record<string, number>> = {
  f: 0x0c,
  n: 0x0a,
  r: 0x0d,
  t: 0x09,
  v: 0x0b,
  0: 0,
}
const LAST_UNIT = 0xffff
/** Longer ones are no patterns that somebody typed. */
const MAX_LENGTH = 500

/** @throws PatternProblem if it is no regular expression, or one with back references or look-around */
export function parsePattern(source: string): PatternNode {
  if (source.length > MAX_LENGTH) throw new PatternProblem('The pattern is too long.')
  try {
    new RegExp(source)
  } catch (error) {
    const [, reason = 'it cannot be read'] = /: ([^:]*)$/.exec(String(error)) ?? []
    throw new PatternProblem(`This is no regular expression: ${reason.toLowerCase()}.`)
  }
  return new PatternParser(source).choice()
}

/** Reads what the engine has found to be a regular expression. */
class PatternParser {
  readonly #source: string
  #at = 0

  constructor(source: string) {
    this.#source = source
  }

  choice(): PatternNode {
    const options = [this.#sequence()]
    while (this.#skip('|')) options.push(this.#sequence())
    return options.length === 1 ? (options[0] as PatternNode) : { kind: 'choice', options }
  }

  #sequence(): PatternNode {
    const parts: PatternNode[] = []
    while (this.#at < this.#source.length && !'|)'.includes(this.#peek())) {
      parts.push(this.#repeated(this.#term()))
    }
    return { kind: 'sequence', parts }
  }

  #repeated(part: PatternNode): PatternNode {
    const limits = this.#quantifier()
    if (!limits) return part
    // How greedy it is makes no difference to whether it matches.
    this.#skip('?')
    const [least, most] = limits
    return { kind: 'repeat', part, least, most }
  }

  #quantifier(): readonly [number, number] | undefined {
    if (this.#skip('*')) return [0, Number.POSITIVE_INFINITY]
    if (this.#skip('+')) return [1, Number.POSITIVE_INFINITY]
    if (this.#skip('?')) return [0, 1]
    const braces = /^\{(\d+)(,(\d*))?\}/.exec(this.#source.slice(this.#at))
    if (!braces) return undefined
    const [all, least, comma, most] = braces
    this.#at += all.length
    if (comma === undefined) return [Number(least), Number(least)]
    return [Number(least), most === '' ? Number.POSITIVE_INFINITY : Number(most)]
  }

  #term(): PatternNode {
    const character = this.#take()
    switch (character) {
      case '^':
        return { kind: 'assertion', assertion: 'start' }
      case '$':
        return { kind: 'assertion', assertion: 'end' }
      case '.':
        return { kind: 'character', set: { ranges: LINE_ENDS, isNegated: true } }
      case '(':
        return this.#group()
      case '[':
        return { kind: 'character', set: this.#class() }
      case '\\':
        return this.#escape()
      default:
        return { kind: 'character', set: only(character.charCodeAt(0)) }
    }
  }

  #group(): PatternNode {
    if (this.#skip('?')) {
      const named = /^<([^=!>][^>]*)>/.exec(this.#source.slice(this.#at))
      if (named) this.#at += named[0].length
      else if (!this.#skip(':'))
        throw new PatternProblem('Patterns cannot look ahead or behind here.')
    }
    const inside = this.choice()
    this.#skip(')')
    return inside
  }

  #escape(): PatternNode {
    const next = this.#peek()
    if (next === 'b' || next === 'B') {
      this.#at++
      return { kind: 'assertion', assertion: next === 'b' ? 'edge' : 'no-edge' }
    }
    if (/[1-9]/.test(next) || (next === 'k' && /\(\?</.test(this.#source))) {
      throw new PatternProblem('Patterns cannot refer back to a group here.')
    }
    return { kind: 'character', set: this.#escaped() }
  }

  /** What follows a backslash, also inside of brackets. */
  #escaped(): CharacterSet {
    const character = this.#take()
    switch (character) {
      case 'd':
      case 'D':
        return { ranges: DIGITS, isNegated: character === 'D' }
      case 'w':
      case 'W':
        return { ranges: WORD, isNegated: character === 'W' }
      case 's':
      case 'S':
        return { ranges: SPACE, isNegated: character === 'S' }
      case 'x':
        return only(this.#hex(2) ?? character.charCodeAt(0))
      case 'u':
        return only(this.#hex(4) ?? character.charCodeAt(0))
      case 'c':
        throw new PatternProblem('Patterns cannot name control characters by letters here.')
      default:
        return only(CONTROLS[character] ?? character.charCodeAt(0))
    }
  }

  #hex(digits: number): number | undefined {
    const text = this.#source.slice(this.#at, this.#at + digits)
    if (text.length < digits || !/^[0-9a-f]+$/i.test(text)) return undefined
    this.#at += digits
    return Number.parseInt(text, 16)
  }

  #class(): CharacterSet {
    const isNegated = this.#skip('^')
    const ranges: (readonly [number, number])[] = []
    while (!this.#skip(']')) {
      const from = this.#classAtom()
      const isRange = this.#peek() === '-' && this.#source[this.#at + 1] !== ']'
      if (!isRange) {
        ranges.push(...positive(from))
        continue
      }
      this.#at++
      const to = this.#classAtom()
      const [first, last] = [single(from), single(to)]
      if (first === undefined || last === undefined) {
        ranges.push(...positive(from), [0x2d, 0x2d], ...positive(to))
      } else {
        ranges.push([first, last])
      }
    }
    return { ranges, isNegated }
  }

  #classAtom(): CharacterSet {
    const character = this.#take()
    if (character !== '\\') return only(character.charCodeAt(0))
    if (this.#skip('b')) return only(0x08)
    if (/[1-7]/.test(this.#peek())) {
      throw new PatternProblem('Patterns cannot name characters by octal numbers here.')
    }
    return this.#escaped()
  }

  #peek(): string {
    return this.#source[this.#at] ?? ''
  }

  #take(): string {
    return this.#source[this.#at++] ?? ''
  }

  #skip(character: string): boolean {
    const isNext = this.#peek() === character
    if (isNext) this.#at++
    return isNext
  }
}

function only(unit: number): CharacterSet {
  return { ranges: [[unit, unit]], isNegated: false }
}

/** The one character of a set that has only one. */
function single({ ranges, isNegated }: CharacterSet): number | undefined {
  const [first] = ranges
  const isOne = !isNegated && ranges.length === 1 && first && first[0] === first[1]
  return isOne ? first[0] : undefined
}

/** The same set without negation. */
function positive({ ranges, isNegated }: CharacterSet): readonly (readonly [number, number])[] {
  if (!isNegated) return ranges
  const gaps: [number, number][] = []
  let from = 0
  for (const [first, last] of ranges) {
    if (first > from) gaps.push([from, first - 1])
    from = last + 1
  }
  if (from <= LAST_UNIT) gaps.push([from, LAST_UNIT])
  return gaps
}
