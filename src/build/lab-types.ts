/** The lab's types are the declaration files of what cells can import, for the editor and for checking the lessons. */

import { relative, resolve } from 'node:path'
import ts from 'typescript'

/** Builds and tests run in the project's root; the site's build moves its own code elsewhere before it runs it. */
const ROOT = process.cwd()

/** Where each module of the lab begins, from the project's root. */
const LAB_ENTRIES = {
  '@lab/logger': 'src/telemetry/lab-logger',
  '@lab/tracer': 'src/telemetry/lab-tracer',
  '@lab/sim': 'src/simulation/lab-sim',
  '@lab/shop': 'src/simulation/lab-shop',
} as const

let types: Readonly<Record<string, string>> | undefined

/** Declaration files by path from the project's root, comments included. Made once. */
export function labTypes(): Readonly<Record<string, string>> {
  types ??= emitDeclarations()
  return types
}

function emitDeclarations(): Record<string, string> {
  const program = ts.createProgram(
    Object.values(LAB_ENTRIES).map((entry) => resolve(ROOT, `${entry}.ts`)),
    {
      target: ts.ScriptTarget.ES2024,
      lib: ['lib.es2024.d.ts', 'lib.esnext.disposable.d.ts'],
      types: [],
      module: ts.ModuleKind.ESNext,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      allowImportingTsExtensions: true,
      rewriteRelativeImportExtensions: false,
      strict: true,
      declaration: true,
      emitDeclarationOnly: true,
    },
  )
  const files: Record<string, string> = {}
  program.emit(undefined, (path, text) => {
    files[relative(ROOT, path)] = text
  })
  return files
}
