/** How dials are put into words: their names, where they stand, and what became of a setting. */

import type { UnfitDial } from '../notebook/unfit-dials.ts'
import type { DeclaredDial, DialValue } from '../sandbox/protocol.ts'
import { visibleText } from '../views/visible-text.ts'

/** `bank-delay` → `bank delay`. */
export function dialLabel(name: string): string {
  return name.replaceAll('-', ' ')
}

/** `80 ms`, `on`, `one in ten`. */
export function settingText(value: DialValue, dial?: DeclaredDial): string {
  if (typeof value === 'boolean') return value ? 'on' : 'off'
  const unit = dial?.kind === 'range' && dial.unit !== '' ? `\u00a0${visibleText(dial.unit)}` : ''
  if (typeof value === 'number') return numberText(value) + unit
  return visibleText(value)
}

function numberText(value: number): string {
  return value.toLocaleString('en', { maximumFractionDigits: 9 })
}

export function unfitText({ name, set, dial }: UnfitDial): string {
  const label = `“${dialLabel(name)}”`
  if (!dial) return `${label} is set to ${settingText(set)}, but this run had no such dial.`
  return `${label} is set to ${settingText(set, dial)}, which this code does not offer; it ran with ${settingText(dial.value, dial)}.`
}

/** `bank delay to 300 and retry to off`. */
export function settingsText(settings: readonly (readonly [string, DialValue])[]): string {
  const words = settings.map(([name, value]) => `${dialLabel(name)} to ${settingText(value)}`)
  const last = words.pop()
  return words.length > 0 ? `${words.join(', ')} and ${last}` : `${last}`
}
