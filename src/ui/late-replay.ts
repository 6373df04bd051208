/** The replay bar is fetched when somebody asks for a replay. */

import { signal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { ReplayBar } from './ReplayBar.tsx'

type Loaded = typeof ReplayBar | 'failed'

const loaded = signal<Loaded | undefined>(undefined)

/** @returns nothing while it is being fetched, and `failed` if it could not be */
export function useReplayBar(isNeeded: boolean): Loaded | undefined {
  // One that failed is tried again by the next replay.
  useEffect(() => {
    if (isNeeded && typeof loaded.value !== 'function') load()
  }, [isNeeded])
  return isNeeded ? loaded.value : undefined
}

async function load(): Promise<void> {
  try {
    loaded.value = (await import('./ReplayBar.tsx')).ReplayBar
  } catch {
    loaded.value = 'failed'
  }
}
