/** Keeping a page fetches it with all its files, and checks each, so that what is kept is whole or is not kept. */

import {
  filesOf,
  listAddressIn,
  type PageFile,
  type PageFiles,
  type Part,
  parsePageFiles,
} from '../notebook/page-files.ts'
import type { KeptPages } from './kept-pages.ts'

export interface Keeping {
  readonly kept: KeptPages
  /** The address of the site's home, ending in a slash. */
  readonly home: string
  readonly fetch: typeof fetch
  /** Called for every file and page that is there now, also again. @param size bytes */
  readonly onKept?: (size: number, url: string) => void
  readonly signal?: AbortSignal
}

/** From where files may come. `at-hand` is what the browser has fetched already, and from the network what is small. */
export type Reach = 'network' | 'at-hand'

/** Bytes, before they are compressed. */
const SMALL = 400_000

/**
 * Fetches a page anew and keeps it, with the files that reading it and running its cells takes.
 * @returns its list
 * @throws Error if it can't be fetched whole, or there is no room: what was kept of this page before is still kept
 */
export function keepPage(url: string, keeping: Keeping): Promise<PageFiles> {
  return keeping.kept.whileKeeping(() => fetchPage(url, keeping))
}

async function fetchPage(url: string, keeping: Keeping): Promise<PageFiles> {
  const { kept, signal, onKept } = keeping
  // From the server, if it has another one than the browser has fetched before.
  const response = await keeping.fetch(url, { cache: 'no-cache', ...(signal && { signal }) })
  const isPage = response.ok && response.headers.get('content-type')?.startsWith('text/html')
  const html = isPage ? await response.clone().text() : ''
  const address = listAddressIn(html)
  if (!address) throw new Error(`${url} is no page of this site.`)
  const listAddress = new URL(address, url).href
  const list = await keepList(listAddress, keeping)
  await keepParts(list, ['page'], 'network', keeping)
  await kept.keepPage(url, response, listAddress)
  onKept?.(html.length, url)
  return list
}

/**
 * Keeps all files of some parts that are not kept yet, one after another: nothing that the reader waits for is held up.
 * @throws Error at the first one that can't be had, or has another content than its name says
 */
export async function keepParts(
  list: PageFiles,
  parts: readonly Part[],
  reach: Reach,
  keeping: Keeping,
): Promise<void> {
  const { kept, home, onKept, signal } = keeping
  // The largest first: if they are not at hand, the small ones need not be fetched.
  for (const file of filesOf(list, parts).toSorted((a, b) => b.size - a.size)) {
    signal?.throwIfAborted()
    const url = home + file.path
    if (!(await kept.file(url)))
      await kept.keepFile(url, await fetchFile(url, file, reach, keeping))
    onKept?.(file.size, url)
  }
}

async function keepList(url: string, { kept, fetch, signal }: Keeping): Promise<PageFiles> {
  const found = await kept.file(url)
  if (found) return parsePageFiles(await found.text())
  const response = await fetch(url, signal && { signal })
  const list = parsePageFiles(response.ok ? await response.clone().text() : 'null')
  await kept.keepFile(url, response)
  return list
}

async function fetchFile(
  url: string,
  { integrity, size }: PageFile,
  reach: Reach,
  { fetch, signal }: Keeping,
): Promise<Response> {
  const get = async (how: RequestInit) => {
    const options = { integrity, priority: 'low', ...(signal && { signal }), ...how } as const
    const response = await fetch(url, options)
    if (!response.ok) throw new Error(`${url}: ${response.status}`)
    return response
  }
  if (reach === 'at-hand' && size > SMALL) {
    return get({ cache: 'only-if-cached', mode: 'same-origin' })
  }
  try {
    return await get({ cache: 'force-cache' })
  } catch (error) {
    signal?.throwIfAborted()
    // What the browser has fetched before may be a host's page about a missing file.
    return get({ cache: 'reload' }).catch(() => {
      throw error
    })
  }
}
