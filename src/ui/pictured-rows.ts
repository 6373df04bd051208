/** Pictured rows: while a picture of an output is taken, its lists have more rows than are in sight. */

import { type ReadonlySignal, signal } from '@preact/signals'
import { createContext } from 'preact'

/** How many rows a list is to have at most; 0 while no picture is taken. */
export const PicturedRows = createContext<ReadonlySignal<number>>(signal(0))

/** The rows of a list that are in a picture: all, or from the first in sight as many as may be. */
export function picturedRange(
  count: number,
  first: number,
  most: number,
): { readonly first: number; readonly last: number } {
  const from = count <= most ? 0 : Math.min(first, count - most)
  return { first: from, last: Math.min(count, from + most) }
}
