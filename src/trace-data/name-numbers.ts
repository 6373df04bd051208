/** Name numbers tell apart the few different names that many rows have, such as services, in the order of their first appearance. */

export class NameNumbers {
  readonly #names: string[] = []
  readonly #numbers = new Map<string, number>()

  get names(): readonly string[] {
    return this.#names
  }

  numberOf(name: string): number {
    const known = this.#numbers.get(name)
    if (known !== undefined) return known
    const number = this.#names.push(name) - 1
    this.#numbers.set(name, number)
    return number
  }
}
