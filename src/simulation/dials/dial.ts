/** `dial()` is how the code of a cell gives its reader something to turn. */

import { textOf } from '../../telemetry/field.ts'
import { simulation } from '../simulation.ts'
import {
  type ChoiceDial,
  type DeclaredDial,
  type DialValue,
  isDialName,
  isDialText,
  isOnStep,
  MAX_OPTION_TEXT,
  MAX_OPTIONS,
  MAX_STEPS,
  MAX_UNIT_TEXT,
  type RangeDial,
  stepCount,
} from './declared-dial.ts'

/** A slider: a number of a range. */
export interface RangeSpec {
  /** Where it stands before anybody turns it. */
  readonly value: number
  /** The least. */
  readonly from: number
  /** The most. */
  readonly to: number
  /** From one value to the next. Default: 1. */
  readonly step?: number
  /** What stands behind the number, such as `ms`. */
  readonly unit?: string
}

/** A switch: on or off. */
export interface SwitchSpec {
  /** Where it stands before anybody turns it. */
  readonly value: boolean
}

/** A choice: one of some texts. */
export interface ChoiceSpec<Option extends string> {
  /** Where it stands before anybody turns it. */
  readonly value: NoInfer<Option>
  /** All that there is to choose from. */
  readonly of: readonly Option[]
}

/**
 * Puts a dial beside the output of the cell. Whoever turns it runs the cell again, with another value here.
 *
 * ```ts
 * const delay = dial('bank-delay', { value: 80, from: 10, to: 500, step: 10, unit: 'ms' })
 * const retry = dial('retry', { value: true })
 * const keep = dial('keep', { value: 'all', of: ['all', 'errors', 'one in ten'] })
 * ```
 *
 * When the site is built, and where nobody turns it, it stands where the code has put it. With `npm run lab` it is turned
 * by `--dial bank-delay=300`.
 *
 * @param name what it is called: `bank-delay` is shown as “bank delay”. The same name with the same declaration is the
 * same dial
 * @returns where it stands
 * @throws TypeError if the name is none, or it is not said what there is to turn
 * @throws RangeError if it stands outside of its range or between two steps, its range is empty, its options are not
 * some different texts, its name is that of another dial, or there are 32 already
 */
export function dial(name: string, spec: RangeSpec): number
export function dial(name: string, spec: SwitchSpec): boolean
export function dial<const Option extends string>(name: string, spec: ChoiceSpec<Option>): Option
export function dial(name: string, spec: RangeSpec | SwitchSpec | ChoiceSpec<string>): DialValue {
  return simulation.dials.declare(declaredBy(name, spec))
}

function declaredBy(name: unknown, spec: unknown): DeclaredDial {
  if (!isDialName(name)) {
    throw new TypeError(
      `dial(): ${textOf(name)} is no name for a dial; a name looks like 'bank-delay', has at most 40 letters, digits and hyphens, and begins with a small letter.`,
    )
  }
  const { value, from, to, step, unit, of } = (spec ?? {}) as Partial<
    RangeSpec & ChoiceSpec<string>
  >
  if (of !== undefined) return choice(name, value, of)
  if (from !== undefined || to !== undefined) return range(name, value, { from, to, step, unit })
  if (typeof value === 'boolean') return { kind: 'switch', name, declared: value, value }
  throw new TypeError(
    `${asker(name)}: a dial is a slider, { value: 80, from: 10, to: 500 }, a switch, { value: true }, or a choice, { value: 'all', of: ['all', 'errors'] }.`,
  )
}

type GivenRange = Readonly<Partial<Record<'from' | 'to' | 'step' | 'unit', unknown>>>

function range(name: string, value: unknown, given: GivenRange): RangeDial {
  const refuse = refusal(name)
  const { step = 1, unit = '' } = given
  const number = (part: string, candidate: unknown): number => {
    if (typeof candidate === 'number' && Number.isFinite(candidate)) return candidate
    throw new TypeError(`${asker(name)}: ${part} is a number; it was ${textOf(candidate)}.`)
  }
  const spec = {
    value: number('value', value),
    from: number('from', given.from),
    to: number('to', given.to),
    step: number('step', step),
  }
  if (!isDialText(unit, MAX_UNIT_TEXT)) {
    throw new TypeError(
      `${asker(name)}: unit is a text of at most ${MAX_UNIT_TEXT} characters; it was ${textOf(unit)}.`,
    )
  }
  if (spec.from >= spec.to) {
    throw refuse(`from is less than to; they were ${spec.from} and ${spec.to}.`)
  }
  const steps = stepCount(spec)
  if (!(spec.step > 0 && steps >= 1 && steps <= MAX_STEPS)) {
    throw refuse(
      `step is more than 0, and leads from ${spec.from} to ${spec.to} in at most ${MAX_STEPS.toLocaleString('en')} steps; it was ${spec.step}.`,
    )
  }
  if (spec.value < spec.from || spec.value > spec.to) {
    throw refuse(`value is from ${spec.from} to ${spec.to}; it was ${spec.value}.`)
  }
  if (!isOnStep(spec, spec.value)) {
    throw refuse(
      `value is a step of ${spec.step} from ${spec.from}, such as ${spec.from + spec.step}; it was ${spec.value}.`,
    )
  }
  return { kind: 'range', name, declared: spec.value, ...spec, unit }
}

function choice(name: string, value: unknown, given: unknown): ChoiceDial {
  const refuse = refusal(name)
  if (!Array.isArray(given)) {
    throw new TypeError(`${asker(name)}: of is a list of texts; it was ${textOf(given)}.`)
  }
  const of: unknown[] = [...given]
  if (of.length < 2 || of.length > MAX_OPTIONS) {
    throw refuse(`of has 2 to ${MAX_OPTIONS} options; it had ${of.length}.`)
  }
  for (const [index, option] of of.entries()) {
    if (option === '' || !isDialText(option, MAX_OPTION_TEXT)) {
      throw new TypeError(
        `${asker(name)}: an option is a text of 1 to ${MAX_OPTION_TEXT} characters that can be seen; number ${index + 1} was ${textOf(option)}.`,
      )
    }
    if (of.indexOf(option) < index) throw refuse(`the option ${textOf(option)} is there twice.`)
  }
  const options = of as string[]
  const declared = options.find((option) => option === value)
  if (declared === undefined) {
    throw refuse(
      `value is one of its options, ${options.map(textOf).join(', ')}; it was ${textOf(value)}.`,
    )
  }
  return { kind: 'choice', name, declared, value: declared, of: options }
}

function refusal(name: string): (words: string) => RangeError {
  return (words) => new RangeError(`${asker(name)}: ${words}`)
}

function asker(name: string): string {
  return `dial('${name}')`
}
