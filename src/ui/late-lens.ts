/**
 * Late lenses are those whose code a page loads only if one of its cells opens with them, or when somebody chooses them: a
 * reader who looks at the trace need not fetch the console.
 */

import { signal } from '@preact/signals'
import type { ComponentType } from 'preact'
import { useEffect } from 'preact/hooks'
import type { Lens } from '../lesson/cell.ts'
import type { LensProps } from './lens.ts'
import { LESSON_DATA_ID } from './lesson-data-id.ts'

type LensComponent = ComponentType<LensProps>

const LOADERS = {
  flame: async () => (await import('./FlameLens.tsx')).FlameLens,
  map: async () => (await import('./MapLens.tsx')).MapLens,
  metrics: async () => (await import('./MetricsLens.tsx')).MetricsLens,
  table: async () => (await import('./TableLens.tsx')).TableLens,
  compare: async () => (await import('./CompareLens.tsx')).CompareLens,
  console: async () => (await import('./ConsoleLens.tsx')).ConsoleLens,
} as const satisfies Readonly<Record<string, () => Promise<LensComponent>>>

export type LateLens = keyof typeof LOADERS

const LATE_LENSES = Object.keys(LOADERS) as readonly LateLens[]

export function isLate(lens: Lens): lens is LateLens {
  return Object.hasOwn(LOADERS, lens)
}

type Loaded = LensComponent | 'failed'

const loaded = signal<ReadonlyMap<LateLens, Loaded>>(new Map())

/** What an island wakes to has to look as it was built: so what cells open with is there before they wake. */
await Promise.all(neededFirst().map(load))

/** The component of a lens; nothing while it is being loaded, and `failed` if it could not be. */
export function useLateLens(name: LateLens): Loaded | undefined {
  const lens = loaded.value.get(name)
  // One that failed is tried again by whoever comes back to it.
  useEffect(() => {
    if (typeof lens !== 'function') load(name)
  }, [name])
  return lens
}

async function load(name: LateLens): Promise<void> {
  let lens: Loaded
  try {
    lens = await LOADERS[name]()
  } catch {
    lens = 'failed'
  }
  loaded.value = new Map(loaded.value).set(name, lens)
}

/** While the page is being built all are; in the page those that the build wrote down. */
function neededFirst(): LateLens[] {
  if (import.meta.env.SSR) return [...LATE_LENSES]
  const names = document.getElementById(LESSON_DATA_ID)?.dataset.lenses?.split(' ') ?? []
  return LATE_LENSES.filter((name) => names.includes(name))
}
