/** A number order is the indices of numbers from the least on. It takes four passes over them, however many they are. */

/** Numbers are looked at by 16 bits at a time. */
const DIGIT = 2 ** 16
const PASSES = 4
const SIGN = 0x80000000

/**
 * Equal numbers stay in the order in which they were. Yields after each pass.
 * @param numbers none is NaN
 * @see “LSD radix sort”; and Michael Herf, “Radix Tricks”, 2001, for how the bits of numbers become those of whole ones
 */
export function* numberOrder(
  numbers: Float64Array,
  isDescending: boolean,
): Generator<void, Uint32Array> {
  const keys = orderedBits(numbers, isDescending)
  let order = new Uint32Array(numbers.length)
  for (let index = 0; index < order.length; index++) order[index] = index
  let next = new Uint32Array(numbers.length)
  for (let pass = 0; pass < PASSES; pass++) {
    const places = placesOf(keys, pass)
    if (!places) continue
    for (let at = 0; at < order.length; at++) {
      const index = order[at] as number
      const digit = keys[index * PASSES + pass] as number
      const place = places[digit] as number
      places[digit] = place + 1
      next[place] = index
    }
    ;[order, next] = [next, order]
    yield
  }
  return order
}

/** The bits of the numbers, four digits each, the lowest first, so that their order is that of the numbers. */
function orderedBits(numbers: Float64Array, isDescending: boolean): Uint16Array {
  const words = new Uint32Array(numbers.length * 2)
  const bits = new Uint32Array(2)
  const number = new Float64Array(bits.buffer)
  const turned = isDescending ? 0xffffffff : 0
  for (let index = 0; index < numbers.length; index++) {
    // −0 and 0 are equal.
    number[0] = (numbers[index] as number) + 0
    const [low, high] = [bits[0] as number, bits[1] as number]
    const isNegative = high >= SIGN
    words[index * 2] = ((isNegative ? ~low : low) ^ turned) >>> 0
    words[index * 2 + 1] = ((isNegative ? ~high : high | SIGN) ^ turned) >>> 0
  }
  return new Uint16Array(words.buffer)
}

/** Where the numbers with each digit begin; undefined if all have the same one. */
function placesOf(keys: Uint16Array, pass: number): Uint32Array | undefined {
  const count = keys.length / PASSES
  const places = new Uint32Array(DIGIT)
  for (let at = pass; at < keys.length; at += PASSES) {
    const digit = keys[at] as number
    places[digit] = (places[digit] as number) + 1
  }
  if (count === 0 || places[keys[pass] as number] === count) return undefined
  let place = 0
  for (let digit = 0; digit < DIGIT; digit++) {
    const here = places[digit] as number
    places[digit] = place
    place += here
  }
  return places
}
