/**
 * Instrumenting puts small calls into a bundle: one tells which call of the source is being made, one tells at which
 * `await` a function waits, one counts the rounds of a loop, and one sees what is caught. So every record and span knows
 * its line, a program that waits forever is told where, an endless loop has a name, and an error has the same words in
 * every engine. Functions that the bundler has renamed get their names back.
 */

import { encode, type SourceMapMappings } from '@jridgewell/sourcemap-codec'
import { decodedMappings, originalPositionFor, TraceMap } from '@jridgewell/trace-mapping'
import { type Node, type Program, parse } from 'acorn'
import { full } from 'acorn-walk'
import { nearestName } from '../simulation/nearest-name.ts'
import type { SourcePosition } from '../telemetry/source-position.ts'
import type { CompileError, LabExports } from './compile-result.ts'
import { AT_AWAIT, AT_CALL, AT_LOOP, CAUGHT, MODULES, NAMED } from './hook-names.ts'

interface Instrumented {
  readonly code: string
  readonly map: string
  readonly sites: readonly SourcePosition[]
  readonly errors: readonly CompileError[]
}

interface InstrumentOptions {
  /** The number of the first site. */
  readonly firstSite?: number
  /** Which source files to instrument. Default: all. */
  readonly covers?: (file: string) => boolean
  /** The code will be minified: classes keep the names that they have in the source, for a console to tell. */
  readonly keepsClassNames?: boolean
}

/** A stretch of the code that is replaced; most are empty, and so are insertions. */
interface Edit {
  readonly start: number
  readonly end: number
  readonly text: string
}

/**
 * @param code a module with native `await`, bundled
 * @param map its source map, as JSON
 * @param lab what can be imported; imports become plain constants
 */
