/** The code grammar is what colouring TypeScript needs of Shiki: one piece of the site, loaded when code is to be coloured. */

import { createHighlighterCore, type HighlighterCore } from 'shiki/core'
import { createJavaScriptRegexEngine } from 'shiki/engine/javascript'
import typescript from 'shiki/langs/typescript.mjs'

export function highlighterWith(
  themes: NonNullable<Parameters<typeof createHighlighterCore>[0]['themes']>,
): Promise<HighlighterCore> {
  return createHighlighterCore({
    langs: [typescript],
    themes,
    engine: createJavaScriptRegexEngine(),
  })
}
