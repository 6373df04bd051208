/** The code highlighter of the page: the same grammar that coloured the code when the site was built. */

import type { HighlighterCore } from 'shiki/core'
import type { codeTheme } from '../views/code-theme.ts'

/** A stretch of a row in one colour. */
export interface ColouredPart {
  readonly text: string
  /** Plain text has none. */
  readonly className: string | undefined
}

export type ColouredRow = readonly ColouredPart[]

/** Longer rows stay plain: what they cost grows with the square of their length. UTF-16 units. */
export const LONGEST_ROW = 300

/** A highlighter remembers the theme that it used last, so each use has one of its own. */
export async function createHighlighter(
  themes: readonly ReturnType<typeof codeTheme>[],
): Promise<HighlighterCore> {
  const { highlighterWith } = await import('./code-grammar.ts')
  return highlighterWith([...themes])
}
