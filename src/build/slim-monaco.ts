/**
 * Slims Monaco down to what a cell's editor needs, and lets it live in a page that scrolls.
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
const EDITOR = /\/src\/browser\/monaco\/monaco-editor\.ts$/

/**
 * These measure how much room there is above and below in the window, from where the editor is in the page: on a page
 * that is scrolled, what they open would always go up, and leave the window.
 */
const MEASURES_ROOM =
  /monaco-editor\/esm\/vs\/editor\/contrib\/(suggest\/browser\/suggestWidget|rename\/browser\/renameWidget|hover\/browser\/resizableContentWidget)\.js$/
const PLACE_IN_PAGE = /= getDomNodePagePosition\((.+)\);/g

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
      if (ALL_FEATURES.test(id)) return { code: code.replace(/^import '[^']+';$/gm, ''), map: null }
      if (!MEASURES_ROOM.test(id)) return undefined
      const mended = code.replace(PLACE_IN_PAGE, '= $1.getBoundingClientRect();')
      if (mended === code) this.error(`${id} measures its place in another way now.`)
      return { code: mended, map: null }
    },
  }
}

async function neededLibraries(path: string): Promise<string> {
  const { libFileMap } = await import(pathToFileURL(path).href)
  const needed = Object.entries(libFileMap).filter(([name]) => NEEDED_LIBRARY.test(name))
  return `export const libFileMap = ${JSON.stringify(Object.fromEntries(needed))}`
}
