/** What differs is how some spans, the slow or the failed ones say, are unlike the rest: by what is true of them more often, or less. */

import type { FieldValue } from '../telemetry/field.ts'
import type { ColumnStore } from '../trace-data/column-store.ts'
import { chanceOfDifference } from './chance-of-difference.ts'
import { partText } from './part-text.ts'
import { SpanFacts } from './span-facts.ts'
import { visibleText } from './visible-text.ts'

/** Something that is true of some spans and not of others. */
export interface Difference {
  /** `bank: http.response.status_code = 503`, `a span of bank: POST /transfer`, `a line: retrying {order}`. */
  readonly what: string
  /** What is true of exactly the same spans: nobody can tell from this run which of them matters. */
  readonly same: readonly string[]
  /** Of how many of the chosen spans it is true, and of how many of the rest. */
  readonly chosen: number
  readonly rest: number
  /** The share of the chosen ones of which it is true, less that of the rest: −1 to 1. */
  readonly gap: number
  /** So large a gap would be no surprise if the spans had been chosen blindly. */
  readonly mayBeChance: boolean
}

export interface WhatDiffers {
  /** How many spans were compared. */
  readonly chosen: number
  readonly rest: number
  /** They are some of more: so many were left out, evenly. */
  readonly leftOut: number
  /** Those that tell the two sets apart best first; those that may be chance after all others. */
  readonly differences: readonly Difference[]
}

/** Of each set so many are looked at. */
const LOOKED_AT = 4000
/** So many spans of one trace. */
const OF_A_TRACE = 2000
/** Numbers with more different values than this are compared by their size, too. */
const FEW_VALUES = 4
/** One list in twenty that chance alone has made would have an entry that is not marked as chance. */
const SURPRISE = 0.05

/**
 * Compares two sets of spans. Of each span these things are looked at: its own attributes and those of the spans under which it
 * stands; of all spans under it the services, the names and the attributes; and the templates of the lines written in any of them.
 * Of numbers also “n or more”, at the bound that tells the sets apart best.
 *
 * **The measure** is the difference between two shares: of the chosen spans, and of the rest, of which it is true. 1 is true of all
 * that were chosen and of no other, 0 tells nothing, −1 is true of all others only. It is known as Youden's J.
 *
 * **Chance.** With few spans and many attributes some will differ by chance. An entry is marked if Fisher's exact test, two-sided,
 * corrected for the number of things that were looked at (Bonferroni), finds a gap as large in more than one list of twenty.
 *
 * @param chosen rows of spans
 * @param rest rows of others
 */
export function whatDiffers(
  store: ColumnStore,
  chosen: readonly number[],
  rest: readonly number[],
): WhatDiffers {
  const [inside, outside] = [evenly(chosen), evenly(rest)]
  const leftOut = chosen.length + rest.length - inside.length - outside.length
  const counts = { chosen: inside.length, rest: outside.length, leftOut }
  if (inside.length === 0 || outside.length === 0) return { ...counts, differences: [] }
  const traits = new Traits(store)
  inside.forEach((row, index) => {
    traits.look(row, index, true)
  })
  outside.forEach((row, index) => {
    traits.look(row, inside.length + index, false)
  })
  return { ...counts, differences: rank(traits.all(), inside.length, outside.length) }
}

/** What is true of some spans: how many, and which, as a number that hardly any others have. */
interface Trait {
  readonly what: string
  chosen: number
  rest: number
  members: number
  /** How many bounds were tried to find it. */
  tries: number
}

interface NumberOfSpan {
  readonly value: number
  readonly index: number
  readonly isChosen: boolean
}

class Traits {
  readonly #store: ColumnStore
  readonly #facts: SpanFacts
  readonly #traits = new Map<string, Trait>()
  readonly #numbers = new Map<string, NumberOfSpan[]>()

  constructor(store: ColumnStore) {
    this.#store = store
    this.#facts = new SpanFacts(store)
  }

