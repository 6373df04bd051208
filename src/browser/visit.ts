/** A visit is how a page is used, as far as it tells what to fetch in advance. */

import type { Connection } from './offline-state.ts'

/** After a page has loaded, before anything is fetched that it did not ask for. Milliseconds. */
const SETTLING = 2_000
/** Who has had a page before their eyes for so long is reading it. Milliseconds. */
const READING = 10_000

/** The address of the site's home, ending in a slash. */
export function homeAddress(): string {
  return new URL(import.meta.env.BASE_URL.replace(/\/?$/, '/'), location.origin).href
}

/** Waits until the page has loaded and come to rest. */
export async function settled(): Promise<void> {
  if (document.readyState !== 'complete') {
    await new Promise((loaded) => addEventListener('load', loaded, { once: true }))
  }
  await pause(SETTLING)
  await idle()
}

/** Waits until the page has been in view for a while. */
export async function beingRead(): Promise<void> {
  let left = READING
  while (left > 0) {
    await inView()
    const since = performance.now()
    await pause(1_000)
    if (document.visibilityState === 'visible') left -= performance.now() - since
  }
  await idle()
}

/** Waits until the page has nothing more urgent to do. */
export function idle(): Promise<void> {
  return new Promise((resolve) => {
    if ('requestIdleCallback' in window) requestIdleCallback(() => resolve(), { timeout: 5_000 })
    else setTimeout(resolve, 200)
  })
}

/** What the browser says about its connection, if it says anything. */
export function connection(): Connection | undefined {
  return (navigator as { connection?: Connection }).connection
}

/** Fingers edit in a plain field: see `open-editor.ts`. */
export function editsWithFingers(): boolean {
  return matchMedia('(pointer: coarse)').matches
}

async function inView(): Promise<void> {
  while (document.visibilityState !== 'visible') {
    await new Promise((changed) =>
      document.addEventListener('visibilitychange', changed, { once: true }),
    )
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}
