import { createHash } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import { MemoryCaches } from '../../tests/memory-caches.ts'
import { PARTS, type PageFile, type PageFiles } from '../notebook/page-files.ts'
import { CourseKeeper } from './course-keeper.ts'
import { type Keeping, keepPage, keepParts } from './keep-page.ts'
import { KeptPages } from './kept-pages.ts'

const HOME = 'https://example.org/course/'
const LESSON = `${HOME}lessons/start-here/`

/** A site as a host has it: bodies by path from its home. */
class Host {
  readonly files = new Map<string, string>()
  readonly asked: string[] = []
  isReachable = true

  readonly fetch: typeof fetch = async (url, { integrity, cache } = {}) => {
    const path = String(url).slice(HOME.length)
    this.asked.push(path)
    const body = this.files.get(path)
    if (!this.isReachable || cache === 'only-if-cached') throw new TypeError('Failed to fetch')
    // As many hosts do it for what they don't have.
    const type = path.endsWith('/') || path === '' ? 'text/html; charset=utf-8' : 'text/javascript'
    const response = body === undefined ? '<h1>Not found</h1>' : body
    if (integrity && integrity !== integrityOf(response)) throw new TypeError('Failed to fetch')
    const status = body === undefined ? 404 : 200
    return new Response(response, { status, headers: { 'content-type': type, vary: '*' } })
  }

  /** Publishes a version of the site with one lesson. */
  publish(version: string): void {
    this.files.clear()
    const put = (path: string, body: string): PageFile => {
      this.files.set(path, body)
      return { path, size: body.length, integrity: integrityOf(body) }
    }
    const shared = put('_astro/shared.js', 'shared')
    const list: PageFiles = {
      parts: {
        page: [shared, put(`_astro/cell.${version}.js`, `cell ${version}`)],
        compiler: [put(`_astro/compiler.${version}.wasm`, `compiler ${version}`)],
        editor: [put(`_astro/editor.${version}.js`, `editor ${version}`)],
      },
      course: { version, pages: ['', 'lessons/start-here/'], transferSize: 1, size: 1 },
    }
    put(`_astro/page-files.${version}.json`, JSON.stringify(list))
    const page = (words: string) =>
      `<head><meta name="page-files" content="/course/_astro/page-files.${version}.json"></head>${words} ${version}`
    put('lessons/start-here/', page('lesson'))
    put('', page('home'))
  }
}

function integrityOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`
}

let host: Host
let caches: MemoryCaches
let kept: KeptPages
let keeping: Keeping

beforeEach(() => {
  host = new Host()
  host.publish('a')
  caches = new MemoryCaches()
  kept = new KeptPages(caches.asStorage(), caches.asLocks(), HOME)
  keeping = { kept, home: HOME, fetch: host.fetch }
})

const textOf = async (response: Promise<Response | undefined>) => (await response)?.text()

describe('keeping a page', () => {
  test('keeps it with what reading and running take, and nothing of what editing takes', async () => {
    await keepPage(LESSON, keeping)
    expect(await textOf(kept.page(LESSON))).toContain('lesson a')
    expect(await textOf(kept.file(`${HOME}_astro/cell.a.js`))).toBe('cell a')
    expect(await kept.wholeParts(LESSON)).toEqual(['page'])
    expect(host.asked.filter((path) => /compiler|editor/.test(path))).toEqual([])
  })

  test('finds it under every way of asking for it', async () => {
    await keepPage(LESSON, keeping)
    for (const url of [LESSON.slice(0, -1), `${LESSON}index.html`, `${LESSON}?a=1#b`]) {
      expect(await textOf(kept.page(url)), url).toContain('lesson a')
    }
  })

  test('adds the parts that are asked for later', async () => {
    const list = await keepPage(LESSON, keeping)
    await keepParts(list, ['compiler'], 'network', keeping)
    expect(await kept.wholeParts(LESSON)).toEqual(['page', 'compiler'])
    await keepParts(list, PARTS, 'network', keeping)
    expect(await kept.wholeParts(LESSON)).toEqual(['page', 'compiler', 'editor'])
  })

  test('fetches no file twice', async () => {
    await keepPage(LESSON, keeping)
    await keepPage(HOME, keeping)
    expect(host.asked.filter((path) => path === '_astro/shared.js')).toHaveLength(1)
  })

  test('keeps nothing of a page of which one file is missing', async () => {
    host.files.delete('_astro/cell.a.js')
    await expect(keepPage(LESSON, keeping)).rejects.toThrow()
    expect(await kept.page(LESSON)).toBeUndefined()
    expect(await kept.wholeParts(LESSON)).toEqual([])
  })

  test('does not take a host’s own page for a file', async () => {
    host.files.set('_astro/cell.a.js', '<h1>Welcome to the hotel</h1>')
    await expect(keepPage(LESSON, keeping)).rejects.toThrow()
    expect(await kept.file(`${HOME}_astro/cell.a.js`)).toBeUndefined()
  })

  test('goes on where it was interrupted', async () => {
    const cell = host.files.get('_astro/cell.a.js') as string
    host.files.delete('_astro/cell.a.js')
    await expect(keepPage(LESSON, keeping)).rejects.toThrow()
    host.files.set('_astro/cell.a.js', cell)
    await keepPage(LESSON, keeping)
    expect(await kept.wholeParts(LESSON)).toEqual(['page'])
    expect(host.asked.filter((path) => path === '_astro/shared.js')).toHaveLength(1)
  })

  test('keeps no page of another site, and no page that is not there', async () => {
    host.files.set('lessons/start-here/', '<h1>Log in to use this network</h1>')
    await expect(keepPage(LESSON, keeping)).rejects.toThrow('no page of this site')
    await expect(keepPage(`${HOME}lessons/none/`, keeping)).rejects.toThrow('no page of this site')
    expect(await kept.addresses()).toEqual([])
  })

  test('takes what is small and at hand, if it is told so, and asks for nothing if the rest is not', async () => {
    const list = await keepPage(LESSON, keeping)
    await keepParts(list, ['compiler'], 'at-hand', keeping)
    expect(await kept.wholeParts(LESSON)).toEqual(['page', 'compiler'])
    const large = { path: '_astro/large.js', size: 5_000_000, integrity: integrityOf('large') }
    const { page, compiler, editor } = list.parts
    const parts = { page, compiler, editor: [...editor, large] }
    host.asked.length = 0
    await expect(keepParts({ ...list, parts }, ['editor'], 'at-hand', keeping)).rejects.toThrow()
    expect(host.asked).toEqual(['_astro/large.js'])
  })
})

describe('when the site has another version', () => {
  test('the page that was kept stays whole until the new one is', async () => {
    await keepPage(LESSON, keeping)
    host.publish('b')
    host.files.delete('_astro/cell.b.js')
    await expect(keepPage(LESSON, keeping)).rejects.toThrow()
    expect(await textOf(kept.page(LESSON))).toContain('lesson a')
    expect(await kept.wholeParts(LESSON)).toEqual(['page'])
  })

  test('a page is kept with the files of its own version, and others keep theirs', async () => {
    await keepPage(LESSON, keeping)
    host.publish('b')
    await keepPage(HOME, keeping)
    expect(await kept.listAddress(LESSON)).toContain('page-files.a.json')
    expect(await kept.listAddress(HOME)).toContain('page-files.b.json')
    expect(await kept.wholeParts(LESSON)).toEqual(['page'])
    expect(await kept.wholeParts(HOME)).toEqual(['page'])
  })

  test('a host that has the new page and not yet its list keeps nobody from the old one', async () => {
    await keepPage(LESSON, keeping)
    host.publish('b')
    host.files.delete('_astro/page-files.b.json')
    await expect(keepPage(LESSON, keeping)).rejects.toThrow()
    expect(await textOf(kept.page(LESSON))).toContain('lesson a')
  })

  test('tidying throws away what no kept page needs, and nothing else', async () => {
    const list = await keepPage(LESSON, keeping)
    await keepParts(list, PARTS, 'network', keeping)
    host.publish('b')
    await keepPage(LESSON, keeping)
    // The cell, the compiler, the editor and the list of version a; what both share stays.
    expect(await kept.tidy()).toBe(4)
    expect(await kept.file(`${HOME}_astro/editor.a.js`)).toBeUndefined()
    expect(await textOf(kept.file(`${HOME}_astro/shared.js`))).toBe('shared')
    expect(await kept.wholeParts(LESSON)).toEqual(['page'])
    expect(await kept.tidy()).toBe(0)
  })

  test('nothing is tidied while a page is being kept', async () => {
    await keepPage(LESSON, keeping)
    host.publish('b')
    await keepPage(LESSON, keeping)
    caches.isLocked = true
    expect(await kept.tidy()).toBe(0)
    caches.isLocked = false
    expect(await kept.tidy()).toBeGreaterThan(0)
  })
})

