import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { filesOf, listAddressIn, type Part, parsePageFiles } from '../notebook/page-files.ts'
import { listFiles } from './offline.ts'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lines-and-spans-offline-'))
  write('index.html', '<head></head>$& <link href="/course/_astro/Page.aaaaaaaa.css">')
  write(
    'lessons/tea/index.html',
    '<head></head><link href="/course/_astro/Page.aaaaaaaa.css"> "_astro/Cell.bbbbbbbb.js" "/course/lessons/tea/programs.0123.json"',
  )
  write('lessons/tea/programs.0123.json', '{}')
  write('_astro/Page.aaaaaaaa.css', 'body{}')
  write(
    '_astro/Cell.bbbbbbbb.js',
    'import("./code-grammar.cccccccc.js");`compiler-worker-dddddddd.js`',
  )
  write('_astro/code-grammar.cccccccc.js', 'import("./monaco-editor.eeeeeeee.js")')
  write('_astro/compiler-worker-dddddddd.js', '"/_astro/esbuild-ffffffff.wasm"')
  write('_astro/esbuild-ffffffff.wasm', 'wasm')
  write('_astro/monaco-editor.eeeeeeee.js', 'import "./Cell.bbbbbbbb.js"')
})

afterEach(() => rmSync(folder, { recursive: true }))

function write(path: string, text: string): void {
  const file = join(folder, path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
}

const read = (path: string) => readFileSync(join(folder, path), 'utf8')
const listOf = (page: string) =>
  parsePageFiles(read((listAddressIn(read(page)) ?? '').replace('/course/', '')))
const namesOf = (page: string, part: Part) =>
  filesOf(listOf(page), [part]).map(({ path }) => path.replace(/^_astro\//, '').split(/[.-]/)[0])

describe('the list of a page’s files', () => {
  test('tells reading from editing, and editing from the full editor', async () => {
    await listFiles(folder, '/course/')
    expect(namesOf('lessons/tea/index.html', 'page')).toEqual([
      'Cell',
      'Page',
      'lessons/tea/programs',
    ])
    expect(namesOf('lessons/tea/index.html', 'compiler')).toEqual(['code', 'compiler', 'esbuild'])
    expect(namesOf('lessons/tea/index.html', 'editor')).toEqual(['monaco'])
    expect(namesOf('index.html', 'page')).toEqual(['Page'])
    expect(namesOf('index.html', 'compiler')).toEqual([])
  })

  test('has the hash of each file’s content', async () => {
    await listFiles(folder, '/course/')
    for (const { path, integrity, size } of filesOf(listOf('lessons/tea/index.html'), ['page'])) {
      const hash = createHash('sha256').update(read(path)).digest('base64')
      expect({ integrity, size }).toEqual({ integrity: `sha256-${hash}`, size: read(path).length })
    }
  })

  test('changes nothing else in the page', async () => {
    await listFiles(folder, '/course/')
    expect(read('index.html').replace(/<meta name="page-files"[^>]*>/, '')).toBe(
      '<head></head>$& <link href="/course/_astro/Page.aaaaaaaa.css">',
    )
  })

  test('is replaced when it is made again, and the same for the same site', async () => {
    await listFiles(folder, '/course/')
    const before = readdirSync(join(folder, '_astro'))
    await listFiles(folder, '/course/')
    expect(readdirSync(join(folder, '_astro'))).toEqual(before)
    expect(read('index.html').match(/page-files"/g)).toHaveLength(1)
  })

  test('makes the course another version when one of its pages is another one', async () => {
    await listFiles(folder, '/course/')
    const { version } = listOf('index.html').course
    write('lessons/tea/index.html', `${read('lessons/tea/index.html')} More.`)
    await listFiles(folder, '/course/')
    expect(listOf('index.html').course.version).not.toBe(version)
  })

  test('counts what the course weighs, each file once', async () => {
    await listFiles(folder, '/course/')
    const { pages, size } = listOf('index.html').course
    expect(pages).toEqual(['', 'lessons/tea/'])
    const files = ['Page.aaaaaaaa.css', 'Cell.bbbbbbbb.js', 'code-grammar.cccccccc.js']
    files.push('compiler-worker-dddddddd.js', 'esbuild-ffffffff.wasm', 'monaco-editor.eeeeeeee.js')
    const sizes = files.map((file) => read(`_astro/${file}`).length)
    const metas = read('index.html').match(/<meta[^>]*>/)?.[0].length ?? 0
    const texts = read('index.html').length + read('lessons/tea/index.html').length - 2 * metas
    expect(size).toBe(sizes.reduce((sum, one) => sum + one, texts + '{}'.length))
  })

  test('is not made if a part can’t be told from the others', async () => {
    rmSync(join(folder, '_astro/monaco-editor.eeeeeeee.js'))
    await expect(listFiles(folder, '/course/')).rejects.toThrow('0 files “monaco-editor”')
  })
})