export function instrument(
  code: string,
  map: string,
  lab: LabExports,
  { firstSite = 0, covers = () => true, keepsClassNames = false }: InstrumentOptions = {},
): Instrumented {
  const trace = new TraceMap(map)
  const lines = new LineIndex(code)
  const sites: SourcePosition[] = []
  const edits: Edit[] = []
  const errors: CompileError[] = []
  let constants = ''

  const positionOf = (offset: number): SourcePosition | undefined => {
    const { source, line, column } = originalPositionFor(trace, lines.positionAt(offset))
    if (source === null) return undefined
    return { file: source.replace(/^cell:/, ''), line, column: column + 1 }
  }
  const insert = (offset: number, text: string) => edits.push({ start: offset, end: offset, text })
  const surround = (node: Node, site: number, hook: string) => {
    // The parentheses of `f((a, b))` belong to no node; without new ones `a, b` would be two arguments of the hook.
    const isSequence = node.type === 'SequenceExpression'
    insert(node.start, `${hook}(${site}, ${isSequence ? '(' : ''}`)
    insert(node.end, isSequence ? '))' : ')')
  }
  const refuse = (offset: number, message: string) => {
    errors.push({ message, position: positionOf(offset) })
  }
  const siteAt = (offset: number): number | undefined => {
    const position = positionOf(offset)
    if (!position || !covers(position.file)) return undefined
    return firstSite + sites.push(position) - 1
  }

  /** The name that a reader wrote, as a literal, where the bundler has written another so that it hides no outer one. */
  const nameLostAt = (id: NamedNode): string | undefined => {
    const { source, name } = originalPositionFor(trace, lines.positionAt(id.start))
    if (source === null || name === null || name === id.name) return undefined
    return covers(source) ? JSON.stringify(name) : undefined
  }
  const keepName = (id: NamedNode, named: Node) => {
    const name = nameLostAt(id)
    if (!name) return
    insert(named.start, `(${NAMED}(${name}, `)
    insert(named.end, '))')
  }

  /** In the class itself, because a bundle's classes are made before there are any hooks. */
  const keepClassName = (id: NamedNode | null, body: Node) => {
    if (!id || !keepsClassNames) return
    const { name } = originalPositionFor(trace, lines.positionAt(id.start))
    // Of a class that speaks of itself, the bundler makes `const Cart = class _Cart {}`.
    const value = JSON.stringify(name ?? id.name.replace(/^_/, ''))
    insert(
      body.start + 1,
      `static { Object.defineProperty(this, "name", { value: ${value}, configurable: true }) }`,
    )
  }

  /** Also in the lab's own code: it catches what a program throws, and tells of it. */
  const seeCaught = ({ param, body }: KnownNode & { type: 'CatchClause' }) => {
    if (!param) return
    if (param.type === 'Identifier') {
      insert(body.start + 1, `${CAUGHT}(${code.slice(param.start, param.end)});`)
      return
    }
    // A pattern takes the error apart before the body begins.
    insert(param.start, `${THROWN}) { let `)
    edits.push({ start: param.end, end: body.start, text: ` = ${CAUGHT}(${THROWN}); ` })
    insert(body.end, '}')
  }

  let ast: Program
  try {
    ast = parse(code, { ecmaVersion: 2025, sourceType: 'module' })
  } catch (error) {
    if (!isSyntaxError(error)) throw error
    refuse(error.pos, error.message.replace(/ \(\d+:\d+\)$/, ''))
    return { code, map, sites, errors }
  }
  full(ast, (anyNode) => {
    const node = anyNode as KnownNode
    switch (node.type) {
      case 'CallExpression':
      case 'NewExpression': {
        const last = node.arguments.at(-1)
        if (!last && !isMethodCall(node)) break
        const site = siteAt(nameOffset(node))
        if (site === undefined) break
        // A method may speak without being given anything, as `span.end()` does: spread nothing, and the call is the same.
        if (!last) insert(node.end - 1, `...${AT_CALL}(${site}, [])`)
        else surround(last.type === 'SpreadElement' ? (last.argument as Node) : last, site, AT_CALL)
        break
      }
      case 'AwaitExpression': {
        const site = siteAt(node.start)
        if (site !== undefined) surround(node.argument, site, AT_AWAIT)
        break
      }
      case 'ForStatement':
      case 'ForInStatement':
      case 'ForOfStatement':
      case 'WhileStatement':
      case 'DoWhileStatement': {
        const site = siteAt(node.start)
        if (site === undefined) break
        const isBlock = node.body.type === 'BlockStatement'
        insert(node.body.start + (isBlock ? 1 : 0), `${isBlock ? '' : '{'}${AT_LOOP}(${site});`)
        if (!isBlock) insert(node.body.end, '}')
        break
      }
      case 'CatchClause':
        seeCaught(node)
        break
      case 'ClassExpression':
        keepClassName(node.id, node.body)
        if (node.id) keepName(node.id, node)
        break
      case 'FunctionExpression':
        if (node.id) keepName(node.id, node)
        break
      case 'VariableDeclarator':
        if (isNamelessClass(node.init)) keepClassName(node.id, node.init.body)
        if (isNamedAfterVariable(node.init)) keepName(node.id, node.init)
        break
      case 'FunctionDeclaration':
      case 'ClassDeclaration': {
        if (node.type === 'ClassDeclaration') keepClassName(node.id, node.body)
        const name = node.id && nameLostAt(node.id)
        if (name) insert(node.end, `;${NAMED}(${name}, ${node.id?.name});`)
        break
      }
      case 'ImportDeclaration': {
        const [text, problem] = constantsFor(node, lab)
        constants += text
        edits.push({ start: node.start, end: node.end, text: lineBreaksIn(code, node) })
        if (problem) refuse(node.start, problem)
        break
      }
      case 'ImportExpression': {
        const [text, problem] = promiseFor(node, lab)
        edits.push({ start: node.start, end: node.end, text })
        if (problem) refuse(node.start, problem)
        break
      }
      case 'MetaProperty':
        if (node.meta.name === 'import') refuse(node.start, 'A cell has no import.meta.')
        break
    }
  })

  // Imports are there before any code runs, wherever they stand.
  insert(0, constants)
  const inOrder = orderEdits(edits)
  return {
    code: applyEdits(code, inOrder),
    map: shiftMap(map, trace, lines, inOrder),
    sites,
    errors,
  }
}

