/** What the suite does within a page: each function is sent there as text, so it knows nothing but its arguments and the page. */

import type { CompiledProgram } from '../../src/sandbox/compile-result.ts'
import type { Limits } from '../../src/sandbox/limits.ts'
import type { PageMessage } from '../../src/sandbox/protocol.ts'
import type { Outcome, StopMoment } from './hostile-case.ts'

declare global {
  interface Window {
    /** What the page takes for the built program of any cell, while it is there. */
    program?: CompiledProgram
    /** Limits that a run gets in place of the usual ones. */
    limits?: Partial<Limits>
    /** What should never happen to the page. */
    hazards: string[]
  }
}

/**
 * Prepares a page before anybody has come near a cell.
 * @param sharesOrigin as a control: the frame gets the site's own origin
 */
export function preparePage(sharesOrigin: boolean): void {
  window.hazards = []
  // The plain editor is quick to open, and the same in every engine.
  const matchAsBefore = matchMedia
  window.matchMedia = (query) =>
    matchAsBefore(query.includes('pointer: coarse') ? '(min-width: 0px)' : query)
  const { json } = Response.prototype
  Response.prototype.json = async function answer(this: Response) {
    const built = await json.call(this)
    if (!/\/programs\.\w+\.json$/.test(this.url)) return built
    return new Proxy(built, { get: (programs, name) => window.program ?? programs[name] })
  }
  const { postMessage } = MessagePort.prototype
  MessagePort.prototype.postMessage = function post(this: MessagePort, message: PageMessage) {
    const { limits } = window
    const isChanged = message?.kind === 'run' && limits !== undefined
    if (isChanged) {
      const { request } = message
      const changed = { ...request, limits: { ...request.limits, ...limits } }
      postMessage.call(this, { ...message, request: changed })
    } else {
      postMessage.call(this, message)
    }
  }
  if (sharesOrigin) {
    const more = 'allow-popups allow-forms allow-modals allow-top-navigation'
    const { setAttribute } = HTMLIFrameElement.prototype
    HTMLIFrameElement.prototype.setAttribute = function set(name: string, value: string) {
      const open = name === 'sandbox' ? `${value} allow-same-origin ${more}` : value
      setAttribute.call(this, name, open)
    }
  }
  for (const name of ['alert', 'confirm', 'prompt', 'print', 'open'] as const) {
    window[name] = () => {
      window.hazards.push(`${name}()`)
      return null as never
    }
  }
  // On the site's own origin this would be found, and that heard.
  caches.open('own').then((cache) => cache.put('/own', new Response('')))
  new BroadcastChannel('leak').onmessage = () => window.hazards.push('heard a broadcast')
  addEventListener('beforeunload', () => window.hazards.push('left the page'))
}

