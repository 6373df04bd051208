/** The service worker of the site, as a page registers it or gets rid of it. */

import { KeptPages } from './kept-pages.ts'
import { trustedScript } from './trusted-types.ts'
import { homeAddress } from './visit.ts'

/**
 * Registers the service worker, and waits until it is at work.
 * @returns false if this browser has none, or refuses
 */
export async function registerServiceWorker(): Promise<boolean> {
  if (!('serviceWorker' in navigator) || !('caches' in window)) return false
  try {
    const script = trustedScript(`${homeAddress()}sw.js`)
    await navigator.serviceWorker.register(script, { updateViaCache: 'none' })
  } catch {
    // Storage is off, say: the site then needs its network, as any other does.
    return false
  }
  await navigator.serviceWorker.ready
  return true
}

/** `npm run dev` has no service worker; one may be left of `npm start` on the same port, and would answer in its place. */
export async function dismissServiceWorker(): Promise<void> {
  if (!('serviceWorker' in navigator) || !('caches' in window)) return
  const home = homeAddress()
  for (const registration of await navigator.serviceWorker.getRegistrations()) {
    if (registration.scope === home) await registration.unregister()
  }
  await new KeptPages(caches, navigator.locks, home).dismiss()
}
