/** The compiler at build and test time: the same as in the page, with esbuild-wasm in Node. */

import * as esbuild from 'esbuild-wasm'
import { compile, type SourceFiles } from '../sandbox/compile.ts'
import type { CompileResult } from '../sandbox/compile-result.ts'
import { LAB_EXPORTS } from '../sandbox/lab-modules.ts'

export function compileInNode(files: SourceFiles, entry: string): Promise<CompileResult> {
  return compile(esbuild, files, entry, LAB_EXPORTS)
}

/**
 * Ends esbuild's process. Left to itself it should end with ours, but at times it hangs at its end and keeps our output
 * open; and until then it goes on optimizing itself, beside whatever is being measured.
 */
export async function stopCompiler(): Promise<void> {
  await esbuild.stop()
}
