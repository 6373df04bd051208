import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findCycle, type ImportGraph } from './import-cycle.ts'

/** `a: b c` says that a imports b and c. */
function graphOf(...lines: readonly string[]): ImportGraph {
  return new Map(
    lines.map((line) => {
      const [file = '', imports = ''] = line.split(':')
      return [file, imports.trim().split(' ').filter(Boolean)] as const
    }),
  )
}

describe('from a, there is', () => {
  test.each<[what: string, lines: string[], cycle: string | undefined]>([
    ['no circle in a chain', ['a: b', 'b: c', 'c:'], undefined],
    ['none where two ways lead to one file', ['a: b c', 'b: d', 'c: d', 'd:'], undefined],
    ['one of a file that imports itself', ['a: a'], 'a'],
    ['one of two files', ['a: b', 'b: a'], 'a b'],
    ['one further down', ['a: b', 'b: c', 'c: d', 'd: b'], 'b c d'],
    ['the one that the first import leads to', ['a: b c', 'b: b', 'c: c'], 'b'],
    ['none if only others run in a circle', ['a: b', 'b:', 'c: d', 'd: c'], undefined],
    ['none through a file that is not there', ['a: b'], undefined],
  ])('%s', (_, lines, cycle) => {
    expect(findCycle(graphOf(...lines), 'a')?.join(' ')).toBe(cycle)
  })
})

test('what is found is a circle, and what imports only later files has none', () => {
  const files = [...'abcdefgh']
  const graphs = fc
    .array(fc.uniqueArray(fc.constantFrom(...files), { maxLength: 4 }), {
      minLength: files.length,
      maxLength: files.length,
    })
    .map((imports): ImportGraph => new Map(files.map((file, n) => [file, imports[n] ?? []])))
  fc.assert(
    fc.property(graphs, (graph) => {
      const cycle = findCycle(graph, 'a')
      cycle?.forEach((file, n) => {
        expect(graph.get(file)).toContain(cycle[(n + 1) % cycle.length])
      })
      const forward: ImportGraph = new Map(
        [...graph].map(([file, imports]) => [file, imports.filter((other) => other > file)]),
      )
      expect(findCycle(forward, 'a')).toBeUndefined()
    }),
  )
})

test('a chain of a hundred thousand files is no trouble', () => {
  const chain = Array.from({ length: 100_000 }, (_, n) => `${n}: ${n + 1}`)
  expect(findCycle(graphOf(...chain), '0')).toBeUndefined()
})
