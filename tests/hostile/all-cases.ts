/** All hostile cases, by group. */

import { CODE_FROM_TEXT } from './cases/code-from-text.ts'
import { ERRORS } from './cases/errors.ts'
import { FLOODS } from './cases/floods.ts'
import { FORGED_MESSAGES } from './cases/forged-messages.ts'
import { LOOPS } from './cases/loops.ts'
import { MALFORMED_SPANS } from './cases/malformed-spans.ts'
import { MEMORY } from './cases/memory.ts'
import { NAVIGATION } from './cases/navigation.ts'
import { NETWORK } from './cases/network.ts'
import { STORAGE } from './cases/storage.ts'
import { TAMPERING } from './cases/tampering.ts'
import { TEXT } from './cases/text.ts'
import { VALUES } from './cases/values.ts'
import type { CaseGroup } from './hostile-case.ts'

export const ALL_CASES: readonly CaseGroup[] = [
  NETWORK,
  STORAGE,
  NAVIGATION,
  CODE_FROM_TEXT,
  LOOPS,
  MEMORY,
  FLOODS,
  VALUES,
  MALFORMED_SPANS,
  TAMPERING,
  FORGED_MESSAGES,
  ERRORS,
  TEXT,
]
