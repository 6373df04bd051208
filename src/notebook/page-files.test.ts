import { expect, test } from 'vitest'
import {
  filesOf,
  listAddressIn,
  type PageFile,
  type PageFiles,
  parsePageFiles,
} from './page-files.ts'

const file = (path: string): PageFile => ({ path, size: 1, integrity: 'sha256-' })
const list: PageFiles = {
  parts: { page: [file('a')], compiler: [file('b')], editor: [file('c')] },
  course: { version: '1', pages: [''], transferSize: 1, size: 2 },
}

test('a list is read as it was written', () => {
  expect(parsePageFiles(JSON.stringify(list))).toEqual(list)
})

test.each(['<!doctype html>', 'null', '{}', '{"parts":{"page":[]}}', '[]', '3'])(
  '“%s” is no list',
  (text) => {
    expect(() => parsePageFiles(text)).toThrow()
  },
)

test('files come in the order of the parts, whatever order was asked for', () => {
  expect(filesOf(list, ['editor', 'page']).map(({ path }) => path)).toEqual(['a', 'c'])
})

test('a page without a list has none', () => {
  expect(listAddressIn('<meta name="page-files" content="/x.json">')).toBe('/x.json')
  expect(listAddressIn('<meta name="description" content="/x.json">')).toBeUndefined()
})
