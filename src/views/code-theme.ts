/** A code theme says which parts of code stand out. Few do: this is a book, and the code is meant to be read. */

/** The parts that have a colour, and the grammar's names for them. Colours stand in `styles/tokens.css` as `--code-…`. */
export const CODE_TOKENS = {
  comment: ['comment', 'punctuation.definition.comment'],
  keyword: [
    'keyword.control',
    'keyword.operator.new',
    'keyword.operator.expression',
    'storage',
    'variable.language.this',
    'entity.name.tag',
  ],
  string: ['string', 'punctuation.definition.string', 'punctuation.definition.template-expression'],
  number: ['constant.numeric', 'constant.language', 'variable.language.null'],
  function: ['entity.name.function', 'support.function', 'meta.function-call entity.name.function'],
  type: ['entity.name.type', 'support.type', 'support.class', 'entity.other.inherited-class'],
} as const

export type CodeToken = 'text' | keyof typeof CODE_TOKENS

export type CodeColours = Readonly<Record<CodeToken, string>>

/** A theme in the form that Shiki takes. */
export function codeTheme(
  name: string,
  type: 'light' | 'dark',
  colours: CodeColours,
  background: string,
) {
  return {
    name,
    type,
    fg: colours.text,
    bg: background,
    colors: { 'editor.foreground': colours.text, 'editor.background': background },
    settings: [
      { settings: { foreground: colours.text, background } },
      ...Object.entries(CODE_TOKENS).map(([token, scope]) => ({
        scope: [...scope],
        settings: { foreground: colours[token as CodeToken] },
      })),
    ],
  }
}

export const CODE_TOKEN_NAMES = ['text', ...Object.keys(CODE_TOKENS)] as readonly CodeToken[]
