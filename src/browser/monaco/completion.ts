/** Completion offers the names that fit at the cursor, those that would have to be imported included. */

import { type editor, languages, Range } from 'monaco-editor/editor'
import type { Completion } from './cell-typescript.ts'
import { rangeOf } from './text-range.ts'
import type { AskTypeScript } from './typescript-service.ts'

/** A suggestion that can be asked about later. */
interface Suggestion extends languages.CompletionItem {
  readonly about: {
    readonly model: editor.ITextModel
    readonly offset: number
    readonly completion: Completion
  }
}

export function completionProvider(ask: AskTypeScript): languages.CompletionItemProvider {
  return {
    triggerCharacters: ['.', '"', "'", '`', '/', '@'],
    provideCompletionItems: async (model, position) => {
      const offset = model.getOffsetAt(position)
      const found = await (await ask()).complete(model.uri.toString(), offset)
      if (model.isDisposed()) return undefined
      const word = model.getWordUntilPosition(position)
      const atCursor = new Range(
        position.lineNumber,
        word.startColumn,
        position.lineNumber,
        position.column,
      )
      return {
        suggestions: found.map(
          (completion): Suggestion => ({
            about: { model, offset, completion },
            ...suggestionOf(completion),
            range: completion.span ? rangeOf(model, completion.span) : atCursor,
          }),
        ),
      }
    },
    resolveCompletionItem: async (item) => {
      const { model, offset, completion } = (item as Suggestion).about
      const file = model.uri.toString()
      const detail = await (await ask()).describe(file, offset, completion)
      if (!detail || model.isDisposed()) return item
      return {
        ...item,
        detail: detail.signature,
        documentation: { value: detail.documentation },
        additionalTextEdits: detail.changes.map(({ span, newText }) => ({
          range: rangeOf(model, span),
          text: newText,
        })),
      }
    },
  }
}

function suggestionOf({ name, kind, sortText, isDeprecated, insertText, from }: Completion) {
  return {
    label: from === undefined ? name : { label: name, description: from },
    kind: KINDS.get(kind) ?? languages.CompletionItemKind.Property,
    insertText: insertText ?? name,
    filterText: name,
    sortText,
    ...(isDeprecated && { tags: [languages.CompletionItemTag.Deprecated] }),
  }
}

/** TypeScript's kinds as Monaco's, which chooses the icon by them. */
const KINDS: ReadonlyMap<string, languages.CompletionItemKind> = new Map([
  ['keyword', languages.CompletionItemKind.Keyword],
  ['primitive type', languages.CompletionItemKind.Keyword],
  ['const', languages.CompletionItemKind.Variable],
  ['let', languages.CompletionItemKind.Variable],
  ['var', languages.CompletionItemKind.Variable],
  ['local var', languages.CompletionItemKind.Variable],
  ['parameter', languages.CompletionItemKind.Variable],
  ['alias', languages.CompletionItemKind.Variable],
  ['property', languages.CompletionItemKind.Field],
  ['getter', languages.CompletionItemKind.Field],
  ['setter', languages.CompletionItemKind.Field],
  ['function', languages.CompletionItemKind.Function],
  ['local function', languages.CompletionItemKind.Function],
  ['method', languages.CompletionItemKind.Method],
  ['construct', languages.CompletionItemKind.Constructor],
  ['enum', languages.CompletionItemKind.Enum],
  ['enum member', languages.CompletionItemKind.EnumMember],
  ['module', languages.CompletionItemKind.Module],
  ['external module name', languages.CompletionItemKind.Module],
  ['class', languages.CompletionItemKind.Class],
  ['interface', languages.CompletionItemKind.Interface],
  ['type', languages.CompletionItemKind.Interface],
  ['script', languages.CompletionItemKind.File],
  ['directory', languages.CompletionItemKind.Folder],
  ['string', languages.CompletionItemKind.Constant],
])
