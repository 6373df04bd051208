/** The engines that runs are compared in, beside Node and Chromium. */

import type { EngineChoice } from './engine.ts'
import { FIREFOX } from './firefox.ts'
import { WEBKITGTK } from './webkitgtk.ts'

export const ENGINES: readonly EngineChoice[] = [FIREFOX, WEBKITGTK]
