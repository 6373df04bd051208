/**
 * Slims Monaco down to what a cell's editor needs.
 *
 * Three things in the package defeat every choice of features: one helper imports them all for their side effects, the
 * TypeScript worker holds the DOM's declarations, and every module imports its own style sheet, which Astro would link in
 * the page's head. Sizes before and after stand in `docs/dependencies.md`.
 */

import { pathToFileURL } from 'node:url'
import type { Plugin } from 'vite'

const ALL_FEATURES = /monaco-editor\/esm\/vs\/internal\/common\/workers\.js$/
const LIBRARIES = /monaco-editor\/esm\/vs\/languages\/features\/typescript\/lib\/lib\.js$/
const STYLES = /monaco-editor\/esm\/.*\.css$/

/** Pages are rendered without an editor: the server's build need not look at it. */
const EDITOR = /\/src\/browser\/monaco-editor\.ts$/

/** The declarations that cells are checked with; a browser's and a script host's are none of them. */
const NEEDED_LIBRARY = /^lib\.(es\d|esnext|decorators)/

export function slimMonaco(): Plugin {
  return {
    name: 'lines-and-spans:slim-monaco',
    enforce: 'pre',
    async load(id) {
      const [path = ''] = id.split('?')
      if (EDITOR.test(path) && this.environment.config.consumer === 'server') return 'export {}'
      if (STYLES.test(path)) return { code: '', moduleType: 'js' }
      if (LIBRARIES.test(path)) return neededLibraries(path)
      return undefined
    },
    transform(code, id) {
      if (!ALL_FEATURES.test(id)) return undefined
      return { code: code.replace(/^import '[^']+';$/gm, ''), map: null }
    },
  }
}

async function neededLibraries(path: string): Promise<string> {
  const { libFileMap } = await import(pathToFileURL(path).href)
  const needed = Object.entries(libFileMap).filter(([name]) => NEEDED_LIBRARY.test(name))
  return `export const libFileMap = ${JSON.stringify(Object.fromEntries(needed))}`
}
