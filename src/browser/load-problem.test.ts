import { describe, expect, test } from 'vitest'
import { findObstacle, loadProblem } from './load-problem.ts'

const PAGE = 'https://example.org/lessons/start-here/'
const OWN = '/_astro/page-files.a.json'
const answers =
  (body: string, status = 200) =>
  async () =>
    new Response(body, { status })
const pageWith = (list: string) => `<head><meta name="page-files" content="${list}"></head>`

describe('why something could not be loaded', () => {
  test('there is no network', async () => {
    const fails = () => Promise.reject(new TypeError('Failed to fetch'))
    expect(await findObstacle(PAGE, OWN, fails)).toBe('no-network')
  })

  test('the server is down', async () => {
    expect(await findObstacle(PAGE, OWN, answers('', 503))).toBe('no-network')
  })

  test('the page is another one by now', async () => {
    const other = answers(pageWith('/_astro/page-files.b.json'))
    expect(await findObstacle(PAGE, OWN, other)).toBe('other-version')
  })

  test('the page is the same, so it is something else', async () => {
    expect(await findObstacle(PAGE, OWN, answers(pageWith(OWN)))).toBe('unknown')
  })

  test('a page without a list, as “npm run dev” serves it, is never another version', async () => {
    expect(await findObstacle(PAGE, undefined, answers('<head></head>'))).toBe('unknown')
  })
})

test('what could not be loaded is told with what still works and what to do', () => {
  const error = new TypeError('Failed to fetch')
  expect(loadProblem('compiling', 'no-network', error).advice).toBe(
    'The compiler has not been loaded here. Cells that are not edited still run. Run it again when the network is back.',
  )
  expect(loadProblem('running', 'other-version', error).advice).toContain('Reload the page')
  expect(loadProblem('running', 'unknown', error).advice).toContain('Failed to fetch')
})
