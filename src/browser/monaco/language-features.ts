/** Language features are what Monaco asks TypeScript for: names, explanations, parameters, renaming and layout. */

import { editor, type IDisposable, languages, Uri } from 'monaco-editor/editor'
import { completionProvider } from './completion.ts'
import { rangeOf } from './text-range.ts'
import type { AskTypeScript } from './typescript-service.ts'

/**
 * @param isCell whether a file can be edited
 * @returns what to dispose of if TypeScript can't be asked any more
 */
export function registerFeatures(
  ask: AskTypeScript,
  isCell: (file: Uri) => boolean,
): readonly IDisposable[] {
  const language = 'typescript'
  return [
    languages.registerCompletionItemProvider(language, completionProvider(ask)),
    languages.registerHoverProvider(language, hoverProvider(ask)),
    languages.registerSignatureHelpProvider(language, signatureProvider(ask)),
    languages.registerRenameProvider(language, renameProvider(ask, isCell)),
    languages.registerDocumentFormattingEditProvider(language, formatProvider(ask)),
  ]
}

function hoverProvider(ask: AskTypeScript): languages.HoverProvider {
  return {
    provideHover: async (model, position) => {
      const found = await (await ask()).explain(model.uri.toString(), model.getOffsetAt(position))
      if (!found || model.isDisposed()) return undefined
      return {
        range: rangeOf(model, found),
        contents: found.paragraphs.map((value) => ({ value })),
      }
    },
  }
}

function signatureProvider(ask: AskTypeScript): languages.SignatureHelpProvider {
  return {
    signatureHelpTriggerCharacters: ['(', ',', '<'],
    signatureHelpRetriggerCharacters: [')'],
    provideSignatureHelp: async (model, position) => {
      const file = model.uri.toString()
      const found = await (await ask()).signaturesAt(file, model.getOffsetAt(position))
      if (!found) return undefined
      const signatures = found.signatures.map(({ label, documentation, parameters }) => ({
        label,
        documentation: { value: documentation },
        parameters: parameters.map((parameter) => ({
          label: parameter.label,
          documentation: { value: parameter.documentation },
        })),
      }))
      return {
        value: { signatures, activeSignature: found.chosen, activeParameter: found.parameter },
        dispose: () => {},
      }
    },
  }
}

/** Renames in every cell that uses the name. Each cell undoes its own part. */
function renameProvider(
  ask: AskTypeScript,
  isCell: (file: Uri) => boolean,
): languages.RenameProvider {
  return {
    provideRenameEdits: async (model, position, newName) => {
      const file = model.uri.toString()
      const answer = await (await ask()).renameAt(file, model.getOffsetAt(position))
      if ('refused' in answer) return { edits: [], rejectReason: answer.refused }
      if (!IDENTIFIER.test(newName)) {
        return { edits: [], rejectReason: `“${newName}” is not a name.` }
      }
      const files = answer.places.map((place) => Uri.parse(place.file))
      if (!files.every(isCell)) {
        return { edits: [], rejectReason: 'This name is also used in a file that is not a cell.' }
      }
      const edits = answer.places.flatMap((place) => {
        const resource = Uri.parse(place.file)
        const target = editor.getModel(resource)
        if (!target) return []
        const text = place.prefix + newName + place.suffix
        const textEdit = { range: rangeOf(target, place), text }
        return [{ resource, versionId: undefined, textEdit }]
      })
      return { edits }
    },
  }
}

const IDENTIFIER = /^[\p{ID_Start}_$][\p{ID_Continue}$]*$/u

function formatProvider(ask: AskTypeScript): languages.DocumentFormattingEditProvider {
  return {
    provideDocumentFormattingEdits: async (model) => {
      const changes = await (await ask()).format(model.uri.toString())
      return changes.map(({ span, newText }) => ({ range: rangeOf(model, span), text: newText }))
    },
  }
}
