/** A node run is a program compiled, and run in Node: what it says in a browser has to be the same. */

import { compileInNode } from '../../src/build/node-compiler.ts'
import { runInNode } from '../../src/build/node-runner.ts'
import type { CompiledProgram } from '../../src/sandbox/compile-result.ts'
import { DEFAULT_LIMITS } from '../../src/sandbox/limits.ts'
import type { RunMessage } from '../../src/sandbox/protocol.ts'

const ENTRY = 'main.ts'

export interface NodeRun {
  readonly program: CompiledProgram
  readonly messages: readonly RunMessage[]
}

export async function runSource(source: string): Promise<NodeRun> {
  const compiled = await compileInNode({ [ENTRY]: source }, ENTRY)
  if (!compiled.ok) throw new Error(compiled.errors[0]?.message)
  const { program } = compiled
  return { program, messages: await runCode(program.code) }
}

export function runCode(code: string, seed = 1): Promise<readonly RunMessage[]> {
  return runInNode({ code, seed, clock: 'virtual', limits: DEFAULT_LIMITS })
}
