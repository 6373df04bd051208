/** An engine is a browser that Playwright does not drive: as little of it as comparing telemetry needs. */

import type { Expectation } from '../hostile/hostile-case.ts'

export interface Engine {
  /** Opens an address in a page of its own. */
  open(url: string): Promise<EnginePage>
  close(): Promise<void>
}

export interface EnginePage {
  /** Calls a function in the page, by its text, and waits for what it returns. Everything goes as JSON. */
  evaluate<Given extends unknown[], Result>(
    work: (...given: Given) => Result,
    ...given: Given
  ): Promise<Awaited<Result>>
  /** Types into what has the focus, key by key. */
  type(text: string): Promise<void>
  close(): Promise<void>
}

/** An engine that may be here or not. */
export interface EngineChoice {
  /** What people call it. */
  readonly name: string
  /** Its name with its version, if it is installed. */
  readonly found: string | undefined
  /** Programs of `tests/determinism/` that say something else there: as `docs/determinism.md` tells. */
  readonly sayOtherwise?: readonly string[]
  /** Hostile cases that end otherwise there, by place and name: as `docs/security.md` and `docs/determinism.md` tell. */
  readonly endOtherwise?: Readonly<Record<string, Partial<Expectation>>>
  /** Starts it as a machine far away would have it: {@link ELSEWHERE}. */
  launch(): Promise<Engine>
}

/** Another machine than the one that built the site: nothing of it may come into a run. */
export const ELSEWHERE = { timeZone: 'Asia/Kathmandu', language: 'tr-TR' }
