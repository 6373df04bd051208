/** Dropped text is what a run said and a reader does not see: how much of what, and why. */

import { countText } from './run-text.ts'

/** What was counted; see `sandbox/protocol.ts`. */
interface Counts {
  readonly records: number
  readonly spans: number
  readonly changes: number
  readonly refused: number
  readonly cut: number
}

/** @returns nothing if all of it is there */
export function droppedText({ records, spans, changes, refused, cut }: Counts): string | undefined {
  const late = [
    records > 0 && countText(records, 'more line'),
    spans > 0 && countText(spans, 'more span'),
    changes > 0 && countText(changes, 'more attribute'),
  ].filter((part) => part !== false)
  const sentences = [
    late.length > 0 && `${late.join(', ')} came after the limit and ${were(late)} dropped.`,
    refused > 0 &&
      `${countText(refused, 'thing')} made no sense and ${refused === 1 ? 'was' : 'were'} left out; the log says why.`,
    cut > 0 &&
      `${countText(cut, 'value')} ${cut === 1 ? 'was' : 'were'} too large and ${cut === 1 ? 'was' : 'were'} cut.`,
  ].filter((sentence) => sentence !== false)
  return sentences.length > 0 ? sentences.join(' ') : undefined
}

function were(parts: readonly string[]): string {
  return parts.length === 1 && parts[0]?.startsWith('1 ') ? 'was' : 'were'
}
