/** The finder of a log, and what it searches with, are loaded where a log is long enough for it: most cells write a few lines. */

import { signal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { RunSearch } from '../views/line-query.ts'
import type { LogFinder } from './LogFinder.tsx'

interface Finder {
  readonly LogFinder: typeof LogFinder
  readonly search: RunSearch
}

const loaded = signal<Finder | 'failed' | undefined>(undefined)

/** What an island wakes to has to look as it was built: a finder that the page shows is there before. */
if (import.meta.env.SSR || document.querySelector('.log-tools')) await load()

/** @returns nothing while it is not needed or being loaded, and `failed` if it could not be */
export function useLogFinder(isNeeded: boolean): Finder | 'failed' | undefined {
  // One that failed is tried again by the next log that needs it.
  useEffect(() => {
    if (isNeeded && typeof loaded.value !== 'object') load()
  }, [isNeeded])
  return isNeeded ? loaded.value : undefined
}

async function load(): Promise<void> {
  try {
    const [{ LogFinder }, search] = await Promise.all([
      import('./LogFinder.tsx'),
      import('../views/run-search.ts'),
    ])
    loaded.value = { LogFinder, search }
  } catch {
    loaded.value = 'failed'
  }
}
