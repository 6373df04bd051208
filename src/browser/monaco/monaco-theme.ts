/** Monaco's theme: the same grammar and the same colours as the highlighted code on the page. */

import { shikiToMonaco } from '@shikijs/monaco'
import { editor, languages } from 'monaco-editor/editor'
import { CODE_TOKEN_NAMES, type CodeColours, codeTheme } from '../../views/code-theme.ts'
import { createHighlighter, LONGEST_ROW } from '../code-highlighter.ts'

type Mode = 'light' | 'dark'

const THEME_OF = { light: 'lab-light', dark: 'lab-dark' } as const

/** Teaches Monaco the page's highlighting, and keeps it in the page's mode, light or dark. */
export async function applyTheme(): Promise<void> {
  const highlighter = await createHighlighter([themeFor('light'), themeFor('dark')])
  type Monaco = Parameters<typeof shikiToMonaco>[1]
  shikiToMonaco(highlighter, { editor, languages } as unknown as Monaco, {
    tokenizeMaxLineLength: LONGEST_ROW,
    tokenizeTimeLimit: 0,
  })
  followMode()
}

function followMode(): void {
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
  const read = (variable: string) => {
    probe.style.color = `var(--${variable})`
    return toHex(getComputedStyle(probe).color)
  }
  const colours = Object.fromEntries(
    CODE_TOKEN_NAMES.map((token) => [token, read(`code-${token}`)]),
  ) as CodeColours
  const theme = codeTheme(THEME_OF[mode], mode, colours, read('code-background'))
  Object.assign(theme.colors, widgetColours(read))
  probe.remove()
  return theme
}

/** What opens over the code looks like the page, too. */
function widgetColours(read: (variable: string) => string): Record<string, string> {
  const paper = read('paper')
  const ink = read('ink')
  const soft = read('ink-soft')
  const hairline = read('hairline')
  const accent = read('accent')
  const accentSoft = read('accent-soft')
  const error = read('error')
  const text = read('code-text')
  return {
    // Brackets look as in the page: there are no pairs of colours.
    'editorBracketHighlight.foreground1': text,
    'editorBracketHighlight.foreground2': text,
    'editorBracketHighlight.foreground3': text,
    'editorBracketHighlight.unexpectedBracket.foreground': text,
    'editor.rangeHighlightBackground': accentSoft,
    'editorWidget.background': paper,
    'editorWidget.foreground': ink,
    'editorWidget.border': hairline,
    'editorHoverWidget.background': paper,
    'editorHoverWidget.foreground': ink,
    'editorHoverWidget.border': hairline,
    'editorSuggestWidget.background': paper,
    'editorSuggestWidget.border': hairline,
    'editorSuggestWidget.foreground': ink,
    'editorSuggestWidget.highlightForeground': accent,
    'editorSuggestWidget.focusHighlightForeground': accent,
    'editorSuggestWidget.selectedForeground': ink,
    'editorSuggestWidget.selectedBackground': accentSoft,
    'list.hoverBackground': accentSoft,
    'textLink.foreground': accent,
    'textLink.activeForeground': accent,
    'textCodeBlock.background': paper,
    'input.background': paper,
    'input.foreground': ink,
    'input.border': hairline,
    'input.placeholderForeground': soft,
    'inputOption.activeBackground': accentSoft,
    'inputOption.activeForeground': ink,
    'inputOption.activeBorder': accent,
    'inputValidation.errorBackground': paper,
    'inputValidation.errorBorder': error,
    descriptionForeground: soft,
    'icon.foreground': soft,
    focusBorder: accent,
    'widget.shadow': `${ink}22`,
    'editorCursor.foreground': accent,
    'editor.selectionBackground': `${accent}38`,
    'editor.inactiveSelectionBackground': `${accent}22`,
    'editorBracketMatch.background': `${accent}22`,
    'editorBracketMatch.border': accent,
    'editorError.foreground': error,
    'editor.findMatchBackground': `${accent}44`,
    'editor.findMatchHighlightBackground': `${accent}22`,
    'scrollbarSlider.background': `${soft}44`,
    'scrollbarSlider.hoverBackground': `${soft}77`,
    'scrollbarSlider.activeBackground': `${soft}99`,
  }
}

/** `rgb(36, 34, 29)` as `#24221d`. */
function toHex(colour: string): string {
  const parts = colour.match(/\d+/g)?.slice(0, 3) ?? []
  return `#${parts.map((part) => Number(part).toString(16).padStart(2, '0')).join('')}`
}
