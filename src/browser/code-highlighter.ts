/** The code highlighter of the page: the same grammar that coloured the code when the site was built. */

import type { HighlighterCore } from 'shiki/core'
import { CLASS_THEME, codeClass, type codeTheme } from '../views/code-theme.ts'

/** A stretch of a row in one colour. */
export interface ColouredPart {
  readonly text: string
  /** Plain text has none. */
  readonly className: string | undefined
}

export type ColouredRow = readonly ColouredPart[]

/** Colours a source, row by row. */
export type ColourRows = (source: string) => readonly ColouredRow[]

/** Longer rows stay plain: what they cost grows with the square of their length. UTF-16 units. */
export const LONGEST_ROW = 300

let colours: Promise<ColourRows> | undefined

/** Loads what colours code as the page's styles say it. Once; if that fails, the next one who asks tries again. */
export function loadColours(): Promise<ColourRows> {
  colours ??= createHighlighter([CLASS_THEME]).then(
    (highlighter) => (source) =>
      highlighter
        .codeToTokensBase(source, {
          lang: 'typescript',
          theme: CLASS_THEME.name,
          tokenizeMaxLineLength: LONGEST_ROW,
          // By default a row stops being coloured after a while: on a slow device, the very first one.
          tokenizeTimeLimit: 0,
        })
        .map((row) =>
          row.map(({ content, color }) => ({ text: content, className: codeClass(color) })),
        ),
    (error) => {
      colours = undefined
      throw error
    },
  )
  return colours
}

/** A highlighter remembers the theme that it used last, so each use has one of its own. */
export async function createHighlighter(
  themes: readonly ReturnType<typeof codeTheme>[],
): Promise<HighlighterCore> {
  const [{ createHighlighterCore }, { createJavaScriptRegexEngine }] = await Promise.all([
    import('shiki/core'),
    import('shiki/engine/javascript'),
  ])
  return createHighlighterCore({
    langs: [import('shiki/langs/typescript.mjs')],
    themes: [...themes],
    engine: createJavaScriptRegexEngine(),
  })
}
