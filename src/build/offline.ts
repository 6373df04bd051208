/** Offline is what the build adds for reading without a network: the service worker, and in every page the name of the list of its files. */

import { createHash } from 'node:crypto'
import { glob, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { AstroIntegration } from 'astro'
import {
  type CourseFiles,
  LIST_META,
  PARTS,
  type PageFile,
  type PageFiles,
  type Part,
} from '../notebook/page-files.ts'
import { mentionedIn, mentionsOf, neededBy } from './mentioned-files.ts'
import { bundleWorker } from './sandbox-scripts.ts'

/** Where the site's own scripts, styles and fonts lie. */
const ASSETS = '_astro'

/** The files that begin a part. Nobody needs what only they need before the code is approached. */
const PART_BEGINS: Readonly<Record<Exclude<Part, 'page'>, readonly string[]>> = {
  compiler: ['compiler-worker', 'code-grammar'],
  editor: ['monaco-editor'],
}

/** Pages that are kept with the course, beside its lessons. */
const COURSE_PAGES = ['', 'offline/']

export function offline(): AstroIntegration {
  let base = '/'
  return {
    name: 'lines-and-spans:offline',
    hooks: {
      'astro:config:done': ({ config }) => {
        base = config.base.replace(/\/?$/, '/')
      },
      'astro:build:done': async ({ dir }) => {
        const folder = fileURLToPath(dir)
        const worker = await bundleWorker('src/browser/service-worker.ts')
        await writeFile(join(folder, 'sw.js'), worker)
        await listFiles(folder, base)
      },
    },
  }
}

/**
 * Writes the lists of files, and into each page the name of its own. Lists of an earlier time are replaced.
 * @param folder the built site
 * @param base the path under which it is served, ending in a slash
 * @throws Error if the build has no such files as a part begins with
 */
export async function listFiles(folder: string, base: string): Promise<void> {
  for await (const old of glob(`${ASSETS}/${LIST_META}.*.json`, { cwd: folder })) {
    await rm(join(folder, old))
  }
  const pages = await readPages(folder)
  const files = await readFiles(folder)
  const paths = [...files.keys()]
  const texts = new Map(
    [...files].filter(([path]) => /\.(js|css)$/.test(path)).map(([path, { text }]) => [path, text]),
  )
  const mentions = mentionsOf(paths, texts)
  const partsOf = (html: string) => splitParts(mentionedIn(html, paths), mentions)
  const course = measureCourse(pages, files, partsOf)
  const written = new Set<string>()
  for (const { file, html } of pages) {
    const parts = partsOf(html)
    const inPart = (part: Part) => parts[part].map((path) => files.get(path)?.entry as PageFile)
    const list: PageFiles = {
      parts: { page: inPart('page'), compiler: inPart('compiler'), editor: inPart('editor') },
      course,
    }
    const text = JSON.stringify(list)
    const name = `${ASSETS}/${LIST_META}.${hashOf(text)}.json`
    if (!written.has(name)) await writeFile(join(folder, name), text)
    written.add(name)
    const meta = `<meta name="${LIST_META}" content="${base}${name}">`
    await writeFile(
      join(folder, file),
      html.replace('</head>', () => `${meta}</head>`),
    )
  }
}

interface Page {
  /** From the site's folder. */
  readonly file: string
  /** From the site's home: `lessons/start-here/`. */
  readonly path: string
  readonly html: string
  readonly transferSize: number
}

async function readPages(folder: string): Promise<Page[]> {
  const pages: Page[] = []
  for await (const file of glob('**/*.html', { cwd: folder })) {
    const html = (await readFile(join(folder, file), 'utf8')).replace(
      new RegExp(`<meta name="${LIST_META}"[^>]*>`),
      '',
    )
    const path = file.replaceAll('\\', '/').replace(/(^|\/)index\.html$/, '$1')
    pages.push({ file, path, html, transferSize: await compressedSize(Buffer.from(html)) })
  }
  return pages.sort((a, b) => (a.path < b.path ? -1 : 1))
}

interface File {
  readonly entry: PageFile
  readonly text: string
  readonly transferSize: number
}

/** The files whose names say their content: those that the bundler has named, and compiled cells. */
async function readFiles(folder: string): Promise<ReadonlyMap<string, File>> {
  const files = new Map<string, File>()
  for await (const found of glob([`${ASSETS}/*`, 'lessons/*/programs.*.json'], { cwd: folder })) {
    const path = found.replaceAll('\\', '/')
    const content = await readFile(join(folder, found))
    const integrity = `sha256-${createHash('sha256').update(content).digest('base64')}`
    const transferSize = path.endsWith('.woff2') ? content.length : await compressedSize(content)
    files.set(path, {
      entry: { path, size: content.length, integrity },
      text: /\.(js|css)$/.test(path) ? content.toString('utf8') : '',
      transferSize,
    })
  }
  return new Map([...files].sort(([a], [b]) => (a < b ? -1 : 1)))
}

type Parts = Readonly<Record<Part, readonly string[]>>

/** What a page needs to be read, what else to be edited, and what else in the full editor. */
function splitParts(
  mentioned: readonly string[],
  mentions: ReadonlyMap<string, readonly string[]>,
): Parts {
  const whole = neededBy(mentioned, mentions)
  const beginsPart = (part: Exclude<Part, 'page'>) =>
    PART_BEGINS[part].map((name) => {
      const found = [...mentions.keys()].filter((path) => isNamed(path, name))
      const [file] = found
      if (!file || found.length > 1) {
        throw new Error(
          `The build has ${found.length} files “${name}”, by which the ${part} is told from what every page needs: see PART_BEGINS in src/build/offline.ts.`,
        )
      }
      return file
    })
  const [compiler, editor] = [beginsPart('compiler'), beginsPart('editor')]
  const page = neededBy(mentioned, mentions, new Set([...compiler, ...editor]))
  const editing = neededBy(compiler, mentions, new Set(editor))
  return {
    page: [...page].sort(),
    compiler: [...editing].filter((path) => whole.has(path) && !page.has(path)).sort(),
    editor: [...whole].filter((path) => !page.has(path) && !editing.has(path)).sort(),
  }
}

/** @param name of the module from which the file was made; the bundler adds a hash */
function isNamed(path: string, name: string): boolean {
  return new RegExp(`^${ASSETS}/${name}[.-][\\w-]{8}\\.js$`).test(path)
}

function measureCourse(
  pages: readonly Page[],
  files: ReadonlyMap<string, File>,
  partsOf: (html: string) => Parts,
): CourseFiles {
  const ofCourse = pages.filter(({ path }) => {
    return COURSE_PAGES.includes(path) || /^lessons\/[^/]+\/$/.test(path)
  })
  const needed = new Set(
    ofCourse.flatMap(({ html }) => PARTS.flatMap((part) => partsOf(html)[part])),
  )
  const all = [...needed].map((path) => files.get(path) as File)
  const sum = (sizes: readonly number[]) => sizes.reduce((total, size) => total + size, 0)
  return {
    version: hashOf(ofCourse.map(({ html }) => html).join()),
    pages: ofCourse.map(({ path }) => path),
    transferSize: sum([...ofCourse, ...all].map(({ transferSize }) => transferSize)),
    size: sum([
      ...ofCourse.map(({ html }) => Buffer.byteLength(html)),
      ...all.map(({ entry }) => entry.size),
    ]),
  }
}

async function compressedSize(content: Buffer): Promise<number> {
  return (await promisify(gzip)(content)).length
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12)
}
