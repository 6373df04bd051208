/** Every dependency has its reason in `docs/dependencies.md`. */

import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const { dependencies, devDependencies, optionalDependencies } = JSON.parse(
  readFileSync('package.json', 'utf8'),
)
const installed: Readonly<Record<string, string>> = {
  ...dependencies,
  ...devDependencies,
  ...optionalDependencies,
}
const rows = [...readFileSync('docs/dependencies.md', 'utf8').matchAll(/^\| `(.+?)` \|/gm)]
const explained = rows.map(([, name]) => name as string)

test('every dependency has a row, and every row has a dependency', () => {
  expect(explained.toSorted()).toEqual(Object.keys(installed).toSorted())
})

test('every version is exact', () => {
  const exact = /^\d+\.\d+\.\d+(-[\w.]+)?$/
  expect(Object.entries(installed).filter(([, version]) => !exact.test(version))).toEqual([])
})
