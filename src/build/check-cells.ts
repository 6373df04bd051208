/** Checks the types of a lesson's cells, as the editor does. */

import ts from 'typescript'
import type { Sources } from '../lesson/cell-graph.ts'
import { COMPILER_OPTIONS, GLOBAL_TYPES } from '../lesson/cell-types.ts'
import { labTypes } from './lab-types.ts'

/** The same places as in the editor; see `browser/monaco/cell-files.ts`. */
const CELLS = '/cells/'
const LAB = '/lab/'

/** @returns what TypeScript has against the cells, as `tea.ts:3: …` */
export function checkCells(sources: Sources): string[] {
  const files = new Map([
    ...Object.entries(sources).map(([name, source]) => [CELLS + name, source] as const),
    ...Object.entries(labTypes()).map(([path, text]) => [LAB + path, text] as const),
    [`${LAB}globals.d.ts`, GLOBAL_TYPES] as const,
  ])
  const options = optionsOnDisk()
  const host = ts.createCompilerHost(options)
  const { getSourceFile, fileExists, readFile, directoryExists } = host
  host.directoryExists = (name) =>
    [...files.keys()].some((file) => file.startsWith(name)) || directoryExists?.(name) === true
  host.fileExists = (name) => files.has(name) || fileExists(name)
  host.readFile = (name) => files.get(name) ?? readFile(name)
  host.getSourceFile = (name, languageVersion, ...rest) => {
    const text = files.get(name)
    return text === undefined
      ? getSourceFile(name, languageVersion, ...rest)
      : ts.createSourceFile(name, text, languageVersion)
  }
  const roots = [...files.keys()].filter((name) => name.startsWith(CELLS))
  const program = ts.createProgram([...roots, `${LAB}globals.d.ts`], options, host)
  return ts.getPreEmitDiagnostics(program).map(inWords)
}

/** The editor's options, with paths as Node has them. */
function optionsOnDisk(): ts.CompilerOptions {
  const { paths, ...options } = COMPILER_OPTIONS
  const onDisk = Object.entries(paths).map(([name, [url]]) => [name, [url.replace('file://', '')]])
  return { ...options, paths: Object.fromEntries(onDisk) } as unknown as ts.CompilerOptions
}

function inWords({ file, start, messageText }: ts.Diagnostic): string {
  const message = ts.flattenDiagnosticMessageText(messageText, ' ')
  if (!file || start === undefined) return message
  const { line } = file.getLineAndCharacterOfPosition(start)
  return `${file.fileName.replace(CELLS, '')}:${line + 1}: ${message}`
}
