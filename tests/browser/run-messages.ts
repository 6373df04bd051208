/** What a cell's run told the page, caught where it arrives: at the message port of the frame. */

import type { Page } from '@playwright/test'
import type { LessonData } from '../../src/notebook/lesson-data.ts'
import type { PageMessage, RunMessage } from '../../src/sandbox/protocol.ts'
import type { TelemetryEvent } from '../../src/telemetry/telemetry-event.ts'

declare global {
  interface Window {
    heard: RunMessage[]
    instead?: string
  }
}

/** Call before the page is opened. */
export async function catchMessages(page: Page): Promise<void> {
  await page.addInitScript(() => {
    window.heard = []
    const { set } = Object.getOwnPropertyDescriptor(MessagePort.prototype, 'onmessage') ?? {}
    Object.defineProperty(MessagePort.prototype, 'onmessage', {
      set(listener: (event: MessageEvent) => void) {
        set?.call(this, (event: MessageEvent) => {
          window.heard.push(event.data)
          listener(event)
        })
      },
    })
  })
}

/** Waits for the end of the run that was started last, and returns all its messages. */
export async function messagesOfRun(page: Page): Promise<RunMessage[]> {
  await page.waitForFunction(() => window.heard.at(-1)?.kind === 'ended')
  return page.evaluate(() => window.heard.splice(0))
}

/** Waits for the end of the run that was started last, and returns all its events. */
export async function eventsOfRun(page: Page): Promise<TelemetryEvent[]> {
  const messages = await messagesOfRun(page)
  return messages.flatMap((message) => (message.kind === 'events' ? message.events : []))
}

/** Lets the page run a compiled program that is put into `window.instead` where it would run a cell. Call before it opens. */
export async function swapPrograms(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const { postMessage } = MessagePort.prototype
    MessagePort.prototype.postMessage = function post(this: MessagePort, message: PageMessage) {
      if (message?.kind === 'run' && window.instead !== undefined) {
        const request = { ...message.request, code: window.instead }
        postMessage.call(this, { ...message, request })
      } else {
        postMessage.call(this, message)
      }
    }
  })
}

/** The lesson's data as the page holds it: what the build made. */
export function lessonData(page: Page): Promise<LessonData> {
  return page.evaluate(() =>
    JSON.parse(document.getElementById('lesson-data')?.textContent ?? 'null'),
  )
}
