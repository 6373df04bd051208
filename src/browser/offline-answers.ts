/** Offline answers are how a request is answered by a site that can do without its network: these are the decisions, without a browser. */

/**
 * `page`: from the network, or as it was kept. `file`: as it was kept, or from the network; a file that is kept has a name
 * that says its content, so it is never out of date. `network`: none of the service worker's business.
 */
export type Source = 'page' | 'file' | 'network'

interface Asked {
  readonly method: string
  readonly mode: string
  readonly url: string
}

/** @param home the address of the site's home, ending in a slash */
export function sourceOf({ method, mode, url }: Asked, home: string): Source {
  if (method !== 'GET' || !url.startsWith(home)) return 'network'
  return mode === 'navigate' ? 'page' : 'file'
}

/** The address under which a page is kept, however it was asked for: one page has one address. */
export function pageAddress(url: string): string {
  const { origin, pathname } = new URL(url)
  const path = pathname.replace(/\/index\.html$/, '/')
  const isFolder = path.endsWith('/') || /\.[^/]*$/.test(path)
  return origin + (isFolder ? path : `${path}/`)
}

/**
 * How long a reader waits for the network while there is a kept page to show.
 * A server on the reader's own machine is never far away: if it is slow, it is at work, like `npm run dev` at its first page.
 * @returns milliseconds
 */
export function patienceFor(url: string): number {
  return new URL(url).hostname === 'localhost' ? Number.POSITIVE_INFINITY : 3_000
}

interface PageSources {
  /** Asks the network, once. */
  readonly network: () => Promise<Response>
  readonly kept: () => Promise<Response | undefined>
  /** The page that says that a page is not kept. */
  readonly notKept: () => Promise<Response | undefined>
  /** Milliseconds to wait for the network if a kept page is there. */
  readonly patience: number
}

/**
 * A page comes from the network while there is one that answers, and is otherwise the kept one.
 * @throws whatever the network threw, if nothing is kept that could be shown instead
 */
export async function answerPage(sources: PageSources): Promise<Response> {
  const asked = sources.network().then(heard)
  // It is waited for below, and may fail before.
  asked.catch(() => undefined)
  const kept = await sources.kept().catch(() => undefined)
  if (kept) return (await inTime(asked, sources.patience)) ?? kept
  try {
    return await asked
  } catch (error) {
    const notKept = await sources.notKept().catch(() => undefined)
    if (notKept) return notKept
    throw error
  }
}

/** Firefox, asked in advance, does not fail for want of a network: it answers with what would make the page fail. */
function heard(response: Response): Response {
  if (response.type === 'error') throw new TypeError('Nothing answers.')
  return response
}

/** @returns nothing if the network fails, is slow, or has only an error of the server's to say */
async function inTime(asked: Promise<Response>, patience: number): Promise<Response | undefined> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const tooLate = new Promise<undefined>((resolve) => {
    if (Number.isFinite(patience)) timer = setTimeout(() => resolve(undefined), patience)
  })
  const answer = await Promise.race([asked.catch(() => undefined), tooLate])
  clearTimeout(timer)
  return answer && answer.status < 500 ? answer : undefined
}
