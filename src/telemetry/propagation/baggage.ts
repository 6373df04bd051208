/** Baggage is what a request carries for those who serve it: names and values, such as the tenant who pays for it. */

import type { Context } from '../context/context.ts'
import { diagnose } from '../diagnostic.ts'
import { snapshotFields, textOf } from '../field.ts'

/** A remark on an entry, which means something only to those who agreed on it. */
export type BaggageProperty = readonly [name: string, value?: string]

/** @see OpenTelemetry Baggage API; W3C Baggage, §3.3.1.2, “list-member”. */
export interface BaggageEntry {
  readonly value: string
  readonly properties: readonly BaggageProperty[]
}

/** A token of HTTP. @see W3C Baggage, §3.3.1.3, “key”; RFC 9110, §5.6.2, “token”. */
const NAME = /^[!#$%&'*+\-.^_`|~0-9a-z]+$/i

/** Can an entry or a property be called so? */
export function isBaggageName(name: unknown): name is string {
  return typeof name === 'string' && NAME.test(name)
}

/**
 * Immutable. Everybody on the way can read it, so it is no place for secrets; and it is not part of any telemetry until
 * somebody puts it there.
 * @see OpenTelemetry Baggage API; W3C Baggage, §5, “Privacy Considerations”.
 */
export class Baggage {
  static readonly EMPTY = new Baggage(new Map())

  readonly #entries: ReadonlyMap<string, BaggageEntry>

  private constructor(entries: ReadonlyMap<string, BaggageEntry>) {
    this.#entries = entries
  }

  /** @param values names and values, as in {@link Baggage.set} */
  static of(values: object): Baggage {
    return Baggage.from(
      Object.entries(snapshotFields(values)).map(([name, value]) => {
        return [name, { value: textOf(value), properties: [] }]
      }),
    )
  }

  /** @param entries as in {@link Baggage.set}; of those with the same name the last one counts */
  static from(entries: Iterable<readonly [name: string, entry: BaggageEntry]>): Baggage {
    const checked = new Map<string, BaggageEntry>()
    for (const [name, { value, properties }] of entries) {
      const entry = checkedEntry(name, value, properties)
      if (entry) checked.set(name, entry)
    }
    return new Baggage(checked)
  }

  get size(): number {
    return this.#entries.size
  }

  /** The value of an entry. */
  get(name: string): string | undefined {
    return this.#entries.get(name)?.value
  }

  /** An entry with its properties. */
  entry(name: string): BaggageEntry | undefined {
    return this.#entries.get(name)
  }

  /** Names and entries, in the order in which they came. */
  entries(): readonly (readonly [name: string, entry: BaggageEntry])[] {
    return [...this.#entries]
  }

  /**
   * With one entry more, or in place of the one of the same name. A name that can't travel is reported, and changes nothing.
   * @param name letters, digits and `` !#$%&'*+-.^_`|~ ``
   * @param value any text
   */
  set(name: string, value: string, properties: readonly BaggageProperty[] = []): Baggage {
    const entry = checkedEntry(name, value, properties)
    return entry ? new Baggage(new Map(this.#entries).set(name, entry)) : this
  }

  /** Without one entry. */
  delete(name: string): Baggage {
    const entries = new Map(this.#entries)
    return entries.delete(name) ? new Baggage(entries) : this
  }
}

/** A copy that can travel; nothing, and a word about it, if it can't. */
function checkedEntry(
  name: string,
  value: string,
  properties: readonly BaggageProperty[],
): BaggageEntry | undefined {
  if (!isBaggageName(name)) {
    diagnose(`“${textOf(name)}” can't be a name in baggage; it was left out.`)
    return undefined
  }
  if (!(Array.isArray(properties) && properties.every(isProperty))) {
    diagnose(`Properties in baggage are such as ['ttl', '30']; “${name}” was left out.`)
    return undefined
  }
  return { value: textOf(value), properties: properties.map(copyOf) }
}

function isProperty(property: unknown): boolean {
  return Array.isArray(property) && isBaggageName(property[0])
}

function copyOf([name, value]: BaggageProperty): BaggageProperty {
  return value === undefined ? [name] : [name, textOf(value)]
}

const BAGGAGE = Symbol('baggage')

/** The baggage of a context; {@link Baggage.EMPTY} if it has none. */
export function baggageOf(context: Context): Baggage {
  return (context.getValue(BAGGAGE) as Baggage | undefined) ?? Baggage.EMPTY
}

/**
 * A context with this baggage, in place of what it had.
 * To add to it: `withBaggage(context, baggageOf(context).set('tenant', 'acme'))`.
 * @param baggage or an object of names and values
 */
export function withBaggage(context: Context, baggage: Baggage | object): Context {
  return context.setValue(BAGGAGE, baggage instanceof Baggage ? baggage : Baggage.of(baggage))
}
