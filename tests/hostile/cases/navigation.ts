/** Programs that reach for the page around them, or want to lead the reader away from it. */

import type { CaseGroup, HostileCase } from '../hostile-case.ts'
import { inFrame, lookFor, type Wish } from './attempt.ts'

const FROM_A_CELL: readonly Wish[] = [
  ['the page', `document.title = 'mine'`],
  ['the window', `window.open('LISTENER/window')`],
  ['the address', `location.assign('LISTENER/away')`],
  ['the page around it', `parent.document`],
  ['the tab', `top.location = 'LISTENER/away'`],
  ['the opener', `opener.location`],
  ['the history', `history.back()`],
  ['a dialogue', `alert('hello')`],
  ['the worker that it runs in', `self.close()`],
  ['the way to its parent', `postMessage({ kind: 'ended' })`],
]

/** Whether it got away is told by the listener. */
const LEAVES = `
return tried()`

/** A frame that leads itself away is gone, wherever it wanted to go, and the reader presses Stop; or it stays and goes on. */
const isGone = (hostile: HostileCase): HostileCase => ({
  ...hostile,
  expects: { phase: /stopped|done/, problem: /^$|You stopped the run\./ },
  stopWhen: 400,
})

export const NAVIGATION: CaseGroup = {
  name: 'navigation',
  cases: [
    ...FROM_A_CELL.map(lookFor),
    inFrame('reads the page around it', `return parent.document.title`),
    inFrame('changes the page around it', `parent.document.title = 'mine'\nreturn 'changed'`),
    inFrame('runs code in the page around it', `return parent.eval('document.cookie') + '.'`),
    inFrame('leads the tab away', `top.location = 'LISTENER/away'${LEAVES}`),
    {
      ...inFrame('leads itself away', `location = 'LISTENER/away'${LEAVES}`),
      expects: { phase: /stopped|done/, problem: /^$|The run crashed\./ },
    },
    isGone(inFrame('leads itself to the site', `location = 'SITE/leak/away'${LEAVES}`)),
    isGone(
      inFrame(
        'leads itself away by a refresh',
        `const meta = document.createElement('meta')
Object.assign(meta, { httpEquiv: 'refresh', content: '0; url=LISTENER/refresh' })
document.head.append(meta)${LEAVES}`,
      ),
    ),
    inFrame(
      'sends a form',
      `const form = document.createElement('form')
Object.assign(form, { action: 'LISTENER/form', method: 'post' })
document.documentElement.append(form)
form.submit()${LEAVES}`,
    ),
    inFrame(
      'follows a link out of its frame',
      `const link = document.createElement('a')
Object.assign(link, { href: 'LISTENER/link', target: '_top' })
document.documentElement.append(link)
link.click()${LEAVES}`,
    ),
    inFrame(
      'follows a link with a ping',
      `const link = document.createElement('a')
Object.assign(link, { href: 'about:srcdoc#here', ping: 'LISTENER/ping' })
document.documentElement.append(link)
link.click()${LEAVES}`,
    ),
    // A browser lets no window be opened that nobody has clicked for.
    {
      ...inFrame(
        'opens a window',
        `if (!open('LISTENER/window')) throw new Error('not opened')
return 'opened'`,
      ),
      succeedsUncontained: false,
    },
    inFrame(
      'nests a frame of the listener',
      `const frame = document.createElement('iframe')
frame.src = 'LISTENER/frame'
document.documentElement.append(frame)${LEAVES}`,
    ),
    inFrame(
      'nests a frame without a sandbox that fetches',
      `const frame = document.createElement('iframe')
frame.srcdoc = '<script>fetch("LISTENER/nested")<' + '/script>'
document.documentElement.append(frame)
await event(frame, 'load')
const { fetch } = frame.contentWindow
await fetch('LISTENER/borrowed')
return 'borrowed'`,
    ),
    inFrame(
      'changes its base address',
      `const base = document.createElement('base')
base.href = 'LISTENER/base/'
document.head.append(base)
const link = document.createElement('a')
link.href = 'x'
if (!link.href.includes('base')) throw new Error('not changed')
return link.href`,
    ),
    inFrame(
      'runs a script that stands in its page',
      `document.documentElement.setAttribute('onclick', 'self.ran = true')
document.documentElement.click()
const script = document.createElement('script')
script.textContent = 'self.ran = true'
document.head.append(script)
if (!self.ran) throw new Error('not run')
return 'ran'`,
    ),
    {
      ...inFrame(
        'tells the page to do something',
        `for (const data of [{ kind: 'run' }, { kind: 'ended' }, 'setImmediate', { type: 'webpackOk' }]) {
  parent.postMessage(data, '*')
}${LEAVES}`,
      ),
      succeedsUncontained: false,
    },
  ],
}
