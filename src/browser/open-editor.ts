/** Opens the editor that suits the device: Monaco, or a plain text field where fingers type. */

import type { CodeEditor, EditorOptions } from './code-editor.ts'
import { openPlainEditor } from './plain-editor.ts'
import { trustedEditor } from './trusted-types.ts'

export async function openEditor(host: HTMLElement, options: EditorOptions): Promise<CodeEditor> {
  // Monaco does not support touch keyboards.
  if (matchMedia('(pointer: coarse)').matches) return openPlainEditor(host, options)
  // Before it is loaded: it asks while it is.
  self.MonacoEnvironment ??= { createTrustedTypesPolicy: trustedEditor }
  const { openMonaco } = await import('./monaco-editor.ts')
  return openMonaco(host, options)
}
