/**
 * Hostile sites are the built site with one thing changed: a program that is not the lab's, in the worker or in the frame
 * itself; and, as a control, without what contains it. They exist in tests only.
 */

import { createHash } from 'node:crypto'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { glob } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { SandboxScripts } from '../../src/browser/frame-runner.ts'
import { bundleWorker } from '../../src/build/sandbox-scripts.ts'
import { type StaticServer, serve } from '../../tools/static-server.ts'
import type { Place } from './hostile-case.ts'

export interface SiteChoice {
  readonly place: Place
  /** Without it: no content policy, and a frame with the site's own origin. */
  readonly isContained: boolean
  /** Hears of requests that only a program makes: those for something below `/leak`. */
  onLeak(path: string): void
}

export interface HostileSite extends StaticServer {
  readonly place: Place
}

/** The page on which programs run. */
export const LESSON = 'lessons/start-here/'

export async function openSite({ place, isContained, onLeak }: SiteChoice): Promise<HostileSite> {
  const folder = mkdtempSync(join(tmpdir(), `hostile-${place}-`))
  cpSync('dist/_astro', join(folder, '_astro'), { recursive: true })
  const page = join(folder, LESSON, 'index.html')
  mkdirSync(dirname(page), { recursive: true })
  cpSync(join('dist', LESSON), dirname(page), { recursive: true })

  const chunk = await sandboxChunk(folder)
  const scripts: SandboxScripts = await import(pathToFileURL(chunk).href)
  const changed = { ...scripts }
  let html = readFileSync(page, 'utf8')
  if (place === 'worker') {
    changed.programScript = await bundleWorker('tests/hostile/raw-worker.ts')
  }
  if (place === 'frame') {
    const bootstrap = await bundleWorker('tests/hostile/raw-frame.ts')
    const [, old = ''] = /<script>(.*)<\/script>/s.exec(scripts.frameDocument) ?? []
    const swap = (text: string) => text.replaceAll(hashOf(old), hashOf(bootstrap))
    changed.frameDocument = swap(scripts.frameDocument).replace(old, () => bootstrap)
    html = swap(html)
  }
  if (!isContained) {
    changed.frameDocument = withoutPolicy(changed.frameDocument)
    html = withoutPolicy(html)
  }
  writeFileSync(page, html)
  writeFileSync(
    chunk,
    Object.entries(changed)
      // Playwright's loader adds names of its own.
      .filter(([name]) => !/^default$|\W/.test(name))
      .map(([name, value]) => `export const ${name} = ${JSON.stringify(value)}\n`)
      .join(''),
  )

  const server = await serve({
    folder,
    onRequest: (path) => {
      if (path.startsWith('/leak')) onLeak(path)
    },
  })
  return {
    ...server,
    place,
    close: async () => {
      await server.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function sandboxChunk(folder: string): Promise<string> {
  for await (const file of glob('_astro/_virtual_sandbox*.js', { cwd: folder })) {
    return join(folder, file)
  }
  throw new Error('The site is not built: no sandbox in it.')
}

function withoutPolicy(html: string): string {
  const without = html.replace(/<meta http-equiv="content-security-policy"[^>]*>/i, '')
  if (without === html) throw new Error('There is no policy to take away.')
  return without
}

function hashOf(script: string): string {
  return createHash('sha256').update(script).digest('base64')
}
