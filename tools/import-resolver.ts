/** The import resolver tells the lint rule on layers which file an import names, as Vite understands it. */

import { isBuiltin } from 'node:module'
import { dirname, join, resolve as resolvePath } from 'node:path'

const ROOT = join(import.meta.dirname, '..')

/** A script in an Astro page is linted as a file of its own, below the page. */
const SCRIPT = /(?<=\.astro)\/[^/]+$/

/** `?raw`, `?url`, `?worker` */
const QUERY = /\?.*$/

export const interfaceVersion = 2

/** Need not look at the disk: the path alone says which folder it is in. Packages are not found, and so external. */
export function resolve(specifier: string, importer: string) {
  if (isBuiltin(specifier)) return { found: true, path: null }
  const path = specifier.replace(QUERY, '')
  const folder = dirname(importer.replace(SCRIPT, ''))
  if (path.startsWith('.')) return { found: true, path: resolvePath(folder, path) }
  if (path.startsWith('/')) return { found: true, path: join(ROOT, path) }
  return { found: false }
}
