/** Plain keys are what keys and changes mean in a plain editor. */

import type { ChangeKind } from './text-history.ts'

export type PlainAction = 'run' | 'undo' | 'redo' | 'in' | 'out' | 'leave'

type Key = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'altKey' | 'ctrlKey' | 'metaKey'>

/**
 * What a key means; the browser knows what to do with all others.
 * @param indents whether Tab indents: only with rows selected, so that nobody is caught in the field
 */
export function plainActionOf(event: Key, indents: boolean): PlainAction | undefined {
  const { key, shiftKey, altKey } = event
  const isCommand = (event.ctrlKey || event.metaKey) && !altKey
  if (isCommand && key === 'Enter') return 'run'
  if (isCommand && key.toLowerCase() === 'z') return shiftKey ? 'redo' : 'undo'
  if (isCommand && key.toLowerCase() === 'y') return 'redo'
  if (key === 'Tab' && indents && !isCommand && !altKey) return shiftKey ? 'out' : 'in'
  if (key === 'Escape') return 'leave'
  return undefined
}

type Input = Pick<InputEvent, 'inputType' | 'data'>

/** How a change counts for undo: a space ends a word, and so a step. */
export function changeKindOf({ inputType, data }: Input): ChangeKind {
  if (inputType.startsWith('delete')) return 'delete'
  if (inputType !== 'insertText' && inputType !== 'insertCompositionText') return 'other'
  return data === ' ' ? 'other' : 'insert'
}

const STRAIGHT: ReadonlyMap<string, string> = new Map([
  ['‘', "'"],
  ['’', "'"],
  ['“', '"'],
  ['”', '"'],
])

/** The quote that was meant: phones turn quotes that are typed into curly ones, which no program understands. */
export function straightQuote({ inputType, data }: Input): string | undefined {
  return inputType === 'insertText' && data !== null ? STRAIGHT.get(data) : undefined
}
