/** What a cell's run told the page, and what the page is asked to run. */

import type { Page } from '@playwright/test'
import type { LessonData } from '../../src/notebook/lesson-data.ts'
import type { RunMessage } from '../../src/sandbox/protocol.ts'
import type { TelemetryEvent } from '../../src/telemetry/telemetry-event.ts'
import { eventsOf } from '../determinism/telemetry-text.ts'
import { heardFrom } from '../sent-events.ts'
import * as inPage from './in-page.ts'

/** Call before the page is opened. */
export async function catchMessages(page: Page): Promise<void> {
  await page.addInitScript(inPage.catchMessages)
}

/** Waits for the end of the run that was started last, and returns all its messages. */
export async function messagesOfRun(page: Page): Promise<RunMessage[]> {
  return heardFrom(await page.evaluate(inPage.takeMessages, undefined))
}

/** Waits for the end of the run that was started last, and returns all its events. */
export async function eventsOfRun(page: Page): Promise<TelemetryEvent[]> {
  return eventsOf(await messagesOfRun(page))
}

/** Lets the page run a compiled program that is put into `window.instead` where it would run a cell. Call before it opens. */
export async function swapPrograms(page: Page): Promise<void> {
  await page.addInitScript(inPage.swapPrograms)
}

/** The lesson's data as the page holds it: what the build made. */
export function lessonData(page: Page): Promise<LessonData> {
  return page.evaluate(inPage.lessonData)
}
