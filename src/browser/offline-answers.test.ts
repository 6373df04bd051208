import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { answerPage, pageAddress, patienceFor, sourceOf } from './offline-answers.ts'

const HOME = 'https://example.org/course/'

describe('where an answer is looked for', () => {
  const asked = (url: string, mode = 'cors', method = 'GET') => ({ url, mode, method })

  test('a page that is opened is a page, everything else of the site is a file', () => {
    expect(sourceOf(asked(`${HOME}lessons/start-here/`, 'navigate'), HOME)).toBe('page')
    expect(sourceOf(asked(`${HOME}_astro/cell.js`), HOME)).toBe('file')
    expect(sourceOf(asked(`${HOME}_astro/text.woff2`, 'no-cors'), HOME)).toBe('file')
  })

  test('what is not of the site, or changes something, goes to the network', () => {
    expect(sourceOf(asked('https://example.org/other/', 'navigate'), HOME)).toBe('network')
    expect(sourceOf(asked('https://elsewhere.org/course/'), HOME)).toBe('network')
    expect(sourceOf(asked(HOME, 'navigate', 'POST'), HOME)).toBe('network')
  })
})

describe('the address of a page', () => {
  test.each([
    ['lessons/start-here/', 'lessons/start-here/'],
    ['lessons/start-here', 'lessons/start-here/'],
    ['lessons/start-here/index.html', 'lessons/start-here/'],
    ['lessons/start-here/?run=abc#tea.ts', 'lessons/start-here/'],
    ['404.html', '404.html'],
    ['', ''],
    ['index.html', ''],
  ])('of “%s” is “%s”', (asked, kept) => {
    expect(pageAddress(HOME + asked)).toBe(HOME + kept)
  })

  const pieces = fc.constantFrom(
    '',
    'lessons',
    'tea.html',
    'index.html',
    '?a=/b',
    '#c.d',
    '%2F',
    '..',
  )

  test('is its own address', () => {
    fc.assert(
      fc.property(fc.array(pieces), (path) => {
        const address = pageAddress(HOME + path.join('/'))
        expect(pageAddress(address)).toBe(address)
      }),
    )
  })
})

describe('a page', () => {
  const FRESH = new Response('fresh')
  const KEPT = new Response('kept')
  const NOT_KEPT = new Response('not kept', { status: 503 })
  const fails = () => Promise.reject(new TypeError('no network'))
  const never = () => new Promise<Response>(() => undefined)
  const sources = {
    network: async () => FRESH,
    kept: async (): Promise<Response | undefined> => KEPT,
    notKept: async (): Promise<Response | undefined> => NOT_KEPT,
    patience: Number.POSITIVE_INFINITY,
  }

  test('comes from the network, also if it is kept', async () => {
    expect(await answerPage(sources)).toBe(FRESH)
  })

  test('is the kept one if there is no network', async () => {
    expect(await answerPage({ ...sources, network: fails })).toBe(KEPT)
  })

  test('is the kept one if the network fails by way of an answer, as in Firefox', async () => {
    const network = async () => Response.error()
    expect(await answerPage({ ...sources, network })).toBe(KEPT)
    const kept = async () => undefined
    expect(await answerPage({ ...sources, network, kept })).toBe(NOT_KEPT)
  })

  test('is the kept one if the network takes too long', async () => {
    vi.useFakeTimers()
    const answer = answerPage({ ...sources, network: never, patience: 3_000 })
    await vi.advanceTimersByTimeAsync(2_999)
    expect(await Promise.race([answer, 'waiting'])).toBe('waiting')
    await vi.advanceTimersByTimeAsync(1)
    expect(await answer).toBe(KEPT)
    vi.useRealTimers()
  })

  test('is waited for, however long it takes, if it is not kept', async () => {
    vi.useFakeTimers()
    const late = () => new Promise<Response>((resolve) => setTimeout(resolve, 60_000, FRESH))
    const kept = async () => undefined
    const answer = answerPage({ ...sources, network: late, kept, patience: 3_000 })
    await vi.advanceTimersByTimeAsync(60_000)
    expect(await answer).toBe(FRESH)
    vi.useRealTimers()
  })

  test('is the kept one if the server has only an error to say', async () => {
    const broken = async () => new Response('', { status: 502 })
    expect(await answerPage({ ...sources, network: broken })).toBe(KEPT)
  })

  test('is what the server says if the server says that it is gone', async () => {
    const gone = new Response('', { status: 404 })
    expect(await answerPage({ ...sources, network: async () => gone })).toBe(gone)
  })

  test('that is not kept is answered with the page that says so', async () => {
    const kept = async () => undefined
    expect(await answerPage({ ...sources, network: fails, kept })).toBe(NOT_KEPT)
  })

  test('fails as the network does if nothing is kept at all', async () => {
    const nothing = async () => undefined
    const answer = answerPage({ ...sources, network: fails, kept: nothing, notKept: nothing })
    await expect(answer).rejects.toThrow('no network')
  })

  test('comes from the network if the browser refuses to look what is kept', async () => {
    const refused = () => Promise.reject(new DOMException('refused', 'SecurityError'))
    expect(await answerPage({ ...sources, kept: refused, notKept: refused })).toBe(FRESH)
  })
})

test('a server on the reader’s own machine is never given up for its slowness', () => {
  expect(patienceFor('http://localhost:4321/')).toBe(Number.POSITIVE_INFINITY)
  expect(patienceFor(HOME)).toBe(3_000)
})
