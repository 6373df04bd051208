/** The undo trail is what stood in an editor before, step by step: with it a reader can undo also after a reload. */

/** So many texts are kept. */
const TRAIL_LENGTH = 100
/** What was put in by all kept steps together: as much as the largest source that compiles. Characters. */
const TRAIL_SIZE = 64 * 1024

/** The trail as it is stored: the oldest text, and what was changed in it again and again. */
export interface PackedTrail {
  readonly first: string
  readonly steps: readonly TrailStep[]
}

/** From a place on, so many characters were replaced by others. */
type TrailStep = readonly [at: number, removed: number, inserted: string]

/** The trail with one more text at its end. Nothing changes if the text is there already. */
export function extendTrail(texts: readonly string[], text: string): readonly string[] {
  return texts.at(-1) === text ? texts : [...texts, text].slice(-TRAIL_LENGTH)
}

/** @param texts oldest first, at least one. Old ones that would take too much room are left out. */
export function packTrail(texts: readonly string[]): PackedTrail {
  const steps: TrailStep[] = []
  let size = 0
  let oldest = texts.length - 1
  for (; oldest > 0; oldest--) {
    const step = stepBetween(texts[oldest - 1] as string, texts[oldest] as string)
    size += step[2].length
    if (size > TRAIL_SIZE) break
    steps.push(step)
  }
  return { first: texts[oldest] ?? '', steps: steps.reverse() }
}

/** The texts of a trail, oldest first; none if it is not one. */
export function unpackTrail(packed: unknown): readonly string[] {
  if (typeof packed !== 'object' || packed === null) return []
  const { first, steps } = packed as Partial<Record<keyof PackedTrail, unknown>>
  if (typeof first !== 'string' || !Array.isArray(steps) || steps.length >= TRAIL_LENGTH) return []
  const texts = [first]
  let text = first
  for (const step of steps) {
    if (!isStep(step)) return []
    const [at, removed, inserted] = step
    // Places outside of the text could make it grow without bounds.
    if (at < 0 || removed < 0 || at + removed > text.length) return []
    text = text.slice(0, at) + inserted + text.slice(at + removed)
    texts.push(text)
  }
  return texts
}

function isStep(value: unknown): value is TrailStep {
  if (!Array.isArray(value)) return false
  const [at, removed, inserted] = value
  return Number.isInteger(at) && Number.isInteger(removed) && typeof inserted === 'string'
}

function stepBetween(before: string, after: string): TrailStep {
  const shorter = Math.min(before.length, after.length)
  let head = 0
  while (head < shorter && before[head] === after[head]) head++
  let tail = 0
  while (
    tail < shorter - head &&
    before[before.length - 1 - tail] === after[after.length - 1 - tail]
  ) {
    tail++
  }
  return [head, before.length - head - tail, after.slice(head, after.length - tail)]
}
