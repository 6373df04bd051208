/**
 * A reading is a trace in sentences: who called whom, how long it took, what for, and what went wrong. It tells those who can't see
 * a waterfall what one shows, and those who can, how to read it.
 */

import type { ColumnStore } from '../trace-data/column-store.ts'
import { endOf, waitsOf } from './critical-path.ts'
import { durationText } from './duration-text.ts'
import { countText } from './run-text.ts'
import type { SpanLinks } from './span-links.ts'
import { spanProblemSentences } from './span-notes.ts'
import type { SpanTree } from './span-tree.ts'
import { nowOf, type TimeAxis } from './time-axis.ts'
import { treeIndent } from './tree-indent.ts'
import { visibleText } from './visible-text.ts'
import { hasFailed } from './waterfall-row.ts'

export interface Sentence {
  /** The row of the span that it is about; of several alike, of the first. */
  readonly row: number
  /** 0 for a root. */
  readonly depth: number
  readonly text: string
}

export interface TraceReading {
  readonly sentences: readonly Sentence[]
  /** How many spans nothing was said of. */
  readonly untold: number
}

/** What a reading is made from. */
export interface ReadTrace {
  readonly store: ColumnStore
  readonly tree: SpanTree
  readonly links: SpanLinks
  /** Those that have not ended go on to its end. */
  readonly axis: TimeAxis
}

/** Longer readings nobody reads. */
const MOST_SENTENCES = 60
/** From so many on, spans that do the same are told of together. */
const SEVERAL = 3
/** Who took a smaller share of the time than this was not what it was spent on. */
const WORTH_TELLING = 0.1

/** Spans that stand under one parent and do the same. */
interface Alike {
  /** Places. */
  readonly spans: readonly number[]
  readonly depth: number
  /** The service in which the parent runs; absent for a root. */
  readonly caller: string | undefined
}

/** @param roots the places of its roots, in the order in which they are told of */
export function traceReading(trace: ReadTrace, roots: Iterable<number>): TraceReading {
  const reader = new Reader(trace)
  const sentences: Sentence[] = []
  let spans = 0
  let told = 0
  const waiting: Alike[] = []
  for (const root of roots) {
    spans += trace.tree.size(root)
    waiting.push({ spans: [root], depth: 0, caller: undefined })
  }
  // What comes next stands last.
  waiting.reverse()
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    if (sentences.length === MOST_SENTENCES) break
    const { sentence, covers, children } = reader.tell(next)
    sentences.push(sentence)
    told += covers
    waiting.push(...children.toReversed())
  }
  return { sentences, untold: spans - told }
}

interface Told {
  readonly sentence: Sentence
  /** How many spans it tells of. */
  readonly covers: number
  readonly children: readonly Alike[]
}

class Reader {
  readonly #trace: ReadTrace

  constructor(trace: ReadTrace) {
    this.#trace = trace
  }

  tell(alike: Alike): Told {
    const [first] = alike.spans
    if (first === undefined) throw new RangeError('Nothing can be told of no spans.')
    return alike.spans.length >= SEVERAL ? this.#tellSeveral(alike) : this.#tellOne(first, alike)
  }

  #tellOne(place: number, { depth, caller }: Alike): Told {
    const { tree } = this.#trace
    const row = tree.row(place)
    const answer = this.#answerOf(place)
    const doer = answer ?? place
    const parts = [
      this.#whatHappened(place, doer, answer === undefined ? caller : this.#service(place)),
      this.#whatFor(place, doer),
      this.#failure(answer === undefined ? [place] : [answer, place]),
      ...this.#whatElse(place),
      ...(answer === undefined ? [] : this.#whatElse(answer)),
    ]
    return {
      sentence: { row, depth, text: parts.join('') },
      covers: answer === undefined ? 1 : 2,
      children: this.#childrenOf(doer, depth + 1),
    }
  }

