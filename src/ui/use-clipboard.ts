/** Puts texts on the clipboard, and knows what became of the last one. */

import { type Signal, useSignal } from '@preact/signals'
import { LinkError } from '../notebook/link-error.ts'

/** What became of a text that was to be copied. */
export type Copied =
  /** @property what `The code`, as a sentence about it begins */
  | { readonly kind: 'done'; readonly what: string }
  /** The browser did not allow it: the reader can copy it by hand. */
  | { readonly kind: 'refused'; readonly what: string; readonly text: string }
  /** There is no text to copy. */
  | { readonly kind: 'failed'; readonly why: string; readonly isTooLarge: boolean }

export interface Clipboard {
  readonly last: Signal<Copied | undefined>
  /** @param what `The code`, as a sentence about it begins */
  copy(what: string, text: string | Promise<string>): Promise<void>
}

export function useClipboard(): Clipboard {
  const last = useSignal<Copied | undefined>(undefined)
  return {
    last,
    copy: async (what, given) => {
      last.value = undefined
      last.value = await copied(what, given)
    },
  }
}

async function copied(what: string, given: string | Promise<string>): Promise<Copied> {
  let text: string
  try {
    text = await given
  } catch (error) {
    const isTooLarge = error instanceof LinkError && error.isTooLarge
    return {
      kind: 'failed',
      why: error instanceof Error ? error.message : String(error),
      isTooLarge,
    }
  }
  try {
    await navigator.clipboard.writeText(text)
    return { kind: 'done', what }
  } catch {
    return { kind: 'refused', what, text }
  }
}
