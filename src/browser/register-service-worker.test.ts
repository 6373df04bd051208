import { afterEach, expect, test, vi } from 'vitest'
import { MemoryCaches } from '../../tests/memory-caches.ts'
import { KeptPages } from './kept-pages.ts'
import { dismissServiceWorker, registerServiceWorker } from './register-service-worker.ts'

/** It takes the page's address when it is loaded; here there is none yet. */
vi.mock('./trusted-types.ts', () => ({ trustedScript: (url: string) => url }))

afterEach(() => vi.unstubAllGlobals())

const HOME = 'http://localhost:4321/'

/** A browser whose page is the site's home. */
function standIn(serviceWorker: object | undefined): MemoryCaches {
  const caches = new MemoryCaches()
  vi.stubGlobal('location', new URL(HOME))
  vi.stubGlobal('window', { caches })
  vi.stubGlobal('caches', caches)
  vi.stubGlobal('navigator', serviceWorker ? { serviceWorker } : {})
  return caches
}

test('a service worker that is left of “npm start” is dismissed with all that it kept, and no other site’s', async () => {
  const unregistered: string[] = []
  const registration = (scope: string) => ({
    scope,
    unregister: async () => unregistered.push(scope),
  })
  const registrations = [registration(HOME), registration(`${HOME}other/`)]
  const caches = standIn({ getRegistrations: async () => registrations })
  await new KeptPages(caches.asStorage(), caches.asLocks(), HOME).keepPage(
    HOME,
    new Response('old'),
    '/list.json',
  )
  const other = new KeptPages(caches.asStorage(), caches.asLocks(), `${HOME}other/`)
  await other.keepPage(`${HOME}other/`, new Response('other'), '/list.json')
  await dismissServiceWorker()
  expect(unregistered).toEqual([HOME])
  expect(await caches.keys()).toEqual([`lines-and-spans 1 pages ${HOME}other/`])
})

test('a browser that has no service workers is left alone', async () => {
  const caches = standIn(undefined)
  expect(await registerServiceWorker()).toBe(false)
  await dismissServiceWorker()
  expect(await caches.keys()).toEqual([])
})

test('a browser that refuses is believed', async () => {
  const refuse = () =>
    Promise.reject(new DOMException('The operation is insecure.', 'SecurityError'))
  standIn({ register: refuse })
  expect(await registerServiceWorker()).toBe(false)
})

test('the worker is registered for the whole site, and at work when the page goes on', async () => {
  const asked: unknown[] = []
  let activate = () => {}
  const ready = new Promise<void>((resolve) => {
    activate = resolve
  })
  standIn({ register: async (...given: unknown[]) => asked.push(...given), ready })
  const registered = registerServiceWorker()
  expect(await Promise.race([registered, Promise.resolve().then(() => 'waiting')])).toBe('waiting')
  activate()
  expect(await registered).toBe(true)
  expect(asked).toEqual([`${HOME}sw.js`, { updateViaCache: 'none' }])
})
