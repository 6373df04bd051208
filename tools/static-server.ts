/** A static server for the built site: under a path, compressed, with the type that each file has and the site's own headers. */

import { readFile } from 'node:fs/promises'
import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join, normalize } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
  '.xml': 'application/xml',
}

const COMPRESSED = new Set(['.css', '.html', '.js', '.json', '.svg', '.txt', '.wasm', '.xml'])

interface ServerOptions {
  /** The folder to serve. */
  readonly folder: string
  /** The path under which it is served: `/` or `/course/`. */
  readonly base?: string
  /** 0 takes any free port. */
  readonly port?: number
  /** Hears the path of every request. */
  readonly onRequest?: (path: string) => void
}

export interface StaticServer {
  /** With the base path, ending in a slash. */
  readonly url: string
  close(): Promise<void>
}

export async function serve({
  folder,
  base = '/',
  port = 0,
  onRequest,
}: ServerOptions): Promise<StaticServer> {
  const rules = await readRules(folder)
  const server = createServer(async ({ url = '/', headers }, response) => {
    const path = decodeURIComponent(new URL(url, 'http://localhost').pathname)
    for (const [prefix, own] of rules) {
      if (!path.startsWith(base + prefix)) continue
      for (const [name, value] of own) response.setHeader(name, value)
    }
    onRequest?.(path)
    const found = path.startsWith(base) && (await find(folder, path.slice(base.length)))
    if (found) return send(response, 200, found, headers['accept-encoding'])
    const missing = await find(folder, '404.html')
    return send(response, 404, missing || { file: '.txt', body: Buffer.from('Not found') })
  })
  await listen(server, port)
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}${base}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** Headers for all paths that begin so; without the slash that the base ends with. */
type Rule = readonly [prefix: string, headers: readonly (readonly [name: string, value: string])[]]

/** The rules of the `_headers` file that the build has written. Every path in it ends in a star. */
async function readRules(folder: string): Promise<Rule[]> {
  const text = await readFile(join(folder, '_headers'), 'utf8').catch(() => '')
  return text
    .split(/\n(?=\/)/)
    .filter((block) => block.startsWith('/'))
    .map((block) => {
      const [path = '', ...lines] = block.trim().split('\n')
      const headers = lines.map((line) => {
        const [name = '', ...value] = line.trim().split(': ')
        return [name, value.join(': ')] as const
      })
      return [path.slice(1, -1), headers]
    })
}

interface Found {
  readonly file: string
  readonly body: Buffer
}

async function find(folder: string, path: string): Promise<Found | undefined> {
  const inside = normalize(path).replace(/^(\.\.[/\\])+/, '')
  for (const file of [join(folder, inside), join(folder, inside, 'index.html')]) {
    try {
      return { file, body: await readFile(file) }
    } catch {
      // Not this one.
    }
  }
  return undefined
}

const compressed = new Map<string, Promise<Buffer>>()

async function send(
  response: ServerResponse,
  status: number,
  { file, body }: Found,
  accepted: string | string[] = '',
): Promise<void> {
  const type = extname(file)
  const headers: Record<string, string> = {
    'content-type': TYPES[type] ?? 'application/octet-stream',
  }
  if (!response.hasHeader('cache-control')) headers['cache-control'] = 'no-cache'
  const encoding = COMPRESSED.has(type) ? chooseEncoding(String(accepted)) : undefined
  let content = body
  if (encoding) {
    headers['content-encoding'] = encoding
    headers.vary = 'accept-encoding'
    content = await compress(file, body, encoding)
  }
  response.writeHead(status, { ...headers, 'content-length': content.length })
  response.end(content)
}

function chooseEncoding(accepted: string): 'br' | 'gzip' | undefined {
  if (/\bbr\b/.test(accepted)) return 'br'
  return /\bgzip\b/.test(accepted) ? 'gzip' : undefined
}

function compress(file: string, body: Buffer, encoding: 'br' | 'gzip'): Promise<Buffer> {
  const key = `${encoding} ${file} ${body.length}`
  let result = compressed.get(key)
  if (!result) {
    result =
      encoding === 'br'
        ? promisify(brotliCompress)(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } })
        : promisify(gzip)(body)
    compressed.set(key, result)
  }
  return result
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, () => resolve())
  })
}
