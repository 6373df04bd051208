/** Cell TypeScript answers what an editor asks about the cells of a lesson. It runs in the TypeScript worker. */

import { TypeScriptWorker } from 'monaco-editor/languages/features/typescript/tsWorker'
import type {
  CodeFixAction,
  CompilerOptions,
  CompletionEntry,
  CompletionEntryData,
  Diagnostic,
  FormatCodeSettings,
  RenameLocation,
  SignatureHelpItem,
  TextChange,
  UserPreferences,
} from 'typescript'
import type { Fix } from '../../notebook/cell-problems.ts'
import { CELL_FOLDER, cellAt } from './cell-files.ts'
import { codeMarkdown, docMarkdown } from './doc-markdown.ts'

/** How cells are laid out: as the lessons are. */
const FORMAT = {
  indentSize: 2,
  tabSize: 2,
  convertTabsToSpaces: true,
  newLineCharacter: '\n',
  insertSpaceAfterCommaDelimiter: true,
  insertSpaceAfterSemicolonInForStatements: true,
  insertSpaceBeforeAndAfterBinaryOperators: true,
  insertSpaceAfterKeywordsInControlFlowStatements: true,
  insertSpaceAfterFunctionKeywordForAnonymousFunctions: true,
  insertSpaceAfterOpeningAndBeforeClosingNonemptyBraces: true,
} as const satisfies FormatCodeSettings

/** Imports that are added have no semicolon, as in the lessons. */
const IMPORT_FORMAT = { ...FORMAT, semicolons: 'remove' } as unknown as FormatCodeSettings

const PREFERENCES: UserPreferences = {
  includeCompletionsForModuleExports: true,
  includeCompletionsForImportStatements: true,
  includeCompletionsWithInsertText: true,
  importModuleSpecifierEnding: 'js',
  quotePreference: 'single',
}

/** What a cell can import: a part of the lab, or another cell. */
const IMPORTABLE = /^(?:@lab\/[a-z]+|\.\/[^/]+\.ts)$/

/** Names that are not there, in TypeScript's numbers: an import may be missing. */
const MISSING_NAMES: ReadonlySet<number> = new Set([2304, 2503, 2552, 2693, 18004])

/** Messages of TypeScript's that are errors. */
const ERROR = 1

export interface CheckedProblem {
  readonly message: string
  readonly code: number
  /** UTF-16 units from the beginning of the text. */
  readonly start: number
  readonly end: number
  readonly fix?: Fix
}

export interface Completion {
  readonly name: string
  readonly kind: string
  readonly sortText: string
  readonly isDeprecated: boolean
  /** What is written, where that is not the name. */
  readonly insertText?: string
  /** What is replaced, where that is not the word at the cursor. */
  readonly span?: { readonly start: number; readonly length: number }
  /** What it would be imported from. */
  readonly from?: string
  readonly data?: CompletionEntryData
}

export interface CompletionDetail {
  /** What it is, as TypeScript writes it. */
  readonly signature: string
  /** Its documentation, in Markdown. */
  readonly documentation: string
  /** What else changes in the file if it is taken: an import is added. */
  readonly changes: readonly TextChange[]
}

export interface Explanation {
  /** The name that is explained, in UTF-16 units from the beginning of the text. */
  readonly start: number
  readonly length: number
  /** In Markdown. */
  readonly paragraphs: readonly string[]
}

export interface Signatures {
  /** Which of them fits what has been written so far. */
  readonly chosen: number
  /** The parameter that is being written, from 0. */
  readonly parameter: number
  readonly signatures: readonly Signature[]
}

export interface Signature {
  readonly label: string
  /** In Markdown. */
  readonly documentation: string
  readonly parameters: readonly { readonly label: string; readonly documentation: string }[]
}

/** A stretch of a file. */
export interface FilePlace {
  readonly file: string
  readonly start: number
  readonly length: number
}

export interface RenamePlace extends FilePlace {
  /** What stands before and after the new name: `span as ` for one that belongs to the lab. */
  readonly prefix: string
  readonly suffix: string
}

