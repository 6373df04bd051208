/** Worker data is what the TypeScript worker is told when it starts: its options, and the types of the lab. */

import type { WorkerData } from 'monaco-editor/languages/features/typescript/tsWorker'
import type { CompilerOptions } from 'typescript'
import { LAB_FOLDER } from './cell-files.ts'

/**
 * @param options as in `lesson/cell-types.ts`
 * @param globalTypes what a cell finds without importing it
 * @param labTypes declaration files of the lab, by path
 */
export function workerData(
  options: object,
  globalTypes: string,
  labTypes: Readonly<Record<string, string>>,
): WorkerData {
  const files = { 'globals.d.ts': globalTypes, ...labTypes }
  return {
    compilerOptions: options as CompilerOptions,
    extraLibs: Object.fromEntries(
      Object.entries(files).map(([path, content]) => [LAB_FOLDER + path, { content, version: 1 }]),
    ),
  }
}
