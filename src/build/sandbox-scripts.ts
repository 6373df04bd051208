/** The sandbox scripts are the programs that run in the workers, each bundled into one text. */

import { relative } from 'node:path'
import * as esbuild from 'esbuild-wasm'
import { lower } from '../sandbox/compile.ts'
import { instrument } from '../sandbox/instrument.ts'
import type { SourcePosition } from '../telemetry/source-position.ts'

/** Builds and tests run in the project's root; the site's build moves its own code elsewhere before it runs it. */
const ROOT = process.cwd()

/** The lab's own places are numbered from here, so that they never meet a reader's. */
export const FIRST_LAB_SITE = 1_000_000

export interface ProgramScript {
  readonly script: string
  /** Where the numbered calls of the shop stand, by number from {@link FIRST_LAB_SITE}. */
  readonly labSites: readonly SourcePosition[]
}

/** The folder whose code can be seen speaking, and what it is called in lessons. */
const SHOP = 'src/simulation/shop/'

/**
 * Bundles a program worker: the lab's runtime, with the shop instrumented and async functions lowered as a reader's are.
 * @param entry the path of its entry file, from the project's root
 */
export async function bundleProgram(entry: string): Promise<ProgramScript> {
  const { code, map } = await bundle(entry)
  const instrumented = instrument(code, map, new Map(), {
    firstSite: FIRST_LAB_SITE,
    covers: (file) => file.startsWith(SHOP),
    keepsClassNames: true,
  })
  const [error] = instrumented.errors
  if (error) throw new Error(`${entry}: ${error.message}`)
  const lowered = await lower(esbuild, instrumented)
  const minified = await esbuild.transform(lowered.code, { minify: true, target: 'es2024' })
  const labSites = instrumented.sites.map((site) => ({
    ...site,
    file: `@lab/shop/${relative(SHOP, site.file)}`,
  }))
  return { script: minified.code, labSites }
}

/** Bundles a worker that runs no code of a reader. */
export async function bundleWorker(entry: string): Promise<string> {
  const { code } = await bundle(entry, { minify: true })
  return code
}

async function bundle(entry: string, options: esbuild.BuildOptions = {}) {
  const result = await esbuild.build({
    entryPoints: [entry],
    absWorkingDir: ROOT,
    bundle: true,
    write: false,
    outdir: ROOT,
    format: 'iife',
    target: 'es2024',
    external: ['node:*'],
    sourcemap: 'external',
    sourcesContent: false,
    logLevel: 'silent',
    ...options,
  })
  const [map, code] = result.outputFiles ?? []
  if (!map || !code) throw new Error(`${entry} could not be bundled.`)
  return { code: code.text, map: map.text }
}
