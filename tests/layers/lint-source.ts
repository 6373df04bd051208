/** Lints a text as if it stood in a file of the project. */

import { ESLint } from 'eslint'

const eslint = new ESLint()
const ERROR = 2

export interface Finding {
  readonly rule: string
  readonly line: number
}

export async function lintSource(path: string, code: string): Promise<Finding[]> {
  const results = await eslint.lintText(code, { filePath: path })
  return results.flatMap(({ messages }) =>
    messages
      .filter(({ severity }) => severity === ERROR)
      .map(({ ruleId, line, message }) => ({ rule: ruleId ?? message, line })),
  )
}
