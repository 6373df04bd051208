/**
 * A flame is many traces, or one, merged by path: spans that do the same under parents that do the same are one frame, with the
 * time of all of them. What is wide took long.
 */

import type { ColumnStore } from '../trace-data/column-store.ts'
import { endOf } from './critical-path.ts'
import { durationText } from './duration-text.ts'
import { countText } from './run-text.ts'
import { selfTimes } from './self-time.ts'
import type { SpanTree } from './span-tree.ts'
import { treeIndent } from './tree-indent.ts'
import { visibleText } from './visible-text.ts'
import { hasFailed } from './waterfall-row.ts'

export interface Frame {
  readonly name: string
  readonly service: string
  /** 0 for a root. */
  readonly depth: number
  /** The number of the frame under which it stands; −1 for a root. */
  readonly parent: number
  /** Numbers of the frames that stand under it, in the order in which they first came. */
  readonly children: readonly number[]
  /** How many spans are merged in it, and how many of them have failed. */
  readonly count: number
  readonly failed: number
  /** The durations of all its spans together. Microseconds. */
  readonly total: number
  /** The part of that in which no child went on. Microseconds. */
  readonly own: number
  /** Its own time and that of all frames under it: how wide it is. Of children at once more than their parent took. Microseconds. */
  readonly work: number
  /** The row of the span that took longest. */
  readonly longest: number
}

type FrameToBe = { -readonly [Key in keyof Frame]: Frame[Key] } & {
  readonly children: number[]
  longestTook: number
  /** By what they do. */
  readonly known: Map<string, number>
}

export interface Flame {
  /** Parents stand before their children. */
  readonly frames: readonly Frame[]
  readonly roots: readonly number[]
  /** The work of all. Microseconds. */
  readonly work: number
}

/**
 * Merges traces by path.
 * @param roots places in the tree
 * @param until when those end that have not ended, in microseconds since the Unix epoch
 */
export function flame(
  store: ColumnStore,
  tree: SpanTree,
  roots: Iterable<number>,
  until: number,
): Flame {
  const { spans, spanOrigins, texts } = store.rows
  const own = selfTimes(tree, spans, until)
  const { name, origin } = spans.table.columns
  const frames: FrameToBe[] = []
  const rootsByName = new Map<string, number>()
  const rootFrames: number[] = []
  /** The frames above a span, by depth. */
  const above: number[] = []
  for (const root of roots) {
    const after = root + tree.size(root)
    for (let place = root; place < after; place++) {
      const row = tree.row(place)
      const depth = tree.depth(place) - tree.depth(root)
      const parent = depth === 0 ? -1 : (above[depth - 1] as number)
      const service = spanOrigins.service(origin[row] as number)
      const text = texts.text(name[row] as number)
      const [known, siblings] =
        parent < 0
          ? [rootsByName, rootFrames]
          : [frames[parent]?.known as Map<string, number>, frames[parent]?.children as number[]]
      const key = `${service}\0${text}`
      let number = known.get(key)
      if (number === undefined) {
        number = frames.push(newFrame(text, service, depth, parent)) - 1
        known.set(key, number)
        siblings.push(number)
      }
      above[depth] = number
      addSpan(frames[number] as FrameToBe, store, row, own[row] as number, until)
    }
  }
  return { frames, roots: rootFrames, work: addUp(frames) }
}

function newFrame(name: string, service: string, depth: number, parent: number): FrameToBe {
  return {
    name: visibleText(name),
    service,
    depth,
    parent,
    children: [],
    known: new Map(),
    count: 0,
    failed: 0,
    total: 0,
    own: 0,
    work: 0,
    longest: -1,
    longestTook: -1,
  }
}

function addSpan(
  frame: FrameToBe,
  store: ColumnStore,
  row: number,
  own: number,
  until: number,
): void {
  const { spans } = store.rows
  const took = endOf(spans, row, until) - spans.start(row)
  frame.count++
  frame.total += took
  frame.own += own
  if (hasFailed(store, row)) frame.failed++
  if (took <= frame.longestTook) return
  frame.longest = row
  frame.longestTook = took
}

/** From the leaves to the roots. @returns the work of all */
function addUp(frames: readonly FrameToBe[]): number {
  let all = 0
  for (let number = frames.length - 1; number >= 0; number--) {
    const frame = frames[number] as FrameToBe
    frame.work += frame.own
    const parent = frames[frame.parent]
    if (parent) parent.work += frame.work
    else all += frame.work
  }
  return all
}

/** A frame on its place: 0 to 1 from left to right. */
export interface PlacedFrame {
  readonly number: number
  readonly from: number
  readonly to: number
  /** In which row it stands: 0 is at the top. */
  readonly level: number
  /** It stands above the frame that is looked at closely. */
  readonly isAbove: boolean
}

