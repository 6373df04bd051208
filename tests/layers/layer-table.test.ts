/** The table in `src/README.md` is what lint enforces: every folder tries to import every other one. */

import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { lintSource } from './lint-source.ts'

interface Layer {
  readonly name: string
  readonly imports: readonly string[]
  /** Of these only types. */
  readonly types: readonly string[]
}

const layers = readTable(readFileSync('src/README.md', 'utf8'))
const names = layers.map(({ name }) => name)

test('the table has a row for every folder of src', () => {
  const folders = readdirSync('src', { withFileTypes: true }).filter((entry) => entry.isDirectory())
  expect(names.toSorted()).toEqual(folders.map(({ name }) => name).toSorted())
})

describe.each(layers)('$name', ({ name, imports, types }) => {
  test('imports what its row names, and nothing else', async () => {
    const allowed = [name, ...imports]
    expect(await importable(name, (file) => `import '${file}'`)).toEqual(sortedLike(allowed))
  })

  test('imports types from there, and from what its row names for types', async () => {
    const allowed = [name, ...imports, ...types]
    const typeImport = (file: string) => `import type { A } from '${file}'`
    expect(await importable(name, typeImport)).toEqual(sortedLike(allowed))
  })
})

/** The folders from which a file in this one can import. */
async function importable(folder: string, write: (file: string) => string): Promise<string[]> {
  const code = names.map((name) => write(`../${name}/any.ts`)).join('\n')
  const refused = new Set((await lintSource(`src/${folder}/new.ts`, code)).map(({ line }) => line))
  return names.filter((_, index) => !refused.has(index + 1))
}

function sortedLike(allowed: readonly string[]): string[] {
  return names.filter((name) => allowed.includes(name))
}

/** Rows such as: | `ui/` | components | the engine, `browser` | */
function readTable(markdown: string): Layer[] {
  const rows = [...markdown.matchAll(/^\| `(\S+)\/` \|.*\| (.*) \|$/gm)]
  const engine = rows.slice(
    0,
    rows.findIndex(([, name]) => name === 'browser'),
  )
  const engineNames = engine.map(([, name]) => `\`${name}\``).join(', ')
  return rows.map(([, name = '', cell = '']) => {
    const [imports, types] = cell.replace('the engine', engineNames).split('types of')
    return { name, imports: foldersIn(imports), types: foldersIn(types) }
  })
}

function foldersIn(text = ''): string[] {
  return [...text.matchAll(/`([\w-]+)`/g)].map(([, name]) => name as string)
}
