/** The compiler of the page: esbuild in a worker of its own, started at the first sign that it will be needed. */

import type { SourceFiles } from '../sandbox/compile.ts'
import type { CompileResult } from '../sandbox/compile-result.ts'
import type { CompileReply, CompileRequest } from './compiler-worker.ts'
import workerUrl from './compiler-worker.ts?worker&url'
import { trustedScript } from './trusted-types.ts'

/** One compile may take this long once the compiler runs. Milliseconds. */
const COMPILE_LIMIT = 5_000
/** Fetching and starting the compiler may take this long on a slow line. Milliseconds. */
const START_LIMIT = 60_000

export class BrowserCompiler {
  #worker: Worker | undefined
  #isStarted = false
  #lastId = 0
  readonly #waiting = new Map<number, (reply: CompileReply) => void>()

  /** Starts the compiler, if it is not running yet. */
  warm(): void {
    this.#worker ??= this.#start()
  }

  /**
   * Compiles a cell with what it imports. If the compiler breaks, it is started anew and tried once more.
   * @throws Error if the compiler can't be loaded, or breaks twice
   */
  async compile(files: SourceFiles, entry: string): Promise<CompileResult> {
    const first = await this.#ask(files, entry)
    if ('result' in first) return first.result
    this.#discard()
    const second = await this.#ask(files, entry)
    if ('result' in second) return second.result
    this.#discard()
    throw new Error(second.broken)
  }

  #ask(files: SourceFiles, entry: string): Promise<CompileReply> {
    this.warm()
    const id = ++this.#lastId
    return new Promise((resolve) => {
      const limit = this.#isStarted ? COMPILE_LIMIT : START_LIMIT
      const timer = setTimeout(() => answer({ id, broken: 'The compiler does not answer.' }), limit)
      const answer = (reply: CompileReply) => {
        clearTimeout(timer)
        this.#waiting.delete(id)
        resolve(reply)
      }
      this.#waiting.set(id, answer)
      const request: CompileRequest = { id, files, entry }
      this.#worker?.postMessage(request)
    })
  }

  #start(): Worker {
    const worker = new Worker(trustedScript(workerUrl), { type: 'module' })
    worker.onmessage = ({ data }: MessageEvent<CompileReply>) => {
      this.#isStarted = true
      this.#waiting.get(data.id)?.(data)
    }
    worker.onerror = () => {
      for (const [id, answer] of this.#waiting) answer({ id, broken: 'The compiler stopped.' })
    }
    return worker
  }

  #discard(): void {
    this.#worker?.terminate()
    this.#worker = undefined
    this.#isStarted = false
  }
}