describe('room', () => {
  test('that is too small for editing leaves the page itself kept', async () => {
    const list = await keepPage(LESSON, keeping)
    caches.room = 3
    await expect(keepParts(list, ['compiler'], 'network', keeping)).rejects.toThrow('No room.')
    expect(await kept.wholeParts(LESSON)).toEqual(['page'])
  })

  test('is given back by what is dismissed, and another site on the host keeps its own', async () => {
    const other = new KeptPages(caches.asStorage(), caches.asLocks(), 'https://example.org/')
    await other.keepPage('https://example.org/', new Response('other'), '/list.json')
    await keepPage(LESSON, keeping)
    await kept.dismiss()
    expect(await kept.addresses()).toEqual([])
    expect(await other.addresses()).toEqual(['https://example.org/'])
  })

  test('is given back by what earlier versions kept in another way', async () => {
    await caches.open(`lines-and-spans 0 everything ${HOME}`)
    await caches.open('another site')
    await keepPage(LESSON, keeping)
    await kept.dropOtherFormats()
    expect((await caches.keys()).toSorted()).toEqual([
      'another site',
      `lines-and-spans 1 files ${HOME}`,
      `lines-and-spans 1 pages ${HOME}`,
    ])
  })
})

describe('the course', () => {
  const pages = [HOME, LESSON]

  test('is kept with everything, and progress counts what pages share once', async () => {
    const progress: number[] = []
    const outcome = await new CourseKeeper(keeping).keep(pages, (done) => progress.push(done))
    expect(outcome).toBe('kept')
    expect(await kept.wholeParts(HOME)).toEqual(PARTS)
    expect(await kept.wholeParts(LESSON)).toEqual(PARTS)
    const all = [...host.files].filter(([path]) => !path.includes('page-files'))
    expect(progress.at(-1)).toBe(all.reduce((sum, [, body]) => sum + body.length, 0))
    expect(progress).toEqual(progress.toSorted((a, b) => a - b))
  })

  test('can be stopped', async () => {
    const course = new CourseKeeper(keeping)
    const outcome = await course.keep(pages, () => course.stop())
    expect(outcome).toBe('stopped')
    expect(course.isAtWork).toBe(false)
    expect(await kept.wholeParts(LESSON)).toEqual([])
  })

  test('says whether the network was in the way, or the room', async () => {
    host.isReachable = false
    expect(await new CourseKeeper(keeping).keep(pages, () => undefined)).toBe('unreachable')
    host.isReachable = true
    caches.room = 3
    expect(await new CourseKeeper(keeping).keep(pages, () => undefined)).toBe('no-room')
  })

  test('goes, but for the page that is open', async () => {
    const course = new CourseKeeper(keeping)
    await course.keep(pages, () => undefined)
    await course.remove([LESSON])
    expect(await kept.addresses()).toEqual([LESSON])
  })
})
