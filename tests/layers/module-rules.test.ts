/** What Biome says about modules: no cycles, no default exports. */

import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'

const BIOME = 'node_modules/@biomejs/biome/bin/biome'

/** Git's part is taken out: the project made here is not in a repository. */
const { vcs: _, ...config } = JSON.parse(readFileSync('biome.json', 'utf8'))

/** Lints a project of these files as this one is. @returns what each finding is, as `file: rule` */
function lintProject(files: Readonly<Record<string, string>>): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'module-rules-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  for (const [path, text] of Object.entries({ ...files, 'biome.json': JSON.stringify(config) })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  const { stdout } = spawnSync(
    process.execPath,
    [join(process.cwd(), BIOME), 'lint', '--reporter=json'],
    { cwd: folder, encoding: 'utf8' },
  )
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: Diagnostic[] }
  return diagnostics.map(({ location, category }) => `${location.path}: ${category.split('/')[2]}`)
}

interface Diagnostic {
  readonly category: string
  readonly location: { readonly path: string }
}

const DEFAULT_EXPORT = 'export default 1\n'

test('a default export is refused in a module, a component and a tool', () => {
  const files = {
    'src/ui/Other.tsx': DEFAULT_EXPORT,
    'src/a.ts': DEFAULT_EXPORT,
    'tools/b.ts': DEFAULT_EXPORT,
  }
  expect(lintProject(files).toSorted()).toEqual([
    'src/a.ts: noDefaultExport',
    'src/ui/Other.tsx: noDefaultExport',
    'tools/b.ts: noDefaultExport',
  ])
})

test('a default export is allowed where the framework asks for one', () => {
  const files = ['astro.config.mjs', 'vitest.config.ts', 'src/ui/Cell.tsx', 'src/ui/Prediction.tsx']
  expect(lintProject(Object.fromEntries(files.map((file) => [file, DEFAULT_EXPORT])))).toEqual([])
})

test('a circle of imports is refused, however long', () => {
  const files = {
    'src/a.ts': `import { b } from './b.ts'\nexport const a = () => b\n`,
    'src/b.ts': `import { c } from './c.ts'\nexport const b = () => c\n`,
    'src/c.ts': `export { a as c } from './a.ts'\n`,
  }
  expect(lintProject(files).toSorted()).toEqual([
    'src/a.ts: noImportCycles',
    'src/b.ts: noImportCycles',
    'src/c.ts: noImportCycles',
  ])
})

test('two ways to the same module are not a circle', () => {
  const files = {
    'src/a.ts': `import { b } from './b.ts'\nimport { c } from './c.ts'\nexport const a = [b, c]\n`,
    'src/b.ts': `import { c } from './c.ts'\nexport const b = () => c\n`,
    'src/c.ts': 'export const c = 1\n',
  }
  expect(lintProject(files)).toEqual([])
})
