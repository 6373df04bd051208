/** A declared dial is something that the code of a cell lets its reader turn: a slider, a switch or a choice. */

/** What a dial can stand at. */
export type DialValue = number | boolean | string

/** What dials are set to, by name. */
export type DialValues = Readonly<Record<string, DialValue>>

interface AnyDial<Value> {
  readonly name: string
  /** Where the code has put it. */
  readonly declared: Value
  /** Where it stood in the run. */
  readonly value: Value
}

/** A slider. */
export interface RangeDial extends AnyDial<number> {
  readonly kind: 'range'
  readonly from: number
  readonly to: number
  readonly step: number
  /** What stands behind its number; may be empty. */
  readonly unit: string
}

export interface SwitchDial extends AnyDial<boolean> {
  readonly kind: 'switch'
}

export interface ChoiceDial extends AnyDial<string> {
  readonly kind: 'choice'
  readonly of: readonly string[]
}

export type DeclaredDial = RangeDial | SwitchDial | ChoiceDial

/** More would be a control room. */
export const MAX_DIALS = 32
/** Options of one choice. */
export const MAX_OPTIONS = 32
/** UTF-16 code units. */
export const MAX_OPTION_TEXT = 80
/** UTF-16 code units. */
export const MAX_UNIT_TEXT = 20
/** A slider with more steps could not be turned to one of them. */
export const MAX_STEPS = 1_000_000

/** What a number may be away from a step: a part of the step, for what binary fractions leave over. */
const NEXT_TO = 1e-6

/** Names stand in addresses and on command lines. What every object has is no name. */
export function isDialName(name: unknown): name is string {
  return (
    typeof name === 'string' &&
    /^[a-z][A-Za-z0-9-]{0,39}$/.test(name) &&
    !(name in Object.prototype)
  )
}

/** Can a reader see all of this text, and a link carry it? No control characters, no halves of pairs. */
export function isDialText(text: unknown, most: number): text is string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: These are what is looked for.
  return typeof text === 'string' && text.length <= most && !/[\0-\x1f\x7f-\x9f]|\p{Cs}/u.test(text)
}

/** How many whole steps there are from one end of a slider to the other. */
export function stepCount({ from, to, step }: Pick<RangeDial, 'from' | 'to' | 'step'>): number {
  return Math.floor((to - from) / step + NEXT_TO)
}

/** Is it one of the steps of a slider? */
export function isOnStep(
  { from, to, step }: Pick<RangeDial, 'from' | 'to' | 'step'>,
  value: number,
): boolean {
  const steps = (value - from) / step
  return value >= from && value <= to && Math.abs(steps - Math.round(steps)) < NEXT_TO
}

/**
 * The value that a dial takes if it is set to something; a text that says the value is as good as the value, because a
 * command line knows nothing else.
 * @returns nothing if the dial can't be set to that
 */
export function settingOf(dial: DeclaredDial, set: DialValue): DialValue | undefined {
  switch (dial.kind) {
    case 'range': {
      const number = typeof set === 'string' && /^-?[\d.]+$/.test(set) ? Number(set) : set
      return typeof number === 'number' && isOnStep(dial, number) ? number : undefined
    }
    case 'switch':
      if (typeof set === 'boolean') return set
      return set === 'true' ? true : set === 'false' ? false : undefined
    case 'choice':
      return dial.of.find((option) => option === set)
  }
}

/** What a dial can be set to, in words: `10 to 500 in steps of 10`. */
export function settingsText(dial: DeclaredDial): string {
  switch (dial.kind) {
    case 'range':
      return `${dial.from} to ${dial.to} in steps of ${dial.step}`
    case 'switch':
      return 'true or false'
    case 'choice':
      return dial.of.map((option) => `“${option}”`).join(', ')
  }
}