export interface FlameLayout {
  readonly frames: readonly PlacedFrame[]
  readonly levels: number
  /** How many frames are too narrow to be seen, or too deep down. */
  readonly unseen: number
}

/**
 * Lays out the frames that can be seen.
 * @param zoomed the frame that takes the whole width, with those under it; all roots share it if absent
 * @param narrowest how wide a frame has to be, as a part of the whole width
 * @param deepest how many levels are laid out
 */
export function layOutFlame(
  { frames, roots, work }: Flame,
  zoomed: number | undefined,
  narrowest: number,
  deepest: number,
): FlameLayout {
  const placed: PlacedFrame[] = []
  const above = zoomed === undefined ? [] : framesAbove(frames, zoomed)
  for (const [level, number] of above.entries()) {
    placed.push({ number, from: 0, to: 1, level, isAbove: true })
  }
  const whole = zoomed === undefined ? work : (frames[zoomed]?.work ?? 0)
  let levels = above.length
  let reached = 0
  // From left to right, without recursion: traces can be very deep.
  const waiting: PlacedFrame[] = []
  const wait = (numbers: readonly number[], left: number, level: number) => {
    let from = left
    for (const number of numbers) {
      const to = from + ((frames[number]?.work as number) / whole || 0)
      waiting.push({ number, from, to, level, isAbove: false })
      from = to
    }
  }
  if (zoomed === undefined) wait(roots, 0, 0)
  else waiting.push({ number: zoomed, from: 0, to: 1, level: above.length, isAbove: false })
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    if (next.to - next.from < narrowest || next.level >= deepest + above.length) continue
    placed.push(next)
    reached++
    levels = Math.max(levels, next.level + 1)
    wait(frames[next.number]?.children as readonly number[], next.from, next.level + 1)
  }
  placed.sort((a, b) => a.level - b.level || a.from - b.from || a.to - b.to)
  return { frames: placed, levels, unseen: framesUnder(frames, roots, zoomed) - reached }
}

/** From the root down, without the frame itself. */
function framesAbove(frames: readonly Frame[], number: number): number[] {
  const above: number[] = []
  for (let at = frames[number]?.parent ?? -1; at >= 0; at = frames[at]?.parent ?? -1) above.push(at)
  return above.reverse()
}

function framesUnder(
  frames: readonly Frame[],
  roots: readonly number[],
  zoomed: number | undefined,
): number {
  let count = 0
  const waiting = zoomed === undefined ? [...roots] : [zoomed]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    count++
    for (const child of frames[next]?.children ?? []) waiting.push(child)
  }
  return count
}

export interface FoundFrames {
  readonly has: (number: number) => boolean
  readonly count: number
  /** Their part of the work of all, 0 to 1; what is found under another one that is found counts once. */
  readonly share: number
}

/** Frames whose name or service contains a text, in capitals or not. */
export function findFrames({ frames, work }: Flame, text: string): FoundFrames {
  const wanted = text.toLowerCase()
  const found = new Set<number>()
  /** Is it found, or anything above it? */
  const covered = new Uint8Array(frames.length)
  let sum = 0
  for (const [number, { name, service, parent, work: ofFrame }] of frames.entries()) {
    const isIn = name.toLowerCase().includes(wanted) || service.toLowerCase().includes(wanted)
    const isUnder = parent >= 0 && covered[parent] === 1
    if (isIn) found.add(number)
    if (isIn && !isUnder) sum += ofFrame
    covered[number] = isIn || isUnder ? 1 : 0
  }
  return { has: (number) => found.has(number), count: found.size, share: work > 0 ? sum / work : 0 }
}

/** A frame in words: `3 spans, 33 ms in all, 12 ms of it its own`. */
export function frameText({ count, failed, total, own }: Frame): string {
  const parts = [
    countText(count, 'span'),
    `${durationText(total)} in all`,
    own === total ? 'all of it its own' : `${durationText(own)} of it its own`,
  ]
  if (failed > 0) parts.push(`${failed.toLocaleString('en')} failed`)
  return parts.join(', ')
}

/** Longer texts nobody reads. Frames. */
const MOST_ROWS = 2_000

/** A flame as plain text, two spaces for each step down. */
export function flameText({ frames, roots }: Flame): string {
  const rows: string[] = []
  const waiting = [...roots].reverse()
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (rows.length === MOST_ROWS) {
      rows.push(`… and ${(frames.length - MOST_ROWS).toLocaleString('en')} more`)
      break
    }
    const frame = frames[next] as Frame
    const who = `${visibleText(frame.service)}: ${frame.name}`
    rows.push(`${treeIndent(frame.depth)}${who} — ${frameText(frame)}`)
    waiting.push(...frame.children.toReversed())
  }
  return rows.join('\n')
}
