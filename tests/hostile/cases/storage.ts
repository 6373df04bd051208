/** Programs that look for what is kept in the browser: a reader's drafts lie there, and cookies of whoever else uses the host. */

import type { CaseGroup } from '../hostile-case.ts'
import { inFrame, inWorker, lookFor, type Wish } from './attempt.ts'

const FROM_A_CELL: readonly Wish[] = [
  ['IndexedDB', `indexedDB.open('leak')`],
  ['local storage', `localStorage.setItem('leak', '1')`],
  ['session storage', `sessionStorage.length`],
  ['cookies', `document.cookie`],
  ['the cookie store', `cookieStore.getAll()`],
  ['caches', `caches.open('leak')`],
  ['files', `navigator.storage.getDirectory()`],
  ['locks', `navigator.locks.request('leak', () => {})`],
  ['other tabs', `new BroadcastChannel('leak')`],
]

export const STORAGE: CaseGroup = {
  name: 'storage',
  cases: [
    ...FROM_A_CELL.map(lookFor),
    inWorker(
      'opens a database',
      `const request = indexedDB.open('leak')
return event(request, 'success')`,
    ),
    inWorker('lists all databases', `return (await indexedDB.databases()).length`),
    inWorker(
      'deletes the drafts',
      `const request = indexedDB.deleteDatabase('lines-and-spans')
return event(request, 'success')`,
    ),
    inWorker(
      'finds what the page has cached',
      `const names = await caches.keys()
if (!names.includes('own')) throw new Error('not there')
return names`,
    ),
    inWorker(
      'writes a file',
      `const folder = await navigator.storage.getDirectory()
await folder.getFileHandle('leak', { create: true })
return 'written'`,
    ),
    inWorker('asks how much is kept', `return (await navigator.storage.estimate()).quota`),
    inWorker(
      'takes a lock that a page waits for',
      `return navigator.locks.request('leak', () => 'taken')`,
    ),
    inWorker(
      'speaks to other tabs',
      `new BroadcastChannel('leak').postMessage('secret')
return tried()`,
    ),
    inFrame(
      'reads local storage',
      `localStorage.setItem('leak', '1')
return localStorage.length`,
    ),
    inFrame('reads session storage', `return sessionStorage.length + 'items'`),
    inFrame(
      'sets a cookie',
      `document.cookie = 'leak=1; max-age=60'
if (!document.cookie.includes('leak')) throw new Error('not kept')
return document.cookie`,
    ),
    inFrame(
      'opens a database from the frame',
      `const request = indexedDB.open('leak')
return event(request, 'success')`,
    ),
    inFrame(
      'speaks to other tabs from the frame',
      `new BroadcastChannel('leak').postMessage('secret')
return tried()`,
    ),
    inFrame(
      'installs a service worker',
      `await navigator.serviceWorker.register('SITE/leak/service.js')
return 'installed'`,
    ),
  ],
}