  /** `storefront called pricing 3 times (“price”), for 10 ms to 12 ms each, 33 ms in all.` Their children are not told of. */
  #tellSeveral({ spans, depth, caller }: Alike): Told {
    const { tree } = this.#trace
    const [place] = spans as [number]
    const doer = this.#answerOf(place) ?? place
    const times = spans.map((span) => this.#lengthOf(span))
    const [shortest, longest] = [Math.min(...times), Math.max(...times)].map(durationText)
    const sum = durationText(times.reduce((total, time) => total + time, 0))
    const failed = spans.filter((span) =>
      [span, this.#answerOf(span) ?? span].some((one) =>
        hasFailed(this.#trace.store, tree.row(one)),
      ),
    ).length
    const count = `${spans.length.toLocaleString('en')} times`
    const what = this.#isCall(doer, caller)
      ? `${caller} called ${this.#service(doer)} ${count} (${this.#name(doer)})`
      : `${this.#name(place)} was done ${count}`
    const each = shortest === longest ? `${longest} each` : `${shortest} to ${longest} each`
    const failure =
      failed === 0
        ? ''
        : failed === spans.length
          ? ' All of them failed.'
          : ` ${failed} of them failed.`
    return {
      sentence: { row: tree.row(place), depth, text: `${what}: ${each}, ${sum} in all.${failure}` },
      covers: spans.reduce((sum, span) => sum + tree.size(span), 0),
      children: [],
    }
  }

  #whatHappened(place: number, doer: number, caller: string | undefined): string {
    const { tree } = this.#trace
    const kind = this.#kind(place)
    const [service, name] = [this.#service(doer), this.#name(doer)]
    const [done, verb] = [this.#time(place), this.#verb(place)]
    if (kind === 'producer') return `${service} sent a message, ${name}, in ${done}`
    if (kind === 'consumer') {
      const above = tree.parentPlace(place)
      const after = above < 0 ? '' : ` ${this.#since(above, place)}`
      return `${service} took up a message, ${name},${after} and ${verb} ${done}${verb === 'took' ? ' over it' : ''}`
    }
    if (this.#isCall(doer, caller))
      return `${caller} called ${service} (${name}), which ${verb} ${done}`
    if (kind === 'client') return `${service} called ${name}, which ${verb} ${done}`
    if (caller === undefined && kind === 'server')
      return `${service} was asked for ${name}, which ${verb} ${done}`
    if (caller === undefined) return `${service} did ${name}, which ${verb} ${done}`
    return `${name} ${verb} ${done}`
  }

  /** `, 71 ms of it waiting for the bank.` @param whole the call of which the span is the answer, or the span itself */
  #whatFor(whole: number, place: number): string {
    const { tree, store, axis } = this.#trace
    const length = this.#lengthOf(whole)
    if (tree.size(place) === 1 || length === 0 || this.#kind(place) === 'producer') return '.'
    const waits = new Map<string, number>()
    for (const { row, from, to } of waitsOf(tree, store.rows.spans, place, nowOf(axis))) {
      const who = this.#whoDoes(tree.place(row), this.#service(place))
      waits.set(who, (waits.get(who) ?? 0) + to - from)
    }
    const longest = [...waits]
      .filter(([, time]) => time >= length * WORTH_TELLING)
      .sort(([, a], [, b]) => b - a)
      .slice(0, 2)
    if (longest.length === 0) return ', nearly all of it on its own.'
    const told = longest.map(([who, time], index) =>
      index === 0
        ? `${time === length ? 'all' : durationText(time)} of it waiting for ${who}`
        : `${durationText(time)} for ${who}`,
    )
    return `, ${told.join(' and ')}.`
  }

  /** @param places where to look for it, the one that knows best first */
  #failure(places: readonly number[]): string {
    const { tree, store } = this.#trace
    const failed = places.map((place) => tree.row(place)).filter((row) => hasFailed(store, row))
    const [first] = failed
    if (first === undefined) return ''
    const why = failed
      .map((row) => store.spanRecord(row).status.message)
      .find((message) => message !== undefined && message !== '')
    return why === undefined ? ' It failed.' : ` It failed: ${visibleText(why)}.`
  }

  /** What is odd about it, and what it is linked with. */
  #whatElse(place: number): string[] {
    const { tree, store, axis, links } = this.#trace
    const row = tree.row(place)
    const linked = links.of(row).map(({ direction, row: other }) => {
      if (other < 0) return 'It is linked to a span that is not in this run.'
      const who = `${this.#service(tree.place(other))}’s ${this.#name(tree.place(other))}`
      const where = store.traceOf(other) === store.traceOf(row) ? '' : ', in another trace'
      return direction === 'to'
        ? `It is linked to ${who}${where}.`
        : `It is linked from ${who}${where}.`
    })
    const neverEnded = Number.isNaN(store.rows.spans.end(row))
    const odd = spanProblemSentences(store, row, axis.isGrowing).filter(
      (_, index) => !neverEnded || index > 0,
    )
    return [...linked, ...odd].map((sentence) => ` ${sentence}`)
  }

  /** Siblings that do the same are together, where the first of them stands. */
  #childrenOf(place: number, depth: number): Alike[] {
    const { tree } = this.#trace
    const caller = this.#service(place)
    const after = place + tree.size(place)
    const groups = new Map<string, number[]>()
    for (let child = place + 1; child < after; child += tree.size(child)) {
      const key = JSON.stringify([this.#kind(child), this.#service(child), this.#name(child)])
      const group = groups.get(key)
      if (group) group.push(child)
      else groups.set(key, [child])
    }
    return [...groups.values()].flatMap((spans) =>
      spans.length >= SEVERAL
        ? [{ spans, depth, caller }]
        : spans.map((span) => ({ spans: [span], depth, caller })),
    )
  }

  /** A call is two spans: that of the client, and under it the one of the server that answers. */
  #answerOf(place: number): number | undefined {
    const { tree } = this.#trace
    if (this.#kind(place) !== 'client' || tree.childCount(place) !== 1) return undefined
    const child = place + 1
    const isAnswer = this.#kind(child) === 'server' && this.#service(child) !== this.#service(place)
    return isAnswer ? child : undefined
  }

  #isCall(doer: number, caller: string | undefined): boolean {
    return caller !== undefined && this.#service(doer) !== caller
  }

  /** Who did it, seen from a service: another one, or a part of its own work. */
  #whoDoes(place: number, service: string): string {
    const doer = this.#answerOf(place) ?? place
    const does = this.#service(doer)
    return does === service ? this.#name(doer) : does
  }

