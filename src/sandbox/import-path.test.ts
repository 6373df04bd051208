import fc from 'fast-check'
import { expect, test } from 'vitest'
import { importedFile, importPath } from './import-path.ts'

test.each<[path: string, importer: string, file: string | undefined]>([
  ['./tea.ts', 'main.ts', 'tea.ts'],
  ['./kitchen/tea.ts', 'main.ts', 'kitchen/tea.ts'],
  ['./tea.ts', 'kitchen/brew.ts', 'kitchen/tea.ts'],
  ['../menu.ts', 'kitchen/brew.ts', 'menu.ts'],
  ['./../hall/table.ts', 'kitchen/brew.ts', 'hall/table.ts'],
  ['./main.ts', '<stdin>', 'main.ts'],
  ['../menu.ts', 'main.ts', undefined],
  ['../../menu.ts', 'kitchen/brew.ts', undefined],
  ['@lab/logger', 'main.ts', undefined],
  ['tea.ts', 'main.ts', undefined],
  ['/tea.ts', 'main.ts', undefined],
  ['.hidden/tea.ts', 'main.ts', undefined],
])('“%s” in %s means %s', (path, importer, file) => {
  expect(importedFile(path, importer)).toBe(file)
})

test.each<[file: string, importer: string, path: string]>([
  ['tea.ts', 'main.ts', './tea.ts'],
  ['kitchen/tea.ts', 'kitchen/brew.ts', './tea.ts'],
  ['kitchen/tea.ts', 'main.ts', './kitchen/tea.ts'],
  ['menu.ts', 'kitchen/brew.ts', '../menu.ts'],
])('%s is spelled in %s as “%s”', (file, importer, path) => {
  expect(importPath(file, importer)).toBe(path)
})

test('whatever a file is called and wherever it lies, the spelling of its import means it', () => {
  const file = fc
    .array(fc.stringMatching(/^[a-c.]{1,3}$/), { minLength: 1, maxLength: 4 })
    .filter((steps) => !steps.some((step) => step === '.' || step === '..'))
    .map((steps) => steps.join('/'))
  fc.assert(
    fc.property(file, file, (one, other) => {
      expect(importedFile(importPath(one, other), other)).toBe(one)
    }),
  )
})
