/** The compiler at build and test time: the same as in the page, with esbuild-wasm in Node. */

import * as esbuild from 'esbuild-wasm'
import { compile, type SourceFiles } from '../sandbox/compile.ts'
import { type CompileResult, GAVE_UP } from '../sandbox/compile-result.ts'
import { LAB_EXPORTS } from '../sandbox/lab-modules.ts'

/** One compile may take this long: a machine that builds may be busy with much else. Milliseconds. */
const LIMIT = 20_000

/** Counts esbuild's processes: one that broke is ended once, whoever noticed. */
let generation = 0

/**
 * Compiles a cell with what it imports. If esbuild breaks, it is started anew and tried once more; if it does not come to
 * an end, it is not.
 * @param limit how long it may take, in milliseconds
 */
export async function compileInNode(
  files: SourceFiles,
  entry: string,
  limit = LIMIT,
): Promise<CompileResult> {
  let attempt = await attemptToCompile(files, entry, limit)
  if (attempt === 'broken') attempt = await attemptToCompile(files, entry, limit)
  return typeof attempt === 'string' ? GAVE_UP : attempt
}

async function attemptToCompile(
  files: SourceFiles,
  entry: string,
  limit: number,
): Promise<CompileResult | 'broken' | 'silent'> {
  const own = generation
  const compiling = compile(esbuild, files, entry, LAB_EXPORTS).catch(() => 'broken' as const)
  const attempt = await within(limit, compiling)
  if (typeof attempt === 'string' && own === generation) {
    generation++
    await stopCompiler()
  }
  return attempt
}

async function within<T>(milliseconds: number, promise: Promise<T>): Promise<T | 'silent'> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const silence = new Promise<'silent'>((resolve) => {
    timer = setTimeout(() => resolve('silent'), milliseconds)
  })
  try {
    return await Promise.race([promise, silence])
  } finally {
    clearTimeout(timer)
  }
}

/**
 * Ends esbuild's process. Left to itself it should end with ours, but at times it hangs at its end and keeps our output
 * open; and until then it goes on optimizing itself, beside whatever is being measured.
 */
export async function stopCompiler(): Promise<void> {
  await esbuild.stop()
}
