/**
 * Compiling turns the cells of a lesson into one script that a program worker can run.
 *
 * Four steps: make one module of the cells (types gone, `await` still native); instrument it; wrap it in an async
 * function, so that top-level `await` is legal everywhere; lower async functions to generators, so that ambient context
 * survives `await`. The source map stays whole through all of them.
 */

import type { BuildFailure, Loader, Message, Metafile, Plugin } from 'esbuild-wasm'
import { driveCoroutines } from './async-helpers.ts'
import type { CompileError, CompileResult, LabExports } from './compile-result.ts'
import { exportsOf, lacksExport } from './exported-names.ts'
import { PROGRAM } from './hook-names.ts'
import { findCycle } from './import-cycle.ts'
import { importedFile, importPath } from './import-path.ts'
import { cannotImport, instrument } from './instrument.ts'
import { tooDeepAt } from './nesting.ts'

/** What compiling needs from esbuild; the page and the build each have their own. */
export type Bundler = Pick<typeof import('esbuild-wasm'), 'build' | 'transform'>

/** Cells by file name. */
export type SourceFiles = Readonly<Record<string, string>>

/** A cell larger than this is not compiled. UTF-16 code units. */
const MAX_SOURCE = 64 * 1024

/**
 * Compiles one cell with all that it imports.
 * @param entry the file name of the cell to run
 * @throws whatever the bundler throws that is not about the code: then it is the bundler that is broken
 */
export async function compile(
  bundler: Bundler,
  files: SourceFiles,
  entry: string,
  lab: LabExports,
): Promise<CompileResult> {
  const cell = files[entry] ?? ''
  const refused = refusalOf(entry, cell)
  if (refused) return failed([refused])
  try {
    const module = standsAlone(cell)
      ? await stripTypes(bundler, cell, entry)
      : await bundleCells(bundler, files, entry, lab)
    if ('error' in module) return failed([module.error])
    const instrumented = instrumentDeep(module, lab)
    if (!instrumented) return failed([{ message: TOO_DEEP }])
    if (instrumented.errors.length > 0) return failed(instrumented.errors)
    const lowered = await lower(bundler, wrap(instrumented))
    return { ok: true, program: { ...lowered, sites: instrumented.sites } }
  } catch (error) {
    if (!isBuildFailure(error)) throw error
    return failed(await Promise.all(error.errors.map((each) => explain(each, bundler, files))))
  }
}

/** No code that people write comes near it; from some hundreds on, compilers become slow, and then break. */
const MAX_NESTING = 200
const TOO_DEEP = 'The code is nested too deeply for the compiler.'

/** What keeps a file from being compiled at all. */
function refusalOf(file: string, source: string): CompileError | undefined {
  const { length } = source
  if (length > MAX_SOURCE) {
    return { message: `${file} has ${length} characters; a cell can have ${MAX_SOURCE}.` }
  }
  const offset = tooDeepAt(source, MAX_NESTING)
  if (offset === undefined) return undefined
  const lines = source.slice(0, offset).split('\n')
  const column = (lines.at(-1)?.length ?? 0) + 1
  return { message: TOO_DEEP, position: { file, line: lines.length, column } }
}

/**
 * The parser calls itself, and so may come to the end of the stack: then V8 and WebKit throw a RangeError, Firefox an
 * InternalError. From the bundler the same would mean that it is broken from now on.
 * @returns nothing if that happens
 */
function instrumentDeep(module: Code, lab: LabExports): ReturnType<typeof instrument> | undefined {
  try {
    return instrument(module.code, module.map, lab)
  } catch (error) {
    if (error instanceof Error && /^(Range|Internal)Error$/.test(error.name)) return undefined
    throw error
  }
}

interface Code {
  readonly code: string
  readonly map: string
}

const CELL = 'cell'

/**
 * Does a cell neither import other cells nor export anything? Most do not, and stripping types alone takes a third of
 * the time of bundling. A false no costs only that.
 */
