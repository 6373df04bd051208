/** The dialogs of a cell are fetched when somebody opens one. */

import { signal } from '@preact/signals'
import { useEffect } from 'preact/hooks'

type Dialogs = typeof import('./cell-dialogs.ts')
type Loaded = Dialogs | 'failed'

const loaded = signal<Loaded | undefined>(undefined)

/** @returns nothing while they are being fetched, and `failed` if they could not be */
export function useDialogs(isNeeded: boolean): Loaded | undefined {
  // What failed is tried again by whoever opens one again.
  useEffect(() => {
    if (isNeeded && typeof loaded.value !== 'object') load()
  }, [isNeeded])
  return isNeeded ? loaded.value : undefined
}

async function load(): Promise<void> {
  try {
    loaded.value = await import('./cell-dialogs.ts')
  } catch {
    loaded.value = 'failed'
  }
}
