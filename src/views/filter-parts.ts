/** Filter parts are what a filter asks for, in words, where no control of its own shows it: a trace, a field, a stretch of time. */

import type { ColumnStore } from '../trace-data/column-store.ts'
import { offsetText } from './duration-text.ts'
import { lineTypeText } from './line-gravity.ts'
import { traceTitle } from './line-groups.ts'
import type { RunFilter } from './run-filter.ts'
import type { TimeAxis } from './time-axis.ts'
import { visibleText } from './visible-text.ts'

export interface FilterPart {
  readonly text: string
  /** The change by which the filter loses it. */
  readonly without: Partial<RunFilter>
}

export function filterParts(filter: RunFilter, store: ColumnStore, axis: TimeAxis): FilterPart[] {
  const { trace, field, from, to } = filter
  const parts: FilterPart[] = []
  if (trace !== undefined) {
    parts.push({ text: `trace ${traceText(store, trace)}`, without: { trace: undefined } })
  }
  if (field) {
    const text = visibleText(`${field.name} = ${field.value}`)
    parts.push({ text, without: { field: undefined } })
  }
  if (from !== undefined || to !== undefined) {
    parts.push({ text: stretchText(from, to, axis), without: { from: undefined, to: undefined } })
  }
  return parts
}

/** All that a filter asks for, in a sentence for those who can't see its controls; nothing if it asks for nothing. */
export function filterNotes(filter: RunFilter, store: ColumnStore, axis: TimeAxis): string[] {
  const { levels, services, targets, text, isPattern } = filter
  const words = [
    ...(levels ? [`level ${choiceText([...levels].map(lineTypeText))}`] : []),
    ...(services ? [`service ${choiceText([...services])}`] : []),
    ...(targets ? [`target ${choiceText([...targets])}`] : []),
    ...(text ? [isPattern ? `what matches /${visibleText(text)}/` : `“${visibleText(text)}”`] : []),
    ...filterParts(filter, store, axis).map((part) => part.text),
  ]
  return words.length === 0 ? [] : [`Filtered: ${words.join('; ')}.`]
}

function choiceText(choices: readonly string[]): string {
  return choices.map(visibleText).join(' or ')
}

/** `checkout 0af76519`: enough to tell traces of one run apart. */
export function traceText(store: ColumnStore, trace: number): string {
  if (trace >= store.traceCount) return 'that is not in this run'
  const id = store.traceId(trace).slice(0, 8)
  const title = traceTitle(store, trace)
  return visibleText(title === undefined ? id : `${title} ${id}`)
}

/** `12.0 to 24.0 ms`, counted from the beginning of the axis. */
export function stretchText(
  from: number | undefined,
  to: number | undefined,
  axis: TimeAxis,
): string {
  const text = (time: number) => offsetText(time - axis.from)
  if (from === undefined) return `before ${text(to ?? axis.to)} ms`
  return to === undefined ? `from ${text(from)} ms on` : `${text(from)} to ${text(to)} ms`
}
