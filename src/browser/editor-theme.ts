/** The editor's colours: the same grammar and the same colours as the highlighted code on the page. */

import { shikiToMonaco } from '@shikijs/monaco'
import { editor, languages } from 'monaco-editor/editor'
import { createHighlighterCore } from 'shiki/core'
import { createJavaScriptRegexEngine } from 'shiki/engine/javascript'
import { CODE_TOKEN_NAMES, type CodeColours, codeTheme } from '../views/code-theme.ts'

type Mode = 'light' | 'dark'

const THEME_OF = { light: 'lab-light', dark: 'lab-dark' } as const

/** Teaches Monaco the page's highlighting. */
export async function loadHighlighter(): Promise<void> {
  const highlighter = await createHighlighterCore({
    langs: [import('shiki/langs/typescript.mjs')],
    themes: [themeFor('light'), themeFor('dark')],
    engine: createJavaScriptRegexEngine(),
  })
  type Monaco = Parameters<typeof shikiToMonaco>[1]
  shikiToMonaco(highlighter, { editor, languages } as unknown as Monaco)
}

/** Keeps the editor in the page's mode, light or dark. */
export function followTheme(): void {
  const dark = matchMedia('(prefers-color-scheme: dark)')
  const apply = () => {
    const chosen = document.documentElement.dataset.theme
    const mode: Mode =
      chosen === 'light' || chosen === 'dark' ? chosen : dark.matches ? 'dark' : 'light'
    editor.setTheme(THEME_OF[mode])
  }
  apply()
  dark.addEventListener('change', apply)
  new MutationObserver(apply).observe(document.documentElement, { attributeFilter: ['data-theme'] })
}

function themeFor(mode: Mode) {
  // An element in the mode asked for, so that its colours can be read whatever the page's mode is.
  const probe = document.createElement('div')
  probe.dataset.theme = mode
  document.body.append(probe)
  const colourOf = (token: string) => {
    probe.style.color = `var(--code-${token})`
    return toHex(getComputedStyle(probe).color)
  }
  const colours = Object.fromEntries(
    CODE_TOKEN_NAMES.map((token) => [token, colourOf(token)]),
  ) as CodeColours
  const theme = codeTheme(THEME_OF[mode], mode, colours, colourOf('background'))
  probe.remove()
  return theme
}

/** `rgb(36, 34, 29)` as `#24221d`. */
function toHex(colour: string): string {
  const parts = colour.match(/\d+/g)?.slice(0, 3) ?? []
  return `#${parts.map((part) => Number(part).toString(16).padStart(2, '0')).join('')}`
}