  #verb(place: number): string {
    const { store, tree } = this.#trace
    return Number.isNaN(store.rows.spans.end(tree.row(place))) ? 'has' : 'took'
  }

  /** `82 ms`; or `not ended`, as in “has not ended”. */
  #time(place: number): string {
    const { store, tree, axis } = this.#trace
    const row = tree.row(place)
    if (!Number.isNaN(store.rows.spans.end(row))) return durationText(this.#lengthOf(place))
    return axis.isGrowing
      ? `been going on for ${durationText(this.#lengthOf(place))}`
      : 'never ended'
  }

  /** Microseconds. */
  #lengthOf(place: number): number {
    const { store, tree, axis } = this.#trace
    const row = tree.row(place)
    return endOf(store.rows.spans, row, nowOf(axis)) - store.rows.spans.start(row)
  }

  /** `12 ms later` */
  #since(earlier: number, later: number): string {
    const { store, tree } = this.#trace
    const { spans } = store.rows
    const gap = spans.start(tree.row(later)) - spans.start(tree.row(earlier))
    return gap > 0 ? `${durationText(gap)} later` : 'at once'
  }

  #kind(place: number) {
    const { store, tree } = this.#trace
    const { spans, spanOrigins } = store.rows
    return spanOrigins.kind(spans.table.columns.origin[tree.row(place)] as number)
  }

  #service(place: number): string {
    const { store, tree } = this.#trace
    const { spans, spanOrigins } = store.rows
    const service = spanOrigins.service(spans.table.columns.origin[tree.row(place)] as number)
    return visibleText(service)
  }

  #name(place: number): string {
    const { store, tree } = this.#trace
    const { spans, texts } = store.rows
    const name = texts.text(spans.table.columns.name[tree.row(place)] as number)
    return `“${visibleText(name)}”`
  }
}

/** A reading as plain text, two spaces for each step down. */
export function readingText({ sentences, untold }: TraceReading): string {
  return [
    ...sentences.map(({ depth, text }) => treeIndent(depth) + text),
    ...(untold > 0 ? [untoldText(untold)] : []),
  ].join('\n')
}

/** What a reading leaves out, in a sentence. */
export function untoldText(untold: number): string {
  return `There ${untold === 1 ? 'is' : 'are'} ${countText(untold, 'more span')}.`
}
