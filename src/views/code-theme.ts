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
    colors: {
      'editor.foreground': colours.text,
      'editor.background': background,
    } as Record<string, string>,
    settings: [
      { settings: { foreground: colours.text, background } },
      ...Object.entries(CODE_TOKENS).map(([token, scope]) => ({
        scope: [...scope],
        settings: {
          foreground: colours[token as CodeToken],
          ...(token === 'comment' && { fontStyle: 'italic' }),
        },
      })),
    ],
  }
}

export const CODE_TOKEN_NAMES = ['text', ...Object.keys(CODE_TOKENS)] as readonly CodeToken[]

/** Stand-ins: a colour for each kind of token, from which its class is told. */
const STAND_INS = Object.fromEntries(
  CODE_TOKEN_NAMES.map((token, index) => [token, `#00000${index + 1}`]),
) as CodeColours

const CLASSES: ReadonlyMap<string, string> = new Map(
  CODE_TOKEN_NAMES.filter((token) => token !== 'text').map((token) => [
    STAND_INS[token],
    `code-${token}`,
  ]),
)

/** A theme for code that gets its colours from the page's styles: read them back with {@link codeClass}. */
export const CLASS_THEME = codeTheme('lab', 'light', STAND_INS, '#ffffff')

/** The class of a part to which {@link CLASS_THEME} gave a colour; plain text has none. */
export function codeClass(colour: string | undefined): string | undefined {
  return colour === undefined ? undefined : CLASSES.get(colour.toLowerCase())
}
