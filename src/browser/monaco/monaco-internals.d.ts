/** The parts of Monaco that it ships without types. */

declare module 'monaco-editor/languages/features/typescript/tsWorker' {
  import type { CompilerOptions, LanguageService } from 'typescript'

  interface WorkerContext {
    /** Copies of the editor's models. */
    getMirrorModels(): readonly {
      readonly uri: object
      readonly version: number
      getValue(): string
    }[]
  }

  export interface WorkerData {
    readonly compilerOptions: CompilerOptions
    readonly extraLibs: Readonly<
      Record<string, { readonly content: string; readonly version: number }>
    >
  }

  /** TypeScript's language service over the editor's models. */
  export class TypeScriptWorker {
    constructor(context: WorkerContext, data: WorkerData)
    getLanguageService(): LanguageService
    getCompilationSettings(): CompilerOptions
    /** Addresses of all files that are no part of TypeScript itself. */
    getScriptFileNames(): string[]
  }
}

declare module 'monaco-editor/internal/common/initialize' {
  import type {
    TypeScriptWorker,
    WorkerContext,
    WorkerData,
  } from 'monaco-editor/languages/features/typescript/tsWorker'

  /** Lets the page call what is made here. */
  export function initialize(
    create: (context: WorkerContext, data: WorkerData) => TypeScriptWorker,
  ): void
}

declare module 'monaco-editor/languages/definitions/typescript/typescript' {
  import type { languages } from 'monaco-editor/editor'

  /** Brackets, comments, and what Enter does in them. */
  export const conf: languages.LanguageConfiguration
}
