/** A compile result is a program, or what is wrong with its source. */

import type { SourcePosition } from '../telemetry/source-position.ts'

export type CompileResult =
  | { readonly ok: true; readonly program: CompiledProgram }
  | { readonly ok: false; readonly errors: readonly CompileError[] }

/** What is told of code on which the compiler breaks, or does not come to an end. */
export const GAVE_UP: CompileResult = {
  ok: false,
  errors: [
    {
      message:
        'The compiler gave up on this code. It may be nested too deeply, or have an expression that is too long.',
    },
  ],
}

export interface CompiledProgram {
  /** A classic script. */
  readonly code: string
  /** Its source map, as JSON. */
  readonly map: string
  /** Where each numbered call, `await` and loop stands in the source. */
  readonly sites: readonly SourcePosition[]
}

export interface CompileError {
  readonly message: string
  /** Absent if the mistake has no place of its own. */
  readonly position?: SourcePosition
}

/** What `@lab/*` modules export: their names, each with the names in it. */
export type LabExports = ReadonlyMap<string, readonly string[]>
