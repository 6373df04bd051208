/**
 * In a run nothing is ever collected: when a garbage collector comes by is the machine's business, and a program could
 * see it. ECMAScript allows that a weak reference keeps its object and that a finalizer is never called.
 * @see ECMAScript 2024, §9.10
 */

export class NeverCollectedRef<T extends WeakKey> {
  readonly #target: T

  constructor(target: T) {
    this.#target = target
  }

  deref(): T {
    return this.#target
  }
}

export class NeverFinalizing {
  register(): void {}

  unregister(): boolean {
    return false
  }
}
