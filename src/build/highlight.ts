/** Highlights code at build time: every coloured part gets a class, and the page's styles give the class its colour. */

import { createHighlighter, type ShikiTransformer } from 'shiki'
import { CLASS_THEME, codeClass } from '../views/code-theme.ts'

const LANGUAGES = ['typescript', 'json', 'rust', 'shellscript', 'http'] as const

/** Fences name their language in short. */
const ALIASES: Readonly<Record<string, string>> = { ts: 'typescript', sh: 'shellscript' }

let highlighter: ReturnType<typeof createHighlighter> | undefined

interface HighlightOptions {
  /** Every line gets an id: `L1`, `L2` and so on. */
  readonly numbered?: boolean
}

/** @throws Error if the language is not one that lessons use */
export async function highlight(
  source: string,
  language: string,
  { numbered = false }: HighlightOptions = {},
): Promise<string> {
  const lang = ALIASES[language] ?? language
  if (lang !== 'text' && !(LANGUAGES as readonly string[]).includes(lang)) {
    throw new Error(`“${language}” is not a language that is highlighted.`)
  }
  highlighter ??= createHighlighter({
    langs: [...LANGUAGES],
    themes: [CLASS_THEME],
  })
  return (await highlighter).codeToHtml(source, {
    lang,
    theme: CLASS_THEME.name,
    transformers: numbered ? [coloursToClasses, lineIds] : [coloursToClasses],
  })
}

const coloursToClasses: ShikiTransformer = {
  pre(node) {
    delete node.properties.style
    node.properties.class = 'highlighted'
  },
  span(node) {
    const { style } = node.properties
    delete node.properties.style
    const [, colour] = /\bcolor:(#\w+)/.exec(String(style)) ?? []
    const name = codeClass(colour)
    if (name) node.properties.class = name
  },
}

const lineIds: ShikiTransformer = {
  line(node, line) {
    node.properties.id = `L${line}`
  },
}
