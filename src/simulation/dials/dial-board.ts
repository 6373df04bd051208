/** A dial board holds the dials of one run: what its code has declared, and what its reader has set. */

import {
  type DeclaredDial,
  type DialValue,
  type DialValues,
  MAX_DIALS,
  settingOf,
} from './declared-dial.ts'

export class DialBoard {
  readonly #set: ReadonlyMap<string, DialValue>
  readonly #onDeclared: (dials: readonly DeclaredDial[]) => void
  readonly #declared = new Map<string, DeclaredDial>()

  /**
   * @param set what the reader has set, by name. What a dial can't be set to is passed over
   * @param onDeclared hears of all dials each time that there is another one
   */
  constructor(
    set: DialValues = {},
    onDeclared: (dials: readonly DeclaredDial[]) => void = () => {},
  ) {
    this.#set = new Map(Object.entries(set))
    this.#onDeclared = onDeclared
  }

  /**
   * @returns where the dial stands
   * @throws RangeError if there are too many, or another one has this name
   */
  declare(declared: DeclaredDial): DialValue {
    const { name } = declared
    const known = this.#declared.get(name)
    if (known) {
      if (declarationOf(known) === declarationOf(declared)) return known.value
      throw new RangeError(
        `dial('${name}'): there is another dial of this name, with other values. Give one of them another name.`,
      )
    }
    if (this.#declared.size >= MAX_DIALS) {
      throw new RangeError(`dial('${name}'): a run has at most ${MAX_DIALS} dials.`)
    }
    const set = this.#set.get(name)
    const value = set === undefined ? undefined : settingOf(declared, set)
    const dial = { ...declared, value: value ?? declared.declared } as DeclaredDial
    this.#declared.set(name, dial)
    this.#onDeclared([...this.#declared.values()])
    return dial.value
  }
}

/** All but where it stands. */
function declarationOf(dial: DeclaredDial): string {
  return JSON.stringify({ ...dial, value: dial.declared })
}
