/**
 * A closed world shows a run nothing of the machine: not its language, its zone, its memory or its engine's ways. Time and
 * chance are the simulation's already; see `virtual-globals.ts`. What stays visible is listed in `docs/determinism.md`.
 */

import { removeUnknownGlobals } from './known-globals.ts'
import { NeverCollectedRef, NeverFinalizing } from './never-collected.ts'
import { refuseCodeFromText } from './no-code-from-text.ts'
import { replace } from './replace.ts'
import { installReproducibleMath } from './reproducible-math.ts'
import { hideStacks } from './stack-text.ts'
import { installVirtualLocale } from './virtual-locale.ts'

/** Closes the world of the running program. There is no way back: a program's worker serves one run. */
export function closeWorld(globals: object): void {
  installVirtualLocale()
  installReproducibleMath()
  hideStacks(globals)
  refuseCodeFromText(globals)
  replace(globals, 'WeakRef', NeverCollectedRef)
  replace(globals, 'FinalizationRegistry', NeverFinalizing)
  removeUnknownGlobals(globals)
}
