/** All programs that have to say the same everywhere, by name. */

import { AWKWARD_PROGRAMS } from './awkward-programs.ts'
import { generatedProgram } from './generated-programs.ts'

const GENERATED = 50

export const PROGRAMS: Readonly<Record<string, string>> = {
  ...AWKWARD_PROGRAMS,
  ...Object.fromEntries(
    Array.from({ length: GENERATED }, (_, i) => [`program ${i + 1}`, generatedProgram(i + 1)]),
  ),
}
