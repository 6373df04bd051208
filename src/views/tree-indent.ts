/** A tree indent is what stands before a row of a tree that is written as text. */

/** Deeper rows are not indented further: a tree that is a hundred thousand deep would be a text of gigabytes. */
const DEEPEST = 40

/** Two spaces for each step down; beyond the deepest, the number of steps. */
export function treeIndent(depth: number): string {
  return depth <= DEEPEST ? '  '.repeat(depth) : `${'  '.repeat(DEEPEST)}⋯${depth} `
}
