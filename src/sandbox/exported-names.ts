/** The exported names of a cell are what other cells can import from it. */

import { parse } from 'acorn'

/** The names of values; types are gone when a program runs. Of a source that has passed esbuild. */
export async function exportsOf(
  bundler: Pick<typeof import('esbuild-wasm'), 'transform'>,
  source: string,
): Promise<string[]> {
  const { code } = await bundler.transform(source, { loader: 'ts', format: 'esm' })
  const { body } = parse(code, { ecmaVersion: 'latest', sourceType: 'module' })
  // esbuild writes all exports of a file as one list at its end.
  return body.flatMap((node) => {
    if (node.type !== 'ExportNamedDeclaration') return []
    return node.specifiers.map(({ exported }) =>
      exported.type === 'Identifier' ? exported.name : String(exported.value),
    )
  })
}

/** What to say of an import that finds nothing. */
export function lacksExport(
  file: string,
  name: string,
  source: string,
  names: readonly string[],
): string {
  if (name !== 'default' && isType(name, source)) {
    return `“${name}” is a type in ${file}: import it with “import type”.`
  }
  const what = name === 'default' ? 'has no default export' : `does not export “${name}”`
  const others = names.filter((other) => other !== 'default')
  const instead =
    others.length > 0 ? ` What it exports: ${others.join(', ')}.` : ' It exports nothing.'
  return `${file} ${what}.${instead}`
}

function isType(name: string, source: string): boolean {
  const words = source.split(/[^\w$]+/)
  return words.some(
    (word, n) => word === name && ['type', 'interface'].includes(words[n - 1] as string),
  )
}