function standsAlone(source: string): boolean {
  return !/['"]\.\/|\bexport\b/.test(source)
}

/** A source that says where its own source map lies would lead all places astray; the last one who says so is heard. */
function withoutOwnMap(source: string): string {
  return source.includes('sourceMappingURL') ? `${source}\n//# sourceMappingURL=none` : source
}

/** What both ways of making a module have in common. */
const MODULE_OPTIONS = {
  format: 'esm',
  target: 'es2024',
  charset: 'utf8',
  sourcemap: 'external',
  sourcesContent: false,
  logLevel: 'silent',
} as const

async function stripTypes(bundler: Bundler, source: string, entry: string): Promise<Code> {
  return bundler.transform(withoutOwnMap(source), {
    ...MODULE_OPTIONS,
    loader: 'ts',
    sourcefile: `${CELL}:${entry}`,
  })
}

async function bundleCells(
  bundler: Bundler,
  files: SourceFiles,
  entry: string,
  lab: LabExports,
): Promise<Code | { readonly error: CompileError }> {
  const result = await bundler.build({
    // The program imports its cell, and so has no exports of its own.
    stdin: { contents: `import ${JSON.stringify(`./${entry}`)}`, loader: 'js' },
    bundle: true,
    write: false,
    outfile: 'program.js',
    metafile: true,
    ...MODULE_OPTIONS,
    treeShaking: false,
    plugins: [cellsPlugin(files, lab)],
  })
  const [map, code] = result.outputFiles
  if (!map || !code) throw new Error('The bundler made no output.')
  const error = circleIn(result.metafile, files, entry)
  if (error) return { error }
  return { code: code.text, map: map.text }
}

/** Resolves imports: other cells of the lesson, the lab, and nothing else. */
function cellsPlugin(files: SourceFiles, lab: LabExports): Plugin {
  return {
    name: 'cells',
    setup(build) {
      build.onResolve({ filter: /.*/ }, ({ path, importer }) => {
        if (lab.has(path)) return { path, external: true }
        const file = importedFile(path, importer)
        if (file !== undefined && Object.hasOwn(files, file)) {
          return { path: file, namespace: CELL }
        }
        const others = Object.keys(files)
          .filter((other) => other !== importer)
          .map((other) => importPath(other, importer))
        return { errors: [{ text: cannotImport(path, lab, others) }] }
      })
      build.onLoad({ filter: /.*/, namespace: CELL }, ({ path }) => {
        const source = files[path] ?? ''
        const refused = refusalOf(path, source)
        if (refused) return { errors: [{ text: refused.message, detail: refused }] }
        // A file without imports and exports would count as CommonJS, which can lack no name.
        return { contents: withoutOwnMap(`${source}\nexport {}`), loader: 'ts' satisfies Loader }
      })
    },
  }
}

/** JavaScript would run files that import each other in a circle, and some of them too early. */
function circleIn(
  { inputs }: Metafile,
  files: SourceFiles,
  entry: string,
): CompileError | undefined {
  const imports = Object.entries(inputs).map(([path, input]) => {
    const atOnce = input.imports.filter(({ kind }) => kind === 'import-statement')
    return [inCellTerms(path), atOnce] as const
  })
  const graph = new Map(
    imports.map(([file, each]) => [file, each.map(({ path }) => inCellTerms(path))] as const),
  )
  const circle = findCycle(graph, entry)
  const last = circle?.at(-1)
  if (!circle || last === undefined) return undefined
  const [first] = circle
  const { original = '' } =
    new Map(imports).get(last)?.find(({ path }) => inCellTerms(path) === first) ?? {}
  return {
    message: `These files import each other in a circle: ${[...circle, first].join(' → ')}. Move what they share into a file of its own.`,
    position: { file: last, ...placeOf(original, files[last] ?? '') },
  }
}

/** Where a path stands in quotes. */
function placeOf(path: string, source: string): { line: number; column: number } {
  const index = Math.max(source.indexOf(`'${path}'`), source.indexOf(`"${path}"`), 0)
  const before = source.slice(0, index).split('\n')
  return { line: before.length, column: (before.at(-1) as string).length + 1 }
}

function inCellTerms(path: string): string {
  return path.replace(`${CELL}:`, '')
}

/** Makes a module's body the body of an async function, so that it can be a classic script. */
function wrap({ code, map }: Code): Code {
  const parsed = JSON.parse(map)
  return {
    code: `"use strict"; ${PROGRAM}(async () => {\n${code}\n})`,
    // One line was put in front: one empty line of mappings.
    map: JSON.stringify({ ...parsed, mappings: `;${parsed.mappings}` }),
  }
}

/**
 * Turns async functions into generators that run as coroutines of `ambient.ts`.
 * @throws Error if esbuild's helpers are not what this code knows: better no program than one that loses its context
 */
export async function lower(bundler: Bundler, { code, map }: Code): Promise<Code> {
  const mapUrl = `data:application/json;charset=utf-8,${encodeURIComponent(map)}`
  const result = await bundler.transform(`${code}\n//# sourceMappingURL=${mapUrl}`, {
    loader: 'js',
    charset: 'utf8',
    target: 'es2024',
    sourcemap: 'external',
    sourcesContent: false,
    supported: { 'async-await': false, 'async-generator': false, 'for-await': false },
    logLevel: 'silent',
  })
  return { code: driveCoroutines(result.code), map: result.map }
}

function failed(errors: readonly CompileError[]): CompileResult {
  return { ok: false, errors }
}

function isBuildFailure(error: unknown): error is BuildFailure {
  return error instanceof Error && Array.isArray((error as Partial<BuildFailure>).errors)
}

/** A name that another cell lacks, as esbuild says it. */
const NO_EXPORT = /^No matching export in "cell:(.+)" for import "(.+)"$/

async function explain(
  message: Message,
  bundler: Bundler,
  files: SourceFiles,
): Promise<CompileError> {
  if (message.detail) return message.detail
  const error = toCompileError(message, files)
  const [, file, name] = NO_EXPORT.exec(message.text) ?? []
  if (file === undefined || name === undefined) return error
  const source = files[file] ?? ''
  return { ...error, message: lacksExport(file, name, source, await exportsOf(bundler, source)) }
}

function toCompileError({ text, location }: Message, files: SourceFiles): CompileError {
  const message = text.replaceAll(`"${CELL}:`, '"')
  if (!location) return { message }
  const file = location.file.replace(/^cell:/, '')
  const column = utf16Length(location.lineText, location.column) + 1
  const lines = files[file]?.split('\n') ?? []
  const last = lines.at(-1)
  // What is missing at the end of a file is missed after what was added to it here.
  if (last !== undefined && location.line > lines.length) {
    return { message, position: { file, line: lines.length, column: last.length + 1 } }
  }
  return { message, position: { file, line: location.line, column } }
}

/** esbuild counts columns in bytes of UTF-8. @returns how many UTF-16 code units that many bytes are */
function utf16Length(line: string, bytes: number): number {
  let length = 0
  let seen = 0
  for (const character of line) {
    if (seen >= bytes) break
    const code = character.codePointAt(0) as number
    seen += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
    length += character.length
  }
  return length
}
