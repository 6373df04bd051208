/** A context is an immutable set of values that belongs to one flow of work, such as one request. */

/** @see OpenTelemetry specification, “Context”. */
export class Context {
  readonly #outer: Context | undefined
  readonly #key: symbol | undefined
  readonly #value: unknown

  private constructor(outer?: Context, key?: symbol, value?: unknown) {
    this.#outer = outer
    this.#key = key
    this.#value = value
  }

  /** The context of a program in which nothing has happened yet. */
  static readonly ROOT = new Context()

  /** The value stored under a key, or `undefined`. */
  getValue(key: symbol): unknown {
    let context: Context | undefined = this
    while (context) {
      if (context.#key === key) return context.#value
      context = context.#outer
    }
    return undefined
  }

  /** All values that were stored under a key on the way to this context, the last one first. */
  getValues(key: symbol): unknown[] {
    const values: unknown[] = []
    let context: Context | undefined = this
    while (context) {
      if (context.#key === key) values.push(context.#value)
      context = context.#outer
    }
    return values
  }

  /** A new context that holds one value more. This one does not change. */
  setValue(key: symbol, value: unknown): Context {
    return new Context(this, key, value)
  }
}
