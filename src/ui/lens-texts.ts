/** Lens texts: each part of a lens says here how what the reader sees of it is written as text. */

import { useLayoutEffect } from 'preact/hooks'

export interface LensText {
  /** `The waterfall`, as a sentence about it begins. */
  readonly what: string
  readonly text: () => string | Promise<string>
}

/** By the part's name; a lens that shows two parts has two texts. */
export type LensTexts = Map<string, LensText>

/** More rows than a clipboard takes without a long halt. */
export const MOST_COPIED = 20_000

/** @param what `21,000 lines` */
export function tooMuchToCopy(what: string): Error {
  return new Error(
    `${what} are too many for the clipboard: it takes ${MOST_COPIED.toLocaleString('en')}. Filter them, or download them as a file.`,
  )
}

/** Says so for as long as the part is in the page, always as it is now. */
export function useLensText(
  texts: LensTexts | undefined,
  part: string,
  said: LensText | undefined,
): void {
  useLayoutEffect(() => {
    if (!texts || !said) return
    texts.set(part, said)
    return () => {
      texts.delete(part)
    }
  })
}
