/** A lesson page in some engine, whose runs can be listened to. */

import type { LessonData } from '../../src/notebook/lesson-data.ts'
import type { RunMessage } from '../../src/sandbox/protocol.ts'
import * as inPage from '../browser/in-page.ts'
import { heardFrom } from '../sent-events.ts'
import type { Engine, EnginePage } from './engine.ts'

/** The page itself gives a run up after twelve seconds. Milliseconds. */
const LONGEST_RUN = 15_000

export class LessonPage {
  readonly #page: EnginePage

  private constructor(page: EnginePage) {
    this.#page = page
  }

  /** @param url the lesson's address */
  static async open(engine: Engine, url: string): Promise<LessonPage> {
    const page = await engine.open(url)
    // No frame is made before somebody comes near a cell.
    await page.evaluate(inPage.catchMessages)
    await page.evaluate(inPage.swapPrograms)
    return new LessonPage(page)
  }

  /** What differs between machines, as the page itself finds it. */
  machine(): Promise<string> {
    return this.#page.evaluate(inPage.machine)
  }

  data(): Promise<LessonData> {
    return this.#page.evaluate(inPage.lessonData)
  }

  /** Runs a cell as the build compiled it, or another compiled program in its place. */
  async run(cell: string, instead?: string): Promise<RunMessage[]> {
    await this.#page.evaluate(approach, cell)
    await this.#page.evaluate(pressRun, cell, instead ?? null)
    return heardFrom(await this.#page.evaluate(inPage.takeMessages, LONGEST_RUN))
  }

  /** Types a space into a cell, which is then compiled in this engine. */
  async runEdited(cell: string): Promise<RunMessage[]> {
    await this.#page.evaluate(approach, cell)
    await this.#page.evaluate(openEditor, cell)
    await this.#page.type(' ')
    return heardFrom(await this.#page.evaluate(inPage.takeMessages, LONGEST_RUN))
  }

  /** Waits until the lesson says that it is available offline. */
  isAvailableOffline(): Promise<void> {
    return this.#page.evaluate(waitForOffline)
  }

  close(): Promise<void> {
    return this.#page.close()
  }
}

/** Brings a cell into view, and waits until it can be used. */
async function approach(cell: string): Promise<void> {
  const figure = document.getElementById(cell)
  figure?.scrollIntoView()
  while (figure?.closest('astro-island[ssr]')) {
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

async function pressRun(cell: string, instead: string | null): Promise<void> {
  window.instead = instead ?? undefined
  const button = () => document.querySelector<HTMLElement>(`[aria-label="Run ${cell}"]`)
  // The end of a run is heard sooner than it is painted.
  while (!button()) await new Promise(requestAnimationFrame)
  button()?.click()
}

async function openEditor(cell: string): Promise<void> {
  window.instead = undefined
  const figure = document.getElementById(cell)
  figure?.querySelector<HTMLElement>('.code-text')?.click()
  while (!figure?.querySelector('.monaco-editor.focused')) {
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

async function waitForOffline(): Promise<void> {
  const text = () => document.querySelector('.lesson-offline')?.textContent
  while (text() !== 'Available offline') await new Promise((resolve) => setTimeout(resolve, 50))
}