/** What is caught, before a pattern takes it apart. */
const THROWN = '__thrown'

type NamedNode = Node & { readonly name: string }

/** The parts of the syntax that instrumenting looks at. acorn's own types describe every node there is. */
type KnownNode = Node &
  (
    | {
        type: 'CallExpression' | 'NewExpression'
        callee: Node
        arguments: (Node & { argument?: Node })[]
      }
    | { type: 'AwaitExpression'; argument: Node }
    | {
        type:
          | 'ForStatement'
          | 'ForInStatement'
          | 'ForOfStatement'
          | 'WhileStatement'
          | 'DoWhileStatement'
        body: Node
      }
    | {
        type: 'FunctionExpression' | 'ClassExpression' | 'FunctionDeclaration' | 'ClassDeclaration'
        id: NamedNode | null
        body: Node
      }
    | {
        type: 'VariableDeclarator'
        id: NamedNode
        init: (Node & { id?: Node | null; body?: Node }) | null
      }
    | { type: 'ImportDeclaration'; source: { value: string }; specifiers: ImportSpecifier[] }
    | { type: 'ImportExpression'; source: { value?: unknown } }
    | { type: 'CatchClause'; param: Node | null; body: Node }
    | { type: 'MetaProperty'; meta: { name: string } }
  )

/** What acorn throws for code that esbuild lets pass, such as a regular expression that is none. */
function isSyntaxError(error: unknown): error is SyntaxError & { readonly pos: number } {
  return error instanceof SyntaxError && 'pos' in error
}

function moduleNamed(name: string): string {
  return `${MODULES}[${JSON.stringify(name)}]`
}

function lineBreaksIn(code: string, { start, end }: Node): string {
  return code.slice(start, end).replace(/[^\n]/g, '')
}

type ImportSpecifier = { local: { name: string } } & (
  | { type: 'ImportSpecifier'; imported: { name: string } }
  | { type: 'ImportDefaultSpecifier' | 'ImportNamespaceSpecifier' }
)

/** `const pay = () => {}`: the function is called “pay”. */
function isNamedAfterVariable(init: (Node & { id?: Node | null }) | null): init is Node {
  if (!init || init.id) return false
  return /^(ArrowFunctionExpression|FunctionExpression|ClassExpression)$/.test(init.type)
}

/** `const Cart = class {}` */
function isNamelessClass(
  init: (Node & { id?: Node | null; body?: Node }) | null,
): init is Node & { body: Node } {
  return init?.type === 'ClassExpression' && !init.id
}

function isMethodCall({ type, callee }: Node & { callee: Node }): boolean {
  return type === 'CallExpression' && callee.type === 'MemberExpression'
}

/** Where a call's name stands: `info` in `log.info(…)`. */
function nameOffset(call: Node & { callee: Node }): number {
  const callee = call.callee as Node & { property?: Node }
  return (callee.property ?? callee).start
}

/** An import of the lab, as constants; and what is wrong with it, if anything is. */
function constantsFor(
  { source, specifiers }: KnownNode & { type: 'ImportDeclaration' },
  lab: LabExports,
): [text: string, problem?: string] {
  const module = source.value
  const names = lab.get(module)
  if (!names) return ['', cannotImport(module, lab)]
  const members: string[] = []
  let text = ''
  for (const specifier of specifiers) {
    const local = specifier.local.name
    if (specifier.type === 'ImportNamespaceSpecifier') {
      text += `const ${local} = ${moduleNamed(module)};`
      continue
    }
    const name = specifier.type === 'ImportSpecifier' ? specifier.imported.name : 'default'
    if (!names.includes(name)) {
      return ['', lacks(module, name, names)]
    }
    members.push(name === local ? name : `${name}: ${local}`)
  }
  if (members.length > 0) {
    text += `const { ${members.join(', ')} } = ${moduleNamed(module)};`
  }
  return [text]
}

