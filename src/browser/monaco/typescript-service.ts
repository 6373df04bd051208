/** The TypeScript service of the page: one worker that knows all cells of the lesson as they stand now. */

import { labTypes } from 'virtual:lab-types'
import { editor, type Uri } from 'monaco-editor/editor'
import { COMPILER_OPTIONS, GLOBAL_TYPES } from '../../lesson/cell-types.ts'
import { trustedScript } from '../trusted-types.ts'
import type { CellTypeScript } from './cell-typescript.ts'
import workerUrl from './typescript-worker.ts?worker&url'
import { workerData } from './worker-data.ts'

/** What the page can ask the worker. */
export type TypeScriptQuestions = Pick<
  CellTypeScript,
  | 'check'
  | 'complete'
  | 'describe'
  | 'explain'
  | 'signaturesAt'
  | 'renameAt'
  | 'definitionAt'
  | 'format'
>

export interface TypeScriptService {
  /** Answers when the worker knows these files as they stand now. */
  over(files: readonly Uri[]): Promise<TypeScriptQuestions>
}

/** @param onTrouble called if the worker can't be loaded or breaks: types, completion and renaming are gone then */
export function startTypeScript(onTrouble: () => void): TypeScriptService {
  const worker = new Worker(trustedScript(workerUrl), { type: 'module' })
  worker.addEventListener('error', onTrouble)
  // The first message wakes it, the second is what it starts with.
  worker.postMessage('wake')
  worker.postMessage(workerData(COMPILER_OPTIONS, GLOBAL_TYPES, labTypes))
  const service = editor.createWebWorker<TypeScriptQuestions>({ worker, keepIdleModels: true })
  return { over: (files) => service.withSyncedResources([...files]) }
}

/** Asks about the lesson's cells as they stand now. */
export type AskTypeScript = () => Promise<TypeScriptQuestions>
