/** Documentation as Markdown in which nothing but code is marked up: a cell may be somebody else's, and its comments too. */

/** A part of a text, as TypeScript hands it out. */
export interface DocPart {
  readonly text: string
  /** `link`, `linkName` and `linkText` make up a `{@link …}`. */
  readonly kind?: string
}

export interface DocTag {
  readonly name: string
  readonly text?: readonly DocPart[] | undefined
}

/** Code: what stands between backticks. */
const CODE = /(```[\s\S]*?```|`[^`\n]+`)/

/** A comment with its tags. */
export function docMarkdown(parts: readonly DocPart[], tags: readonly DocTag[] = []): string {
  return [plainMarkdown(textOf(parts)), ...tags.map(tagMarkdown)].filter(Boolean).join('\n\n')
}

/** TypeScript code as a block. */
export function codeMarkdown(code: string): string {
  // Longer than any fence that code would hold.
  return `\`\`\`\`\`typescript\n${code}\n\`\`\`\`\``
}

function tagMarkdown({ name, text = [] }: DocTag): string {
  const [first, ...rest] = text
  const isNamed = first?.kind === 'parameterName' || first?.kind === 'typeParameterName'
  const words = plainMarkdown(textOf(isNamed ? rest : text).trim())
  const head = isNamed ? ` \`${first.text.replaceAll('`', '')}\`` : ''
  return `*@${name}*${head}${words && ` ${words}`}`
}

function textOf(parts: readonly DocPart[]): string {
  return parts
    .map(({ text, kind }) => {
      if (kind === 'link') return ''
      return kind === 'linkName' ? `\`${text}\`` : text
    })
    .join('')
}

/** Escapes whatever Markdown would read as more than text, links that are not marked as links included. */
function plainMarkdown(text: string): string {
  return text
    .split(CODE)
    .map((part, index) => (index % 2 === 1 ? part : part.replace(/[!-/:-@[-`{-~]/g, '\\$&')))
    .join('')
}