export type RenameAnswer =
  | { readonly places: readonly RenamePlace[] }
  | { readonly refused: string }

export class CellTypeScript extends TypeScriptWorker {
  /** All that is wrong with a file. Code that can't be read is not checked further, as `tsc` does it. */
  async check(file: string): Promise<CheckedProblem[]> {
    const service = this.getLanguageService()
    const unreadable = service.getSyntacticDiagnostics(file)
    const found = unreadable.length > 0 ? unreadable : service.getSemanticDiagnostics(file)
    return found
      .filter(({ category }) => category === ERROR)
      .map((diagnostic) => this.#problemOf(file, diagnostic))
  }

  async complete(file: string, offset: number): Promise<Completion[]> {
    const found = this.getLanguageService().getCompletionsAtPosition(
      file,
      offset,
      PREFERENCES,
      IMPORT_FORMAT,
    )
    return (found?.entries ?? [])
      .filter(({ source }) => source === undefined || IMPORTABLE.test(source))
      .map(completionOf)
  }

  /** What is worth telling about a completion. @returns nothing if TypeScript does not know it any more */
  async describe(
    file: string,
    offset: number,
    { name, from, data }: Pick<Completion, 'name' | 'from' | 'data'>,
  ): Promise<CompletionDetail | undefined> {
    const detail = this.getLanguageService().getCompletionEntryDetails(
      file,
      offset,
      name,
      IMPORT_FORMAT,
      from,
      PREFERENCES,
      data,
    )
    if (!detail) return undefined
    return {
      signature: textOf(detail.displayParts),
      documentation: docMarkdown(detail.documentation ?? [], detail.tags),
      changes: (detail.codeActions ?? []).flatMap(({ changes }) =>
        changes.filter(({ fileName }) => fileName === file).flatMap((change) => change.textChanges),
      ),
    }
  }

  /** What a name is, and what its comment says. */
  async explain(file: string, offset: number): Promise<Explanation | undefined> {
    const info = this.getLanguageService().getQuickInfoAtPosition(file, offset)
    if (!info) return undefined
    return {
      ...info.textSpan,
      paragraphs: [
        codeMarkdown(textOf(info.displayParts)),
        docMarkdown(info.documentation ?? [], info.tags),
      ].filter(Boolean),
    }
  }

  /** The parameters of the call around a place. */
  async signaturesAt(file: string, offset: number): Promise<Signatures | undefined> {
    const help = this.getLanguageService().getSignatureHelpItems(file, offset, undefined)
    if (!help) return undefined
    return {
      chosen: help.selectedItemIndex,
      parameter: help.argumentIndex,
      signatures: help.items.map(signatureOf),
    }
  }

  /** Where a name has to be changed: in all cells that use it. A name of the lab only gets another name in this one. */
  async renameAt(file: string, offset: number): Promise<RenameAnswer> {
    const service = this.getLanguageService()
    const info = service.getRenameInfo(file, offset, { allowRenameOfImportPath: false })
    if (!info.canRename) return { refused: info.localizedErrorMessage }
    const everywhere = this.#renamePlaces(file, offset, false)
    const places = everywhere.every((place) => cellAt(place.file) !== undefined)
      ? everywhere
      : this.#renamePlaces(file, offset, true)
    if (places.some((place) => cellAt(place.file) === undefined)) {
      return { refused: 'This name belongs to the lab.' }
    }
    return { places }
  }

  /** Where the name at a place comes from. */
  async definitionAt(file: string, offset: number): Promise<FilePlace | undefined> {
    const [found] = this.getLanguageService().getDefinitionAtPosition(file, offset) ?? []
    return found && { file: found.fileName, ...found.textSpan }
  }

  async format(file: string): Promise<TextChange[]> {
    return this.getLanguageService().getFormattingEditsForDocument(file, FORMAT)
  }

  // What TypeScript asks of a machine with files, to complete the paths of imports.

  useCaseSensitiveFileNames(): boolean {
    return true
  }

  getCurrentDirectory(): string {
    return CELL_FOLDER
  }

  override getCompilationSettings(): CompilerOptions {
    // TypeScript writes this down itself when it reads a `tsconfig.json`.
    return { ...super.getCompilationSettings(), pathsBasePath: CELL_FOLDER }
  }

  directoryExists(path: string): boolean {
    const folder = path.replace(/\/?$/, '/')
    return this.getScriptFileNames().some((file) => file.startsWith(folder))
  }

  readDirectory(path: string, endings: readonly string[] = []): string[] {
    const folder = path.replace(/\/?$/, '/')
    return this.getScriptFileNames().filter(
      (file) => file.startsWith(folder) && endings.some((ending) => file.endsWith(ending)),
    )
  }

  getDirectories(): string[] {
    return []
  }

  #problemOf(
    file: string,
    { messageText, code, start = 0, length = 0 }: Diagnostic,
  ): CheckedProblem {
    const fix = MISSING_NAMES.has(code) ? this.#importFix(file, start, length, code) : undefined
    return {
      message: flatten(messageText),
      code,
      start,
      end: start + length,
      ...(fix && { fix }),
    }
  }

