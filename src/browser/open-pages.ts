/** Open pages know of each other by locks: the browser takes a page's lock away when the page ends, however it ends. */

/** A name that no other page has. */
export function newPageName(): string {
  const words = crypto.getRandomValues(new Uint32Array(3))
  return [...words].map((word) => word.toString(36)).join('-')
}

/** Lets other pages know that this one is open. @returns a function that ends this */
export async function stayKnown(page: string): Promise<() => void> {
  const { locks } = navigator
  // Missing on pages that came over a plain connection.
  if (!locks) return () => {}
  return new Promise((resolve) => {
    const held = new Promise<void>((letGo) => {
      locks
        .request(lockOf(page), { mode: 'shared' }, () => {
          resolve(letGo)
          return held
        })
        .catch(() => resolve(letGo))
    })
  })
}

/** Is the page of this name open, as far as it lets know? */
export async function isPageOpen(page: string): Promise<boolean> {
  // Where locks are missing or forbidden nobody lets know.
  const { held = [] } = (await navigator.locks?.query().catch(() => undefined)) ?? {}
  return held.some(({ name }) => name === lockOf(page))
}

function lockOf(page: string): string {
  return `lines-and-spans page ${page}`
}
