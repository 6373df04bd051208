/** The compiler of the page: esbuild in a worker of its own, started at the first sign that it will be needed. */

import type { SourceFiles } from '../sandbox/compile.ts'
import { type CompileResult, GAVE_UP } from '../sandbox/compile-result.ts'
import { CannotRun } from './cannot-run.ts'
import type { CompileReply, CompileRequest } from './compiler-worker.ts'
import workerUrl from './compiler-worker.ts?worker&url'
import { NotLoaded } from './load-problem.ts'
import { trustedScript } from './trusted-types.ts'

/** One compile may take this long once the compiler runs. Milliseconds. */
const COMPILE_LIMIT = 5_000
/** Fetching and starting the compiler may take this long on a slow line. Milliseconds. */
const START_LIMIT = 60_000

/** What comes of one attempt: a result, or the compiler broke on the code, or was silent for too long. */
type Attempt = CompileResult | 'broken' | 'silent'

export class BrowserCompiler {
  #engine: Engine | undefined

  /** Starts the compiler, if it is not running yet. */
  warm(): void {
    if (this.#engine) return
    const engine = new Engine()
    this.#engine = engine
    // Whoever compiles hears of it; whoever only warms it up need not.
    engine.started.catch(() => this.#discard(engine))
  }

  /**
   * Compiles a cell with what it imports. If the compiler breaks, it is started anew and tried once more; if it does not
   * come to an end, it is not: it would not the next time. Code on which it gives up is told so.
   * @throws CannotRun or NotLoaded if the compiler can't be had
   */
  async compile(files: SourceFiles, entry: string): Promise<CompileResult> {
    let attempt = await this.#attempt(files, entry)
    if (attempt === 'broken') attempt = await this.#attempt(files, entry)
    return typeof attempt === 'string' ? GAVE_UP : attempt
  }

  async #attempt(files: SourceFiles, entry: string): Promise<Attempt> {
    this.warm()
    const engine = this.#engine as Engine
    try {
      const attempt = await engine.compile(files, entry)
      if (typeof attempt === 'string') this.#discard(engine)
      return attempt
    } catch (error) {
      this.#discard(engine)
      throw error
    }
  }

  /** The next compile gets a new one. */
  #discard(engine: Engine): void {
    engine.end()
    if (this.#engine === engine) this.#engine = undefined
  }
}

/** One worker, for as long as it lasts. */
class Engine {
  #worker: Worker | undefined
  /** Rejected with CannotRun or NotLoaded if it never starts. */
  readonly started: Promise<void>
  readonly #waiting = new Map<number, (attempt: Attempt) => void>()
  #lastId = 0

  constructor() {
    this.started = this.#start()
  }

  /** @throws CannotRun or NotLoaded if it never starts */
  async compile(files: SourceFiles, entry: string): Promise<Attempt> {
    await this.started
    const id = ++this.#lastId
    return new Promise((resolve) => {
      const timer = setTimeout(() => answer('silent'), COMPILE_LIMIT)
      const answer = (attempt: Attempt) => {
        clearTimeout(timer)
        this.#waiting.delete(id)
        resolve(attempt)
      }
      this.#waiting.set(id, answer)
      const request: CompileRequest = { id, files, entry }
      this.#worker?.postMessage(request)
    })
  }

  /** Ends the worker. What waits for it is tried again by another. */
  end(): void {
    this.#worker?.terminate()
    this.#breakDown()
  }

  async #start(): Promise<void> {
    try {
      this.#worker = new Worker(trustedScript(workerUrl), { type: 'module' })
    } catch (error) {
      throw notLoaded(error instanceof Error ? error.message : String(error))
    }
    const worker = this.#worker
    let late: ReturnType<typeof setTimeout> | undefined
    try {
      await new Promise<void>((resolve, reject) => {
        late = setTimeout(() => reject(notLoaded('It took too long.')), START_LIMIT)
        worker.onerror = (event) => {
          event.preventDefault()
          reject(notLoaded('Its script did not start.'))
        }
        worker.onmessage = ({ data }: MessageEvent<CompileReply>) => {
          if (data.kind === 'ready') resolve()
          if (data.kind === 'unavailable') {
            reject(data.why === 'no-wasm' ? cannotRunIt(data.reason) : notLoaded(data.reason))
          }
        }
      })
    } finally {
      clearTimeout(late)
    }
    worker.onmessage = ({ data }: MessageEvent<CompileReply>) => {
      if (data.kind === 'compiled') this.#waiting.get(data.id)?.(data.result)
      if (data.kind === 'broken') this.#breakDown()
    }
    worker.onerror = (event) => {
      event.preventDefault()
      this.#breakDown()
    }
  }

  #breakDown(): void {
    for (const answer of [...this.#waiting.values()]) answer('broken')
  }
}

function cannotRunIt(reason: string): CannotRun {
  return new CannotRun(
    'This browser can’t run the compiler.',
    `Changed code is compiled in the page. That needs WebAssembly, and an extension, a setting or the browser itself does not allow it here (${reason}) Cells that nobody has changed run without it.`,
  )
}

function notLoaded(reason: string): NotLoaded {
  return new NotLoaded('compiling', reason)
}