/** Runs a program in a cell's place, as a reader does, and tells what the page then shows. */
export async function runProgram(
  cell: string,
  program: CompiledProgram | null,
  limits: Partial<Limits>,
  stopWhen: StopMoment | null,
): Promise<Outcome> {
  const figure = document.getElementById(cell)
  if (!figure) throw new Error(`There is no ${cell}.`)
  figure.scrollIntoView()
  // The page itself gives a run up after twelve seconds, and one with a longer limit is over sooner.
  const limit = 40_000
  const giveUpAt = performance.now() + limit
  const until = async (holds: () => unknown) => {
    while (!holds()) {
      if (performance.now() > giveUpAt) throw new Error(`No end after ${limit} ms.`)
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
  }
  const button = (what: string) =>
    figure.querySelector<HTMLElement>(`[aria-label="${what} ${cell}"]`)
  // One that was given up may still be there.
  button('Stop')?.click()
  await until(() => !figure.closest('astro-island[ssr]') && button('Run'))
  window.program = program ?? undefined
  window.limits = limits
  window.hazards.length = 0
  const { title } = document

  let gap = 0
  let last = performance.now()
  const tick = () => {
    const now = performance.now()
    gap = Math.max(gap, now - last)
    last = now
    performance.mark('tick')
  }
  const isActive = () => /compiling|running/.test(figure.dataset.phase ?? '')
  let hasBegun = false
  const watch = new MutationObserver(() => {
    hasBegun ||= isActive()
  })
  watch.observe(figure, { attributeFilter: ['data-phase'] })
  const ticking = setInterval(tick, 0)
  // What the run before this one has said stands there until this one says something.
  const textOf = (selector: string) => figure.querySelector(selector)?.textContent
  const before = { dropped: textOf('.dropped'), line: textOf('.line-words') }
  const isNew = (text: string | undefined | null, then: string | undefined | null) =>
    (text ?? then) !== then
  button('Run')?.click()
  const beganAt = performance.now()
  const hasCome = () => {
    if (typeof stopWhen === 'number') return performance.now() > beganAt + stopWhen
    if (stopWhen === 'dropping') return isNew(textOf('.dropped'), before.dropped)
    if (stopWhen === 'speaking') return isNew(textOf('.line-words'), before.line)
    return /^busy/.test(figure.querySelector('.cell-state')?.textContent ?? '')
  }
  if (stopWhen !== null) {
    await until(() => hasCome() || (hasBegun && !isActive()))
    button('Stop')?.click()
  }
  await until(() => hasBegun && !isActive())
  // What comes late, and what has been asked for meanwhile, is painted by then.
  await new Promise((resolve) => setTimeout(resolve, 60))
  tick()
  clearInterval(ticking)
  watch.disconnect()
  performance.clearMarks('tick')

  if (document.title !== title) window.hazards.push('changed the title')
  const textsOf = (selector: string) =>
    [...figure.querySelectorAll<HTMLElement>(selector)].map(({ textContent }) => textContent ?? '')
  const [lineTab = '', spanTab = ''] = ['line', 'span'].map(
    (noun) => textsOf('[role=tab]').find((text) => RegExp(`\\d ${noun}s?$`).test(text)) ?? '0',
  )
  const countIn = (text: string) => Number.parseInt(text.replaceAll(',', ''), 10)
  const made =
    'script, img, iframe, object, embed, svg a, form, video, audio, link, style, [onerror]'
  const elements = [...figure.querySelectorAll(`.output :is(${made}), .problems :is(${made})`)]
  return {
    phase: figure.dataset.phase ?? '',
    problem: textsOf('.problems [role=alert]').join(' '),
    lines: textsOf('.line-words'),
    lineCount: countIn(lineTab),
    spans: textsOf('.span-title'),
    spanCount: countIn(spanTab),
    dropped: textsOf('.dropped').join(' '),
    hazards: [...window.hazards, ...elements.map(({ tagName }) => `made a ${tagName}`)],
    gap,
  }
}

/** Comes near the first output of a page: until what draws it has been fetched, it is as it was built, whatever a run says. */
export async function wakeOutput(cell: string): Promise<void> {
  const figure = document.getElementById(cell)
  figure?.scrollIntoView()
  const pause = () => new Promise((resolve) => setTimeout(resolve, 20))
  while (figure?.closest('astro-island[ssr]')) await pause()
  const place = () => figure?.querySelector('.output-place')
  const built = place()
  built?.dispatchEvent(new PointerEvent('pointerover', { bubbles: true }))
  while (place() === built) await pause()
}

/** Writes a draft into a cell, as far as its reader has got. It does not compile, so that nothing runs. */
export async function beginDraft(cell: string, text: string): Promise<void> {
  const figure = document.getElementById(cell)
  figure?.scrollIntoView()
  const pause = () => new Promise((resolve) => setTimeout(resolve, 20))
  const field = () => figure?.querySelector('textarea')
  while (figure?.closest('astro-island[ssr]')) await pause()
  figure?.querySelector<HTMLElement>('.code-text')?.click()
  while (!field()) await pause()
  Object.assign(field() ?? {}, { value: text })
  field()?.dispatchEvent(new Event('input'))
  while (!figure?.querySelector('.problems')) await pause()
}

/** What stands in a cell that is being edited. */
export function draftIn(cell: string): string | undefined {
  return document.getElementById(cell)?.querySelector('textarea')?.value
}
