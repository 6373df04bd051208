import { describe, expect, test } from 'vitest'
import { changedFiles, closureOf } from './cell-graph.ts'

describe('a source imports', () => {
  const others = { 'pay.ts': '', 'cart.ts': '' }

  test.each<[source: string, imports: string[]]>([
    ["import { pay } from './pay.ts'", ['pay.ts']],
    ['import { pay } from "./pay.ts"', ['pay.ts']],
    ["import './pay.ts'", ['pay.ts']],
    ["export * from './pay.ts'", ['pay.ts']],
    ["import {\n  pay,\n} from\n  './pay.ts'", ['pay.ts']],
    ["const { pay } = await import('./pay.ts')", ['pay.ts']],
    ["import a from './pay.ts'; import b from './cart.ts'", ['cart.ts', 'pay.ts']],
    ["import { span } from '@lab/tracer'", []],
    ["import { pay } from 'pay.ts'", []],
    ["import { pay } from '../pay.ts'", []],
    ["const path = './pay.ts'", []],
    ["reimport './pay.ts'", []],
  ])('%s: %j', (source, imports) => {
    const closure = closureOf({ 'main.ts': source, ...others }, 'main.ts')
    expect(Object.keys(closure).toSorted()).toEqual(['main.ts', ...imports].toSorted())
  })
})

describe('the closure of a cell', () => {
  /** Cells by the names that they import: `a: b c`. */
  const cells = (...lines: readonly string[]) =>
    Object.fromEntries(
      lines.map((line) => {
        const [name, ...imports] = line.split(/:? /)
        return [`${name}.ts`, imports.map((other) => `import './${other}.ts'`).join('\n')]
      }),
    )
  const closure = (entry: string, ...lines: readonly string[]) =>
    Object.keys(closureOf(cells(...lines), `${entry}.ts`))
      .map((file) => file.replace('.ts', ''))
      .toSorted()
      .join(' ')

  test.each<[what: string, entry: string, lines: string[], files: string]>([
    ['a cell alone', 'a', ['a', 'b'], 'a'],
    ['what it imports', 'a', ['a: b', 'b', 'c'], 'a b'],
    ['what that imports', 'a', ['a: b', 'b: c', 'c'], 'a b c'],
    ['nothing that imports it', 'b', ['a: b', 'b'], 'b'],
    ['each cell once', 'a', ['a: b c', 'b: d', 'c: d', 'd'], 'a b c d'],
    ['a circle', 'a', ['a: b', 'b: a'], 'a b'],
    ['a cell that imports itself', 'a', ['a: a'], 'a'],
    ['no cell that is not there', 'a', ['a: b x', 'b'], 'a b'],
    ['nothing for a cell that is not there', 'x', ['a'], ''],
  ])('has %s', (_, entry, lines, files) => {
    expect(closure(entry, ...lines)).toBe(files)
  })

  test('has the sources as they are', () => {
    const sources = cells('a: b', 'b', 'c')
    expect(closureOf(sources, 'a.ts')).toEqual({ 'a.ts': sources['a.ts'], 'b.ts': sources['b.ts'] })
  })

  test.each(['constructor', '__proto__', 'toString'])(
    'does not take “%s” for a cell, though every object has it',
    (name) => {
      const sources = { 'a.ts': `import './${name}'` }
      expect(closureOf(sources, 'a.ts')).toEqual(sources)
    },
  )
})

describe('between two closures changed', () => {
  const sources = { 'a.ts': '1', 'b.ts': '2' }

  test.each<[what: string, other: Record<string, string>, changed: string[]]>([
    ['nothing, with the same files in another order', { 'b.ts': '2', 'a.ts': '1' }, []],
    ['a file with another text', { 'a.ts': '1', 'b.ts': '3' }, ['b.ts']],
    ['a file that is gone', { 'a.ts': '1' }, ['b.ts']],
    ['a file that has come', { ...sources, 'c.ts': '' }, ['c.ts']],
    ['both names of a file that was renamed', { 'a.ts': '1', 'c.ts': '2' }, ['b.ts', 'c.ts']],
  ])('%s', (_, other, changed) => {
    expect(changedFiles(sources, other).sort()).toEqual(changed)
    expect(changedFiles(other, sources).sort()).toEqual(changed)
  })
})
