/** A text hash turns a text into a sequence of well-mixed 32-bit numbers: where the seeds of all chance come from. */

/** FNV-1a over the text, stretched with murmur3's mixer. @returns a function that gives the next number, signed */
export function hashOf(text: string): () => number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  }
  return () => {
    hash = (hash + 0x9e3779b9) | 0
    return mix(hash)
  }
}

/** Every bit of the result depends on every bit of the number, and no two numbers give the same. */
export function mix(number: number): number {
  let mixed = Math.imul(number ^ (number >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return mixed ^ (mixed >>> 16)
}
