/**
 * The service worker's entry: it answers requests with what is kept, where the network has no answer.
 *
 * It knows nothing of any version of the site. Pages bring the names of their files with them, and a name says what is in
 * the file; so an old worker serves a new page, and a new worker an old one.
 */

import { KeptPages } from './kept-pages.ts'
import { answerPage, pageAddress, patienceFor, sourceOf } from './offline-answers.ts'

/** What TypeScript's DOM library does not know: this is a service worker. */
interface ServiceWorkerScope {
  readonly registration: ServiceWorkerRegistration
  readonly clients: {
    claim(): Promise<void>
    matchAll(options: object): Promise<readonly unknown[]>
  }
  addEventListener(kind: 'activate', listener: (event: LastingEvent) => void): void
  addEventListener(kind: 'fetch', listener: (event: FetchEvent) => void): void
  addEventListener(kind: 'message', listener: (event: LastingEvent & MessageEvent) => void): void
}
interface LastingEvent extends Event {
  waitUntil(work: Promise<unknown>): void
}
interface FetchEvent extends LastingEvent {
  readonly request: Request
  readonly preloadResponse: Promise<Response | undefined>
  respondWith(response: Promise<Response>): void
}

const scope = self as unknown as ServiceWorkerScope
const home = scope.registration.scope
const kept = new KeptPages(caches, navigator.locks, home)

// An update waits until no page is open that the worker before it serves; only the first one finds pages without any.
scope.addEventListener('activate', (event) => {
  event.waitUntil(start())
})

scope.addEventListener('fetch', (event) => {
  switch (sourceOf(event.request, home)) {
    case 'page':
      return event.respondWith(answerWithPage(event))
    case 'file':
      return event.respondWith(answerWithFile(event.request))
    case 'network':
      return
  }
})

scope.addEventListener('message', (event) => {
  if (event.data === 'tidy') event.waitUntil(tidy())
})

async function start(): Promise<void> {
  await scope.clients.claim()
  await kept.dropOtherFormats()
  await scope.registration.navigationPreload?.enable()
}

function answerWithPage({ request, preloadResponse }: FetchEvent): Promise<Response> {
  return answerPage({
    network: async () => (await preloadResponse) ?? fetch(request),
    kept: async () => {
      const page = await kept.page(request.url)
      const { origin, pathname, search } = new URL(request.url)
      const address = pageAddress(request.url)
      // As a host would do, so that a page has one address.
      const isElsewhere = page && address !== origin + pathname
      return isElsewhere ? Response.redirect(address + search) : page
    },
    notKept: async () => {
      const page = await kept.page(`${home}offline/`)
      return page && new Response(page.body, { status: 503, headers: page.headers })
    },
    patience: patienceFor(home),
  })
}

async function answerWithFile(request: Request): Promise<Response> {
  const file = await kept.file(request.url).catch(() => undefined)
  return file ?? fetch(request)
}

/** An open page may need files that no kept page needs: those of the version that it was loaded from. */
async function tidy(): Promise<void> {
  const pages = await scope.clients.matchAll({ type: 'window', includeUncontrolled: true })
  if (pages.length <= 1) await kept.tidy()
}
