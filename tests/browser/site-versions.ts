/** Versions of the built site, and a server that goes from one to the other, or away. */

import { cpSync, mkdtempSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { glob } from 'node:fs/promises'
import { createServer, type RequestListener } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { listFiles } from '../../src/build/offline.ts'
import { type StaticServer, serve } from '../../tools/static-server.ts'

declare global {
  interface Window {
    /** The versions whose scripts have run in this page. */
    versions?: string[]
  }
}

/**
 * Makes a version of the built site of which every file has a name and a content of its own, as after a change that
 * touches everything. Its pages say their version in the description, and its scripts in `window.versions`.
 * @returns its folder
 */
export async function makeVersion(name: 'a' | 'b'): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), `lines-and-spans-${name}-`))
  cpSync('dist', folder, { recursive: true })
  const assets = join(folder, '_astro')
  const renamed = new Map<string, string>()
  for (const file of readdirSync(assets)) {
    const other = file.replace(/([.-])([\w-]{7})[\w-](\.\w+)$/, `$1$2${name}$3`)
    if (other === file || file.startsWith('page-files')) continue
    renamed.set(file, other)
    renameSync(join(assets, file), join(assets, other))
  }
  for await (const found of glob('lessons/*/programs.*.json', { cwd: folder })) {
    const file = found.replace(/^.*[/\\]/, '')
    const other = file.replace(/\w\.json$/, `${name}.json`)
    renamed.set(file, other)
    renameSync(join(folder, found), join(folder, found.replace(file, other)))
  }
  for await (const found of glob('**/*.{html,js,css}', { cwd: folder })) {
    const path = join(folder, found)
    let text = readFileSync(path, 'utf8')
    for (const [file, other] of renamed) text = text.replaceAll(file, other)
    text = text.replace('<meta name="description" content="', `$&${name}: `)
    if (/_astro.*\.js$/.test(found)) {
      text += `\n;globalThis.versions = [...(globalThis.versions ?? []), '${name}']\n`
    }
    writeFileSync(path, text)
  }
  await listFiles(folder, '/')
  return folder
}

/** A version that a test can spoil. */
export function copyOf(version: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'lines-and-spans-copy-'))
  cpSync(version, folder, { recursive: true })
  return folder
}

/** A server whose site can be exchanged, and which can fail in the ways in which networks and hosts fail. */
export class SwitchableSite {
  readonly url: string
  readonly #port: number
  #close: () => Promise<void>

  private constructor({ url, close }: StaticServer) {
    this.url = url
    this.#port = Number(new URL(url).port)
    this.#close = close
  }

  static async open(folder: string): Promise<SwitchableSite> {
    return new SwitchableSite(await serve({ folder }))
  }

  /** From now on nothing answers. */
  async goAway(): Promise<void> {
    await this.#close()
    this.#close = async () => undefined
  }

  /** From now on this version answers, under the same address. */
  async publish(folder: string): Promise<void> {
    await this.goAway()
    const { close } = await serve({ folder, port: this.#port })
    this.#close = close
  }

  /** From now on requests are heard and never answered. */
  fallSilent(): Promise<void> {
    return this.#answerWith(() => undefined)
  }

  /** From now on the server answers that it is broken. */
  break(): Promise<void> {
    return this.#answerWith((_, response) => response.writeHead(502).end('Bad gateway'))
  }

  async #answerWith(listener: RequestListener): Promise<void> {
    await this.goAway()
    const server = createServer(listener)
    await new Promise<void>((listening) => server.listen(this.#port, listening))
    this.#close = () =>
      new Promise((closed) => {
        server.close(() => closed())
        server.closeAllConnections()
      })
  }
}
