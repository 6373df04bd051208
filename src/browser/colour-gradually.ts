/** Colours code bit by bit, so that no code, however odd, keeps the page from answering. */

import type { GrammarState, HighlighterCore } from 'shiki/core'
import { CLASS_THEME, codeClass } from '../views/code-theme.ts'
import {
  type ColouredPart,
  type ColouredRow,
  createHighlighter,
  LONGEST_ROW,
} from './code-highlighter.ts'

/** The page can wait for so long. Milliseconds. */
const A_WHILE = 12
/** Rows after these stay plain. */
const MOST_ROWS = 2_000

let highlighter: Promise<HighlighterCore> | undefined

/**
 * @param onRows called again and again with the first rows, each time with more of them
 * @param signal ends it
 * @returns when all is done; also if the colours could not be loaded: code can be read without them
 */
export async function colourGradually(
  source: string,
  onRows: (rows: readonly ColouredRow[]) => void,
  signal: AbortSignal,
): Promise<void> {
  const colours = await load().catch(() => undefined)
  if (!colours) return
  const rows: ColouredRow[] = []
  let grammarState: GrammarState | undefined
  let since = performance.now()
  for (const text of source.split('\n', MOST_ROWS)) {
    if (signal.aborted) return
    if (text.length > LONGEST_ROW) {
      rows.push([{ text, className: undefined }])
    } else {
      const tokens = colours.codeToTokensBase(text, {
        lang: 'typescript',
        theme: CLASS_THEME.name,
        // By default a row stops being coloured after a while: on a slow device, the very first one.
        tokenizeTimeLimit: 0,
        ...(grammarState && { grammarState }),
      })
      grammarState = colours.getLastGrammarState(tokens) ?? grammarState
      rows.push((tokens[0] ?? []).map(partOf))
    }
    if (performance.now() - since < A_WHILE) continue
    onRows([...rows])
    await nextTask()
    since = performance.now()
  }
  if (!signal.aborted) onRows(rows)
}

function partOf({ content, color }: { content: string; color?: string }): ColouredPart {
  return { text: content, className: codeClass(color) }
}

/** Once; if it fails, the next one who asks tries again. */
function load(): Promise<HighlighterCore> {
  highlighter ??= createHighlighter([CLASS_THEME]).catch((error) => {
    highlighter = undefined
    throw error
  })
  return highlighter
}

/** Lets the page answer in between. */
function nextTask(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve))
}