  #importFix(file: string, start: number, length: number, code: number): Fix | undefined {
    const fixes = this.getLanguageService()
      .getCodeFixesAtPosition(file, start, start + length, [code], IMPORT_FORMAT, PREFERENCES)
      .filter(isImportable)
    const [fix] = fixes
    if (!fix) return undefined
    const changes = fix.changes.flatMap(({ textChanges }) => textChanges)
    return {
      title: fix.description.replaceAll('"', "'"),
      changes: changes
        .map(({ span, newText }) => ({
          start: span.start,
          end: span.start + span.length,
          text: newText,
        }))
        .sort((one, other) => other.start - one.start),
    }
  }

  #renamePlaces(file: string, offset: number, keepsImports: boolean): RenamePlace[] {
    const found = this.getLanguageService().findRenameLocations(file, offset, false, false, {
      providePrefixAndSuffixTextForRename: keepsImports,
    })
    return (found ?? []).map(renamePlaceOf)
  }
}

function completionOf(entry: CompletionEntry): Completion {
  const { name, kind, kindModifiers, sortText, insertText, replacementSpan, source, data } = entry
  return {
    name,
    kind,
    sortText,
    isDeprecated: /\bdeprecated\b/.test(kindModifiers ?? ''),
    ...(insertText !== undefined && { insertText }),
    ...(replacementSpan && { span: replacementSpan }),
    ...(source !== undefined && { from: source }),
    ...(data && { data }),
  }
}

function renamePlaceOf({
  fileName,
  textSpan,
  prefixText,
  suffixText,
}: RenameLocation): RenamePlace {
  return { file: fileName, ...textSpan, prefix: prefixText ?? '', suffix: suffixText ?? '' }
}

function signatureOf(item: SignatureHelpItem): Signature {
  const parameters = item.parameters.map(({ displayParts, documentation }) => ({
    label: textOf(displayParts),
    documentation: docMarkdown(documentation),
  }))
  const between = textOf(item.separatorDisplayParts)
  const list = parameters.map(({ label }) => label).join(between)
  return {
    label: textOf(item.prefixDisplayParts) + list + textOf(item.suffixDisplayParts),
    documentation: docMarkdown(item.documentation),
    parameters,
  }
}

function isImportable({ fixName, description }: CodeFixAction): boolean {
  const [, from = ''] = /"([^"]+)"$/.exec(description) ?? []
  return fixName === 'import' && IMPORTABLE.test(from)
}

function textOf(parts: readonly { readonly text: string }[] | undefined): string {
  return (parts ?? []).map(({ text }) => text).join('')
}

/** A message with what explains it, in one paragraph. */
function flatten(message: Diagnostic['messageText']): string {
  if (typeof message === 'string') return message
  return [message.messageText, ...(message.next ?? []).map(flatten)].join(' ')
}
