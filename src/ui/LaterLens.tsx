/** A later lens is fetched when somebody looks through it for the first time: most readers of a lesson never do. */

import type { ComponentType } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { Lens } from '../lesson/cell.ts'
import type { LensProps } from './lens.ts'

export const LATER = {
  map: async () => (await import('./MapLens.tsx')).MapLens,
  console: async () => (await import('./ConsoleLens.tsx')).ConsoleLens,
} as const satisfies Partial<Record<Lens, () => Promise<ComponentType<LensProps>>>>

type LaterLensName = keyof typeof LATER

const here = new Map<LaterLensName, ComponentType<LensProps>>()

// The build draws every lens.
if (import.meta.env.SSR) await Promise.all(namesOfLater().map(fetchLens))

export function isLater(lens: Lens): lens is LaterLensName {
  return Object.hasOwn(LATER, lens)
}

/** The reader comes near its tab. If it can't be fetched, that is told when it is chosen. */
export function expectLens(lens: Lens): void {
  if (isLater(lens)) fetchLens(lens).catch(() => undefined)
}

interface LaterLensProps extends LensProps {
  readonly name: LaterLensName
}

export function LaterLens({ name, ...lens }: LaterLensProps) {
  const [, setTries] = useState(0)
  const [hasFailed, setFailed] = useState(false)
  const Content = here.get(name)
  useEffect(() => {
    if (Content) return
    fetchLens(name).then(
      () => setTries((tries) => tries + 1),
      () => setFailed(true),
    )
  }, [Content, name])
  if (Content) return <Content {...lens} />
  if (hasFailed) {
    return (
      <p class="empty" role="alert">
        This lens could not be loaded. The others work; reload the page when the network is back.
      </p>
    )
  }
  return <p class="empty">Loading the lens…</p>
}

async function fetchLens(name: LaterLensName): Promise<void> {
  if (!here.has(name)) here.set(name, await LATER[name]())
}

function namesOfLater(): LaterLensName[] {
  return Object.keys(LATER) as LaterLensName[]
}
