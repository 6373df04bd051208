/** The engine is checked without a DOM and without Node: what is theirs does not type-check in it. */

import { resolve } from 'node:path'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'

const ENGINE = ['telemetry', 'simulation', 'trace-data', 'lesson', 'sandbox', 'notebook', 'views']

/** Each is an error in the engine. */
const FOREIGN = ['document', 'window', 'self', 'localStorage', 'fetch', 'setTimeout', 'process']
const FOREIGN_TYPES = ['HTMLElement', 'Worker', 'MessageEvent', 'NodeJS.Timeout', 'Buffer']

/** Each is the language’s own. */
const OWN = ['Map', 'Promise', 'Date', 'globalThis', 'Symbol.dispose']

const PROBE = [
  ...[...FOREIGN, ...OWN].map((name) => `void ${name}`),
  ...FOREIGN_TYPES.map((name) => `export type Is${name.replace('.', '')} = ${name}`),
].join('\n')

const { config } = ts.readConfigFile('tsconfig.engine.json', ts.sys.readFile)
const errors = checkEngineWith(ENGINE.map((folder) => `src/${folder}/probe.ts`))

test('the configuration covers the engine’s folders, and no others', () => {
  expect(config.include).toEqual(ENGINE.map((folder) => `src/${folder}`))
})

test('the engine itself type-checks', () => {
  expect(errors.filter(({ file }) => !file.endsWith('probe.ts'))).toEqual([])
})

describe.each(ENGINE)('in %s', (folder) => {
  test('only what the language itself has is known', () => {
    const unknown = errors.filter(({ file }) => file === resolve(`src/${folder}/probe.ts`))
    expect(unknown.map(({ name }) => name)).toEqual(
      [...FOREIGN, ...FOREIGN_TYPES].map((name) => name.split('.')[0]),
    )
  })
})

interface Fault {
  readonly file: string
  /** The text at fault. */
  readonly name: string
}

/** Checks the engine with a probe in each of these places. */
function checkEngineWith(probes: readonly string[]): Fault[] {
  const { options, fileNames } = ts.parseJsonConfigFileContent(config, ts.sys, process.cwd())
  const paths = new Set(probes.map((path) => resolve(path)))
  const host = ts.createCompilerHost(options)
  const { getSourceFile, fileExists } = host
  host.fileExists = (path) => paths.has(path) || fileExists(path)
  host.getSourceFile = (path, languageVersion, ...rest) =>
    paths.has(path)
      ? ts.createSourceFile(path, PROBE, languageVersion)
      : getSourceFile(path, languageVersion, ...rest)
  const program = ts.createProgram([...fileNames, ...paths], options, host)
  return ts.getPreEmitDiagnostics(program).map(({ file, start = 0, length = 0 }) => ({
    file: file?.fileName ?? '',
    name: file?.text.slice(start, start + length) ?? '',
  }))
}
