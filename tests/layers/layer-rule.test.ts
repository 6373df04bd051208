/** The layer rule, broken in every way that an import can be written. */

import { describe, expect, test } from 'vitest'
import { lintSource } from './lint-source.ts'

const LAYER = 'boundaries/dependencies'
const FOLDER = 'boundaries/no-unknown-files'
const COMPUTED = 'no-restricted-syntax'
const REFERENCE = 'typescript/triple-slash-reference'

function refuses(what: string, rule: string, path: string, code: string): void {
  test(`${what} is refused`, async () => {
    const findings = await lintSource(path, code)
    expect(findings.map((finding) => finding.rule)).toEqual([rule])
  })
}

function allows(what: string, path: string, code: string): void {
  test(`${what} is allowed`, async () => expect(await lintSource(path, code)).toEqual([]))
}

/** A page of Astro with this script. */
const withScript = (script: string) => `---\n---\n<main></main>\n<script>\n${script}\n</script>\n`
const withFrontmatter = (code: string) => `---\n${code}\n---\n<main></main>\n`

describe('from the engine', () => {
  const FILE = 'src/views/new.ts'
  refuses('a value', LAYER, FILE, `import { a } from '../ui/lens.ts'`)
  refuses('a side effect', LAYER, FILE, `import '../ui/lens.ts'`)
  refuses('a type', LAYER, FILE, `import type { LensProps } from '../ui/lens.ts'`)
  refuses('an inline type', LAYER, FILE, `import { type LensProps } from '../ui/lens.ts'`)
  refuses('a type in place', LAYER, FILE, `export type A = import('../ui/lens.ts').LensProps`)
  refuses('the type of a module', LAYER, FILE, `export type A = typeof import('../ui/lens.ts')`)
  refuses('a namespace', LAYER, FILE, `import * as ui from '../ui/lens.ts'`)
  refuses('a dynamic import', LAYER, FILE, `await import('../browser/open-editor.ts')`)
  refuses('a computed import', COMPUTED, FILE, `await import('../browser/' + name)`)
  refuses('a re-export', LAYER, FILE, `export { a } from '../ui/lens.ts'`)
  refuses('a re-export of all', LAYER, FILE, `export * from '../ui/lens.ts'`)
  refuses('a re-export of a type', LAYER, FILE, `export type { LensProps } from '../ui/lens.ts'`)
  refuses('a text', LAYER, FILE, `import text from '../ui/Cell.tsx?raw'`)
  refuses('an address', LAYER, FILE, `import url from '../browser/compiler.ts?url'`)
  refuses('a path from the root', LAYER, FILE, `import text from '/src/ui/Cell.tsx?raw'`)
  refuses('a worker', LAYER, FILE, `new Worker(new URL('../browser/a.ts', import.meta.url))`)
  refuses('a glob', LAYER, FILE, `import.meta.glob('../ui/*.tsx')`)
  refuses('a style sheet', LAYER, FILE, `import '../styles/tokens.css'`)
  refuses('a component of Astro', LAYER, FILE, `import Page from '../layouts/Page.astro'`)
  refuses('a file outside src', LAYER, FILE, `import { serve } from '../../tools/static-server.ts'`)
  refuses('a file that does not exist', LAYER, FILE, `import { a } from '../ui/nowhere.ts'`)
  refuses('a test', LAYER, FILE, `import { a } from './waterfall.test.ts'`)
  refuses('an exception', LAYER, FILE, `import '../ui/lens.ts' // eslint-disable-line`)
  refuses('the library of the DOM', REFERENCE, FILE, '/// <reference lib="dom" />\nexport {}')

  allows('a value from below', FILE, `import { ColumnStore } from '../trace-data/column-store.ts'`)
  allows('a type from below', FILE, `import type { Line } from '../telemetry/telemetry-event.ts'`)
  allows(
    'a re-export from below',
    FILE,
    `export { ColumnStore } from '../trace-data/column-store.ts'`,
  )
  allows('a neighbour', FILE, `import { placeOf } from './time-axis.ts'`)
  allows('anything in a test', 'src/views/new.test.ts', `import '../ui/lens.ts'; import 'vitest'`)
})

describe('what cells import', () => {
  refuses('@lab/shop in the engine', LAYER, 'src/sandbox/new.ts', `import '@lab/shop'`)
  refuses('@lab/logger in a component', LAYER, 'src/ui/New.tsx', `import '@lab/logger'`)
})

describe('packages', () => {
  const SANDBOX = 'src/sandbox/new.ts'
  refuses('a package in the engine', LAYER, 'src/lesson/new.ts', `import 'acorn'`)
  refuses('a type of a package', LAYER, 'src/views/new.ts', `import type { VNode } from 'preact'`)
  refuses('an unlisted package in the sandbox', LAYER, SANDBOX, `import 'preact'`)
  refuses('esbuild itself', LAYER, SANDBOX, `import { build } from 'esbuild-wasm'`)
  refuses('a module of Node in the engine', LAYER, SANDBOX, `import 'node:fs'`)
  refuses('a module of Node by its bare name', LAYER, SANDBOX, `import 'fs/promises'`)
  refuses('a module of Node in the page', LAYER, 'src/browser/new.ts', `import 'node:fs'`)
  refuses('a virtual module in the engine', LAYER, SANDBOX, `import 'virtual:sandbox'`)
  allows('a pure package', SANDBOX, `import { parse } from 'acorn'`)
  allows('a type of esbuild', SANDBOX, `import type { Plugin } from 'esbuild-wasm'`)
  allows('the type of esbuild', SANDBOX, `export type A = typeof import('esbuild-wasm')`)
  allows('a module of Node at build time', 'src/build/new.ts', `import 'node:fs'`)
  allows('a package in a component', 'src/ui/New.tsx', `import { signal } from '@preact/signals'`)
  allows('a virtual module in the page', 'src/browser/new.ts', `import 'virtual:sandbox'`)
})

describe('in Astro’s files', () => {
  const PAGE = 'src/pages/new.astro'
  const SESSION = '../browser/notebook-session.ts'
  refuses('an import above the page', LAYER, PAGE, withFrontmatter(`import '${SESSION}'`))
  refuses('an import in a script', LAYER, PAGE, withScript(`import '${SESSION}'`))
  refuses('a dynamic import in a script', LAYER, PAGE, withScript(`await import('${SESSION}')`))
  refuses('a value of the engine', LAYER, PAGE, withFrontmatter(`import '../views/waterfall.ts'`))
  allows('a layout', PAGE, withFrontmatter(`import Page from '../layouts/Page.astro'`))
  allows('the content', PAGE, withFrontmatter(`import { getCollection } from 'astro:content'`))
  allows('a neighbour in a script', 'src/layouts/New.astro', withScript(`import './a-switch.ts'`))
})

describe('a file that is in none of the folders', () => {
  refuses('a new folder', FOLDER, 'src/utils/new.ts', 'export const a = 1')
  refuses('a file in src itself', FOLDER, 'src/new.ts', 'export const a = 1')
  refuses('a page in a new folder', FOLDER, 'src/components/New.astro', '<main></main>')
  refuses('an import from a new folder', LAYER, 'src/ui/new.ts', `import '../utils/new.ts'`)
  allows('the declaration of the content', 'src/content.config.ts', `import 'astro/loaders'`)
})
