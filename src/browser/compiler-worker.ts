/** The compiler worker's entry: esbuild, and one message for each thing to compile. */

import * as esbuild from 'esbuild-wasm'
import wasmUrl from 'esbuild-wasm/esbuild.wasm?url'
import { compile, type SourceFiles } from '../sandbox/compile.ts'
import type { CompileResult } from '../sandbox/compile-result.ts'
import { LAB_EXPORTS } from '../sandbox/lab-modules.ts'

export interface CompileRequest {
  readonly id: number
  readonly files: SourceFiles
  readonly entry: string
}

export type CompileReply =
  /** From now on it compiles. */
  | { readonly kind: 'ready' }
  /** It never will: there is no WebAssembly, or it could not be fetched. */
  | {
      readonly kind: 'unavailable'
      readonly why: 'no-wasm' | 'not-fetched'
      readonly reason: string
    }
  | { readonly kind: 'compiled'; readonly id: number; readonly result: CompileResult }
  /** Not the code is at fault but the compiler. */
  | { readonly kind: 'broken'; readonly id: number }

const reply = (message: CompileReply) => self.postMessage(message)

async function start(): Promise<void> {
  if (typeof WebAssembly === 'undefined') {
    reply({ kind: 'unavailable', why: 'no-wasm', reason: 'There is no WebAssembly.' })
    return
  }
  let response: Response
  try {
    response = await fetch(wasmUrl)
    if (!response.ok) throw new Error(`The server answered ${response.status}.`)
  } catch (error) {
    reply({ kind: 'unavailable', why: 'not-fetched', reason: reasonOf(error) })
    return
  }
  try {
    await esbuild.initialize({ wasmModule: await wasmOf(response), worker: false })
    reply({ kind: 'ready' })
  } catch (error) {
    const why = error instanceof NoWasm ? 'not-fetched' : 'no-wasm'
    reply({ kind: 'unavailable', why, reason: reasonOf(error) })
  }
}

/** What came in its place is something else, such as a page of the network that somebody is about to log in to. */
class NoWasm extends Error {}

const MAGIC = '\0asm'

/** Compiled while it arrives, if the host says what it is. */
async function wasmOf(response: Response): Promise<WebAssembly.Module> {
  const isNamed = response.headers.get('content-type') === 'application/wasm'
  if (isNamed) return WebAssembly.compileStreaming(response)
  const bytes = await response.arrayBuffer()
  if (!new TextDecoder('latin1').decode(bytes.slice(0, MAGIC.length)).startsWith(MAGIC)) {
    throw new NoWasm('Something else came in its place.')
  }
  return WebAssembly.compile(bytes)
}

const started = start()

self.onmessage = async ({ data: { id, files, entry } }: MessageEvent<CompileRequest>) => {
  try {
    await started
    reply({ kind: 'compiled', id, result: await compile(esbuild, files, entry, LAB_EXPORTS) })
  } catch {
    reply({ kind: 'broken', id })
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
