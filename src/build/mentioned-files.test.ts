import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mentionedIn, mentionsOf, neededBy } from './mentioned-files.ts'

const PATHS = [
  '_astro/cell.a1.js',
  '_astro/worker-b2.js',
  '_astro/page.c3.css',
  '_astro/text.d4.woff2',
]

test('a file is mentioned wherever its name stands: in an import, an address or a template', () => {
  const text =
    'import"./cell.a1.js";new Worker(new URL(`/course/_astro/worker-b2.js`,import.meta.url))'
  expect(mentionedIn(text, PATHS)).toEqual(['_astro/cell.a1.js', '_astro/worker-b2.js'])
  expect(mentionedIn('url(/_astro/text.d4.woff2)', PATHS)).toEqual(['_astro/text.d4.woff2'])
})

test('a file does not need itself', () => {
  expect(mentionedIn('//# of cell.a1.js', PATHS, '_astro/cell.a1.js')).toEqual([])
})

test('what a file needs includes what that needs in turn, also in a circle', () => {
  const mentions = mentionsOf(
    PATHS,
    new Map([
      ['_astro/cell.a1.js', 'import "./worker-b2.js"'],
      ['_astro/worker-b2.js', 'import "./cell.a1.js"; "page.c3.css"'],
      ['_astro/page.c3.css', 'url(text.d4.woff2)'],
    ]),
  )
  expect(neededBy(['_astro/cell.a1.js'], mentions)).toEqual(new Set(PATHS))
  expect(neededBy(['_astro/page.c3.css'], mentions)).toEqual(new Set(PATHS.slice(2)))
})

const FILES = ['a', 'b', 'c', 'd', 'e', 'f']
const graphs = fc
  .array(fc.subarray(FILES), { minLength: FILES.length, maxLength: FILES.length })
  .map((lists) => new Map(FILES.map((file, index) => [file, lists[index] ?? []])))

test('nothing that is needed misses what it mentions itself, but for where it was told to stop', () => {
  fc.assert(
    fc.property(graphs, fc.subarray(FILES), fc.subarray(FILES), (mentions, roots, stops) => {
      const without = new Set(stops)
      const needed = neededBy(roots, mentions, without)
      for (const file of needed) {
        expect(without.has(file)).toBe(false)
        for (const other of mentions.get(file) ?? []) {
          expect(needed.has(other) || without.has(other)).toBe(true)
        }
      }
      for (const root of roots) expect(needed.has(root) || without.has(root)).toBe(true)
    }),
  )
})

test('parts that stop at each other are together what the whole is', () => {
  fc.assert(
    fc.property(graphs, fc.subarray(FILES), fc.subarray(FILES), (mentions, roots, stops) => {
      const whole = neededBy([...roots, ...stops], mentions)
      const first = neededBy(roots, mentions, new Set(stops))
      const rest = neededBy(stops, mentions)
      expect(new Set([...first, ...rest])).toEqual(whole)
    }),
  )
})
