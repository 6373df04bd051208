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
  | { readonly id: number; readonly result: CompileResult }
  /** Not the code is at fault but the compiler. */
  | { readonly id: number; readonly broken: string }

const ready = start()

async function start(): Promise<void> {
  const wasmModule = await WebAssembly.compileStreaming(fetch(wasmUrl))
  await esbuild.initialize({ wasmModule, worker: false })
}

self.onmessage = async ({ data: { id, files, entry } }: MessageEvent<CompileRequest>) => {
  let reply: CompileReply
  try {
    await ready
    reply = { id, result: await compile(esbuild, files, entry, LAB_EXPORTS) }
  } catch (error) {
    reply = { id, broken: error instanceof Error ? error.message : String(error) }
  }
  self.postMessage(reply)
}
