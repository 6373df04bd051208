/** Virtual modules hand the site what has to be made from its own source: the sandbox's scripts, and the lab's types. */

import type { Plugin } from 'vite'
import { frameDocument } from './content-policy.ts'
import { labTypes } from './lab-types.ts'
import { bundleProgram, bundleWorker, FIRST_LAB_SITE } from './sandbox-scripts.ts'

/** What each module exports, by name. */
const MODULES: Readonly<Record<string, () => Promise<object>>> = {
  'virtual:sandbox': async () => {
    const { script, labSites } = await bundleProgram('src/browser/program-worker.ts')
    return {
      frameDocument,
      programScript: script,
      brokerScript: await bundleWorker('src/browser/broker-worker.ts'),
      labSites,
      firstLabSite: FIRST_LAB_SITE,
    }
  },
  'virtual:lab-types': async () => ({ labTypes: labTypes() }),
}

/** Vite's convention for modules that no other plugin should touch. */
const MARK = '\0'

const made = new Map<string, Promise<object>>()

/** The site is built twice, for the server and for the page; the modules are made once. */
function makeOnce(id: string): Promise<object> | undefined {
  if (!made.has(id)) {
    const making = MODULES[id]?.()
    if (making) made.set(id, making)
  }
  return made.get(id)
}

export function virtualModules(): Plugin {
  return {
    name: 'lines-and-spans:virtual-modules',
    resolveId: (id) => (Object.hasOwn(MODULES, id) ? MARK + id : undefined),
    load: async (id) => {
      const module = id.startsWith(MARK) ? await makeOnce(id.slice(MARK.length)) : undefined
      if (!module) return undefined
      return Object.entries(module)
        .map(([name, value]) => `export const ${name} = ${JSON.stringify(value)}\n`)
        .join('')
    },
  }
}
