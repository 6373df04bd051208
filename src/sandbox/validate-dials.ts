/** Validating dials means to build anew what a program says that its reader can turn, and to believe only what fits together. */

import {
  type DeclaredDial,
  type DialValue,
  isDialName,
  isDialText,
  isOnStep,
  MAX_DIALS,
  MAX_OPTION_TEXT,
  MAX_OPTIONS,
  MAX_STEPS,
  MAX_UNIT_TEXT,
  stepCount,
} from '../simulation/dials/declared-dial.ts'
import { flag, NotPlain, oneOf, record } from './plain-event.ts'

const KINDS = ['range', 'switch', 'choice'] as const

/** @throws NotPlain if these are not dials that an honest program has declared */
export function validateDials(value: unknown): DeclaredDial[] {
  const dials = listOf(value, MAX_DIALS, 'dials').map(declaredDial)
  if (new Set(dials.map(({ name }) => name)).size < dials.length) {
    throw new NotPlain('two of its dials have one name')
  }
  return dials
}

/** No option is as long: what a link sets may be of other code. UTF-16 code units. */
const MAX_SETTING_TEXT = 200

/** Is there a dial that can be called so and be set to that? What links bring may be anything. */
export function isSetting(name: unknown, value: unknown): value is DialValue {
  if (!isDialName(name)) return false
  if (typeof value === 'number') return Number.isFinite(value)
  return typeof value === 'boolean' || isDialText(value, MAX_SETTING_TEXT)
}

function declaredDial(value: unknown): DeclaredDial {
  const given = record(value, 'dial')
  const { name } = given
  if (!isDialName(name)) throw new NotPlain('its dial has no name')
  const kind = oneOf(KINDS, given.kind, 'kind of dial')
  switch (kind) {
    case 'range': {
      const range = {
        from: finite(given.from),
        to: finite(given.to),
        step: finite(given.step),
      }
      const { from, to, step } = range
      const steps = stepCount(range)
      if (!(from < to && step > 0 && steps >= 1 && steps <= MAX_STEPS)) {
        throw new NotPlain('its dial has no range')
      }
      const place = (number: unknown) => {
        const at = finite(number)
        if (!isOnStep(range, at)) throw new NotPlain('its dial stands beside its range')
        return at
      }
      const unit = text(given.unit, MAX_UNIT_TEXT)
      return {
        kind,
        name,
        declared: place(given.declared),
        value: place(given.value),
        ...range,
        unit,
      }
    }
    case 'switch': {
      const [declared, value] = [given.declared, given.value].map((at) => flag(at, 'switch'))
      return { kind, name, declared: declared as boolean, value: value as boolean }
    }
    case 'choice': {
      const of = listOf(given.of, MAX_OPTIONS, 'options').map((option) =>
        text(option, MAX_OPTION_TEXT),
      )
      if (of.length < 2 || of.includes('') || new Set(of).size < of.length) {
        throw new NotPlain('its dial leaves no choice')
      }
      const option = (at: unknown) => oneOf(of, at, 'choice')
      return { kind, name, declared: option(given.declared), value: option(given.value), of }
    }
  }
}

function finite(value: unknown): number {
  if (typeof value === 'number' && Number.isFinite(value)) return value + 0
  throw new NotPlain('its dial has no numbers')
}

function text(value: unknown, most: number): string {
  if (isDialText(value, most)) return value
  throw new NotPlain('its dial has a text that cannot be shown')
}

/** A list without gaps. */
function listOf(value: unknown, most: number, part: string): unknown[] {
  if (Array.isArray(value) && value.length <= most) return Array.from(value)
  throw new NotPlain(`its ${part} are not a list, or too many`)
}
