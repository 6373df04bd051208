/** Hash slots find rows by a hash: four bytes a slot, and no objects. Whoever uses them compares the rows. */

const FEWEST_SLOTS = 16

/**
 * What is looked for may be in the slot of its hash or in one of those after it, up to the first empty one:
 *
 * ```
 * for (let slot = slots.first(hash); slots.refs[slot] !== 0; slot = slots.after(slot)) …
 * ```
 */
export class HashSlots {
  /** Of each slot what was put there; 0 in an empty one. */
  refs = new Int32Array(FEWEST_SLOTS)
  #count = 0

  get bytes(): number {
    return this.refs.byteLength
  }

  first(hash: number): number {
    return hash & (this.refs.length - 1)
  }

  after(slot: number): number {
    return (slot + 1) & (this.refs.length - 1)
  }

  /**
   * Fills an empty slot.
   * @param ref not 0
   * @param hashOf tells the hash of what was put: when there are more slots, it belongs elsewhere
   */
  put(slot: number, ref: number, hashOf: (ref: number) => number): void {
    this.refs[slot] = ref
    // At five eighths the way to an empty slot is still short.
    if (++this.#count * 8 > this.refs.length * 5) this.#grow(hashOf)
  }

  #grow(hashOf: (ref: number) => number): void {
    const old = this.refs
    this.refs = new Int32Array(old.length * 2)
    for (let index = 0; index < old.length; index++) {
      const ref = old[index] as number
      if (ref === 0) continue
      let slot = this.first(hashOf(ref))
      while (this.refs[slot] !== 0) slot = this.after(slot)
      this.refs[slot] = ref
    }
  }
}

/**
 * A hash of two numbers of 32 bits. It begins with chance, so that no program can choose its ids such that all of them meet in
 * one slot.
 */
export function hashOfPair(high: number, low: number): number {
  return mixed(mixed(high ^ SEED) ^ low)
}

const SEED = (Math.random() * 2 ** 32) | 0

/** The finaliser of MurmurHash3: every bit of the number changes about half of the bits. */
function mixed(number: number): number {
  let bits = number
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b)
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35)
  return bits ^ (bits >>> 16)
}