  /** @param index tells the spans apart */
  look(row: number, index: number, isChosen: boolean): void {
    const seen = new Set<string>()
    const numbers = new Map<string, number>()
    const tell = (what: string) => seen.add(what)
    const fieldsOf = (span: number) => {
      const service = this.#facts.service(span)
      this.#facts.eachField(span, (field) => this.#field(service, field, tell, numbers))
    }
    for (let above = this.#facts.parent(row); above >= 0; above = this.#facts.parent(above)) {
      fieldsOf(above)
    }
    for (const span of this.#subtree(row)) {
      const service = this.#facts.service(span)
      fieldsOf(span)
      if (span !== row) {
        tell(`a span of ${visibleText(service)}`)
        tell(`a span of ${visibleText(service)}: ${visibleText(this.#facts.name(span))}`)
      }
      if (this.#facts.hasFailed(span) && span !== row)
        tell(`a failed span of ${visibleText(service)}`)
      for (const line of this.#store.linesOf(span)) tell(`a line: ${this.#templateOf(line)}`)
    }
    for (const what of seen) this.#count(what, index, isChosen)
    for (const [name, value] of numbers) {
      const list = this.#numbers.get(name) ?? []
      list.push({ value, index, isChosen })
      this.#numbers.set(name, list)
    }
  }

  all(): Trait[] {
    for (const [name, list] of this.#numbers) this.#bound(name, list)
    return [...this.#traits.values()]
  }

  #field(
    service: string,
    field: number,
    tell: (what: string) => void,
    numbers: Map<string, number>,
  ): void {
    const { fields } = this.#store.rows
    const name = `${visibleText(service)}: ${visibleText(this.#facts.text(fields.nameText(field)))}`
    const value = fields.value(field)
    tell(`${name} = ${valueText(value)}`)
    // Of several spans in one trace the largest number counts.
    if (typeof value === 'number') numbers.set(name, Math.max(value, numbers.get(name) ?? value))
  }

  /** Without recursion, and not without end. */
  *#subtree(row: number): Generator<number> {
    const waiting = [row]
    for (let told = 0; told < OF_A_TRACE; told++) {
      const next = waiting.pop()
      if (next === undefined) return
      yield next
      waiting.push(...this.#store.childrenOf(next).slice(0, OF_A_TRACE))
    }
  }

  #templateOf(line: number): string {
    const { lines, lineOrigins } = this.#store.rows
    const { origin, message, more } = lines.table.columns
    const isLogged = lineOrigins.isLogged(origin[line] as number)
    return visibleText(this.#facts.text((isLogged ? more : message)[line] as number))
  }

  /** Counts the spans whose number is not below a bound: the one that tells the sets apart best. */
  #bound(name: string, list: readonly NumberOfSpan[]): void {
    const sorted = list.toSorted((a, b) => b.value - a.value)
    const values = new Set(sorted.map(({ value }) => value))
    if (values.size <= FEW_VALUES) return
    const all = sorted.filter(({ isChosen }) => isChosen).length
    const others = sorted.length - all
    let [best, bestGap, chosen] = [0, 0, 0]
    sorted.forEach(({ value, isChosen }, index) => {
      if (isChosen) chosen++
      if (sorted[index + 1]?.value === value) return
      const gap = Math.abs(chosen / Math.max(all, 1) - (index + 1 - chosen) / Math.max(others, 1))
      if (gap > bestGap) [best, bestGap] = [index + 1, gap]
    })
    const what = `${name} ≥ ${sorted[best - 1]?.value}`
    for (const { index, isChosen } of sorted.slice(0, best)) this.#count(what, index, isChosen)
    const trait = this.#traits.get(what)
    if (trait) trait.tries = values.size
  }

  #count(what: string, index: number, isChosen: boolean): void {
    let trait = this.#traits.get(what)
    if (!trait) {
      trait = { what, chosen: 0, rest: 0, members: 0, tries: 1 }
      this.#traits.set(what, trait)
    }
    if (isChosen) trait.chosen++
    else trait.rest++
    trait.members = (trait.members + scattered(index)) % 2 ** 52
  }
}

function rank(traits: readonly Trait[], chosen: number, rest: number): Difference[] {
  const unequal = traits.filter((trait) => trait.chosen * rest !== trait.rest * chosen)
  const groups = Map.groupBy(unequal, ({ members, chosen, rest }) => `${chosen} ${rest} ${members}`)
  const tries = [...groups.values()].reduce((sum, group) => sum + triesOf(group), 0)
  return [...groups.values()]
    .map((group) => {
      const [first, ...same] = group.toSorted((a, b) => a.tries - b.tries) as [Trait, ...Trait[]]
      const chance = chanceOfDifference(first.chosen, chosen, first.rest, rest)
      return {
        what: first.what,
        same: same.map(({ what }) => what),
        chosen: first.chosen,
        rest: first.rest,
        gap: first.chosen / chosen - first.rest / rest,
        mayBeChance: chance * tries > SURPRISE,
      }
    })
    .sort(
      (a, b) =>
        Number(a.mayBeChance) - Number(b.mayBeChance) ||
        Math.abs(b.gap) - Math.abs(a.gap) ||
        b.gap - a.gap,
    )
}

function triesOf(group: readonly Trait[]): number {
  return Math.min(...group.map(({ tries }) => tries))
}

/** So many of them at most, from the beginning to the end. */
function evenly(rows: readonly number[]): readonly number[] {
  if (rows.length <= LOOKED_AT) return rows
  return Array.from(
    { length: LOOKED_AT },
    (_, index) => rows[Math.floor((index * rows.length) / LOOKED_AT)] as number,
  )
}

/** A number for a number, so that sums of some are hardly ever equal to sums of others. */
function scattered(index: number): number {
  let [high, low] = [Math.imul(index + 1, 0x9e3779b1), Math.imul(index + 1, 0x85ebca6b)]
  high = Math.imul(high ^ (high >>> 15), 0x2c1b3c6d)
  low = Math.imul(low ^ (low >>> 13), 0xc2b2ae35)
  return ((high ^ (high >>> 12)) >>> 12) * 2 ** 32 + ((low ^ (low >>> 16)) >>> 0)
}

/** Long values are told by their beginning. Characters. */
const LONGEST = 60

function valueText(value: FieldValue): string {
  const text = visibleText(typeof value === 'string' ? value : JSON.stringify(value))
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text
}

/** `bank: region = north: 12 of 12 (100 %), elsewhere 3 of 90 (3.3 %)`. */
export function differenceText(
  { what, same, chosen, rest }: Difference,
  all: Pick<WhatDiffers, 'chosen' | 'rest'>,
): string {
  const more = same.length === 0 ? '' : ` (and ${same.length.toLocaleString('en')} more alike)`
  return `${what}${more}: ${sharesText({ chosen, rest }, all)}`
}

export function sharesText(
  { chosen, rest }: Pick<Difference, 'chosen' | 'rest'>,
  all: Pick<WhatDiffers, 'chosen' | 'rest'>,
): string {
  const of = (part: number, whole: number) =>
    `${part.toLocaleString('en')} of ${whole.toLocaleString('en')} (${partText(part, whole)})`
  return `${of(chosen, all.chosen)}, elsewhere ${of(rest, all.rest)}`
}