function lacks(module: string, name: string, names: readonly string[]): string {
  if (name === 'default') {
    const own = names.find((known) => module.endsWith(`/${known}`)) ?? names[0]
    return `${module} has no default. Import by name: import { ${own} } from '${module}'.`
  }
  const near = nearestName(name, names)
  const help = near ? `Did you mean “${near}”?` : `It has: ${[...names].sort().join(', ')}.`
  return `${module} has no “${name}”. ${help}`
}

/** An `import()` of the lab, as a promise; and what is wrong with it, if anything is. */
function promiseFor(
  { source: { value: module } }: KnownNode & { type: 'ImportExpression' },
  lab: LabExports,
): [text: string, problem?: string] {
  if (typeof module !== 'string') return ['', 'import() takes a text in quotes here.']
  if (!lab.has(module)) return ['', cannotImport(module, lab)]
  return [`Promise.resolve(${moduleNamed(module)})`]
}

/** @param files what else can be imported, as an import has to spell it, if it is known */
export function cannotImport(path: string, lab: LabExports, files: readonly string[] = []): string {
  const can = [...lab.keys(), ...files]
  return `“${path}” can't be imported here. What can: ${can.join(', ')}.`
}

/** By place; where two insertions meet, what closes comes before what opens, and outer opens before inner. */
function orderEdits(edits: readonly Edit[]): Edit[] {
  return edits
    .map((edit, made) => ({ edit, made }))
    .sort((a, b) => a.edit.start - b.edit.start || compareAtSamePlace(a, b))
    .map(({ edit }) => edit)
}

type MadeEdit = { readonly edit: Edit; readonly made: number }

/** acorn-walk visits inner nodes first, so of two openings at one place the later made is the outer one. */
function compareAtSamePlace(a: MadeEdit, b: MadeEdit): number {
  const closes = (edit: Edit) => /^[)}]/.test(edit.text)
  if (closes(a.edit) !== closes(b.edit)) return closes(a.edit) ? -1 : 1
  return closes(a.edit) ? a.made - b.made : b.made - a.made
}

function applyEdits(code: string, edits: readonly Edit[]): string {
  let result = ''
  let done = 0
  for (const { start, end, text } of edits) {
    result += code.slice(done, start) + text
    done = end
  }
  return result + code.slice(done)
}

/** The same map for the edited code. No edit adds or takes away a line, so only columns move. */
function shiftMap(map: string, trace: TraceMap, lines: LineIndex, edits: readonly Edit[]): string {
  const mappings = decodedMappings(trace).map((segments) =>
    segments.map((segment) => [...segment]),
  ) as SourceMapMappings
  const editsOfLine = Map.groupBy(edits, ({ start }) => lines.positionAt(start).line)
  for (const [line, inLine] of editsOfLine) {
    let next = 0
    let growth = 0
    // Both are in order, so that each is looked at once: a line can have ten thousand of either.
    for (const segment of mappings[line - 1] ?? []) {
      for (; next < inLine.length; next++) {
        const { start, end, text } = inLine[next] as Edit
        if (segment[0] < lines.positionAt(start).column + (end - start)) break
        growth += text.length - (end - start)
      }
      segment[0] += growth
    }
  }
  return JSON.stringify({ ...JSON.parse(map), mappings: encode(mappings) })
}

/** Turns offsets into lines and columns. */
class LineIndex {
  readonly #starts: number[] = [0]

  constructor(code: string) {
    for (let at = code.indexOf('\n'); at >= 0; at = code.indexOf('\n', at + 1)) {
      this.#starts.push(at + 1)
    }
  }

  /** Line from 1, column from 0. */
  positionAt(offset: number): { line: number; column: number } {
    let low = 0
    let high = this.#starts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((this.#starts[middle] as number) <= offset) low = middle
      else high = middle - 1
    }
    return { line: low + 1, column: offset - (this.#starts[low] as number) }
  }
}
