/** What a cell's run told the page, caught where it arrives: at the message port of the frame. */

import type { Page } from '@playwright/test'
import type { LessonData } from '../../src/notebook/lesson-data.ts'
import type { TelemetryEvent } from '../../src/telemetry/telemetry-event.ts'

type Heard = { kind: string; events?: TelemetryEvent[] }

declare global {
  interface Window {
    heard: Heard[]
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

/** Waits for the end of the run that was started last, and returns all its events. */
export async function eventsOfRun(page: Page): Promise<TelemetryEvent[]> {
  await page.waitForFunction(() => window.heard.at(-1)?.kind === 'ended')
  return page.evaluate(() => {
    const events = window.heard.flatMap((message) => message.events ?? [])
    window.heard = []
    return events
  })
}

/** The lesson's data as the page holds it: what the build made. */
export function lessonData(page: Page): Promise<LessonData> {
  return page.evaluate(() =>
    JSON.parse(document.getElementById('lesson-data')?.textContent ?? 'null'),
  )
}
