/** The shop's settings are what a lesson can turn: how slow the bank is, and how patient payments are with it. */

export interface ShopSettings {
  /** Half of the bank's answers take longer than this. Milliseconds, more than 0. */
  readonly bankMedian: number
  /** How much the bank's answers vary: 0.3 is calm, 1 is wild. At least 0. */
  readonly bankSpread: number
  /** How long payments waits for the bank before it gives up. Milliseconds, more than 0. */
  readonly patience: number
  /** How often payments asks the bank before it tells the customer no. A whole number, 1 or more. */
  readonly attempts: number
}

const CALM_DAY: ShopSettings = { bankMedian: 60, bankSpread: 0.3, patience: 400, attempts: 2 }

/** What holds for each setting. */
const RULES: {
  [Name in keyof ShopSettings]: readonly [holds: (value: number) => boolean, rule: string]
} = {
  bankMedian: [(value) => value > 0, 'is milliseconds, more than 0'],
  bankSpread: [(value) => value >= 0, 'is 0 or more'],
  patience: [(value) => value > 0, 'is milliseconds, more than 0'],
  attempts: [(value) => Number.isInteger(value) && value >= 1, 'is a whole number, 1 or more'],
}

/**
 * All settings: a calm day's, but for those that are given.
 * @throws RangeError if a setting is unknown or out of its range
 */
export function completeSettings(given: Partial<ShopSettings>): ShopSettings {
  for (const [name, value] of Object.entries(given)) {
    const known = RULES[name as keyof ShopSettings]
    if (!known) {
      const names = Object.keys(RULES).join(', ')
      throw new RangeError(`openShop(): there is no setting “${name}”. There are: ${names}.`)
    }
    const [holds, rule] = known
    if (!Number.isFinite(value) || !holds(value)) {
      throw new RangeError(`openShop(): ${name} ${rule}; it was ${String(value)}.`)
    }
  }
  return { ...CALM_DAY, ...given }
}
