import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { labTypes } from '../../build/lab-types.ts'
import { findCells } from '../../build/lesson-cells.ts'
import type { Sources } from '../../lesson/cell-graph.ts'
import { COMPILER_OPTIONS, GLOBAL_TYPES } from '../../lesson/cell-types.ts'
import { applyFix } from '../../notebook/cell-problems.ts'
import { cellFile } from './cell-files.ts'
import { CellTypeScript } from './cell-typescript.ts'
import { workerData } from './worker-data.ts'

const DATA = workerData(COMPILER_OPTIONS, GLOBAL_TYPES, labTypes())

function typeScriptOver(sources: Sources): CellTypeScript {
  const models = Object.entries(sources).map(([name, text]) => ({
    uri: { path: `/cells/${name}`, toString: () => cellFile(name) },
    version: 1,
    getValue: () => text,
  }))
  return new CellTypeScript({ getMirrorModels: () => models }, DATA)
}

/** A cell `tea.ts` in which `|` stands for the cursor, beside others. */
function atCursor(marked: string, others: Sources = {}) {
  const offset = marked.indexOf('|')
  const source = marked.replace('|', '')
  const file = cellFile('tea.ts')
  return { typeScript: typeScriptOver({ ...others, 'tea.ts': source }), file, offset, source }
}

const CUPS =
  '/** How many cups the tray holds. */\nexport function cupsOf(tray: number): number {\n  return tray * 4\n}'

describe('completion', () => {
  async function names(marked: string, others: Sources = {}) {
    const { typeScript, file, offset } = atCursor(marked, others)
    return (await typeScript.complete(file, offset)).map(({ name }) => name)
  }

  test('offers the members of what the lab returns', async () => {
    expect(await names("import { logger } from '@lab/logger'\nlogger('x').|")).toContain(
      'isEnabled',
    )
  })

  test('offers the parts of the lab and the other cells as what can be imported', async () => {
    expect(await names("import {} from '@lab/|'")).toEqual(
      expect.arrayContaining(['@lab/logger', '@lab/tracer', '@lab/sim', '@lab/shop']),
    )
    expect(await names("import {} from './|'", { 'cups.ts': CUPS })).toEqual(['cups.ts'])
  })

  test('offers what the lab and other cells export, with the import that it needs', async () => {
    const { typeScript, file, offset } = atCursor('spa|')
    const found = await typeScript.complete(file, offset)
    const span = found.find(({ name }) => name === 'span')
    expect(span?.from).toBe('@lab/tracer')
    const detail = await typeScript.describe(file, offset, span ?? { name: '' })
    expect(detail?.documentation).toContain('Runs a function as a span')
    expect(detail?.changes.map(({ newText }) => newText)).toEqual([
      "import { span } from '@lab/tracer'\n\n",
    ])
    const other = atCursor('cup|', { 'cups.ts': CUPS })
    const cups = await other.typeScript.complete(other.file, other.offset)
    expect(cups.find(({ name }) => name === 'cupsOf')?.from).toBe('./cups.ts')
  })

  test('adds to an import that is there already', async () => {
    const { typeScript, file, offset } = atCursor("import { event } from '@lab/tracer'\nspa|")
    const found = await typeScript.complete(file, offset)
    const span = found.find(({ name }) => name === 'span')
    const detail = await typeScript.describe(file, offset, span ?? { name: '' })
    expect(detail?.changes.map(({ newText }) => newText).join('')).toContain('span')
    expect(detail?.changes.map(({ newText }) => newText).join('')).not.toContain('import')
  })

  test('offers nothing from inside the lab', async () => {
    const { typeScript, file, offset } = atCursor('|')
    const sources = (await typeScript.complete(file, offset)).map(({ from }) => from)
    expect(new Set(sources)).toEqual(
      new Set([undefined, '@lab/logger', '@lab/tracer', '@lab/sim', '@lab/shop']),
    )
  })
})

describe('checking', () => {
  async function check(source: string, others: Sources = {}) {
    return typeScriptOver({ ...others, 'tea.ts': source }).check(cellFile('tea.ts'))
  }

  test('finds nothing wrong with code that is right, top-level await included', async () => {
    expect(await check("import { sleep } from '@lab/sim'\nawait sleep(10)")).toEqual([])
  })

  test('knows the types of other cells', async () => {
    const [problem] = await check(
      "import { cupsOf } from './cups.ts'\nconst x: string = cupsOf(1)",
      {
        'cups.ts': CUPS,
      },
    )
    expect(problem?.message).toBe("Type 'number' is not assignable to type 'string'.")
  })

  test('says only that code can’t be read, when it can’t', async () => {
    const problems = await check('const x: string = 3\nconst = 4')
    expect(new Set(problems.map(({ code }) => code))).toEqual(new Set([1134]))
  })

  test('has a fix for a name that can be imported', async () => {
    const source = "span('tea', () => {})"
    const [problem] = await check(source)
    expect(problem?.message).toBe("Cannot find name 'span'.")
    expect(problem?.fix?.title).toBe("Add import from '@lab/tracer'")
    expect(applyFix(source, problem?.fix ?? { title: '', changes: [] })).toBe(
      "import { span } from '@lab/tracer'\n\nspan('tea', () => {})",
    )
  })

  test('has no fix for a name that nobody has', async () => {
    const [problem] = await check('spam()')
    expect(problem?.fix).toBeUndefined()
  })
})

test('a name is explained with its comment, by hover and in a call', async () => {
  const { typeScript, file, offset } = atCursor("import { cupsOf } from './cups.ts'\ncupsOf(|)", {
    'cups.ts': CUPS,
  })
  const name = await typeScript.explain(file, offset - 2)
  expect(name?.paragraphs.join()).toContain('cupsOf(tray: number): number')
  expect(name?.paragraphs.join()).toContain('How many cups the tray holds')
  const help = await typeScript.signaturesAt(file, offset)
  expect(help?.signatures[0]).toMatchObject({
    label: 'cupsOf(tray: number): number',
    documentation: 'How many cups the tray holds\\.',
    parameters: [{ label: 'tray: number' }],
  })
})

describe('renaming', () => {
  async function rename(marked: string, others: Sources = {}) {
    const { typeScript, file, offset } = atCursor(marked, others)
    const answer = await typeScript.renameAt(file, offset)
    if ('refused' in answer) return answer.refused
    return answer.places.map((place) => `${place.file} ${place.prefix}`.trim()).sort()
  }

  test('reaches the other cells that use the name', async () => {
    expect(
      await rename("import { cups|Of } from './cups.ts'\ncupsOf(2)", { 'cups.ts': CUPS }),
    ).toEqual(['file:///cells/cups.ts', 'file:///cells/tea.ts', 'file:///cells/tea.ts'])
  })

  test('gives a name of the lab another name in this cell only', async () => {
    expect(await rename("import { sp|an } from '@lab/tracer'\nspan('x', () => {})")).toEqual([
      'file:///cells/tea.ts',
      'file:///cells/tea.ts span as',
    ])
  })

  test('is refused for a member of the lab', async () => {
    expect(await rename("import { logger } from '@lab/logger'\nlogger('x').in|fo('y')")).toBe(
      'This name belongs to the lab.',
    )
  })

  test('is refused where no name stands', async () => {
    expect(await rename('const x = |3')).toMatch(/cannot rename/i)
  })
})

test('a definition is found in the cell that it stands in', async () => {
  const { typeScript, file, offset } = atCursor("import { cupsOf } from './cups.ts'\ncups|Of(2)", {
    'cups.ts': CUPS,
  })
  const place = await typeScript.definitionAt(file, offset)
  expect(place?.file).toBe('file:///cells/cups.ts')
  expect(CUPS.slice(place?.start)).toMatch(/^cupsOf\(tray/)
})

test('every cell of every lesson is laid out as the formatter would do it', async () => {
  for (const lesson of readdirSync('content/lessons')) {
    const path = `content/lessons/${lesson}/index.mdx`
    const cells = findCells(path, readFileSync(path, 'utf8')).map(({ cell }) => cell)
    const typeScript = typeScriptOver(Object.fromEntries(cells.map((c) => [c.name, c.source])))
    for (const { name } of cells) {
      expect(await typeScript.format(cellFile(name)), `${lesson}/${name}`).toEqual([])
    }
  }
})

test('formatting sets spaces and indentation, and leaves quotes and semicolons alone', async () => {
  const source = 'if(true){\nconsole.log("a",\'b\');\n}'
  const changes = await typeScriptOver({ 'tea.ts': source }).format(cellFile('tea.ts'))
  const formatted = [...changes]
    .sort((one, other) => other.span.start - one.span.start)
    .reduce(
      (text, { span, newText }) =>
        text.slice(0, span.start) + newText + text.slice(span.start + span.length),
      source,
    )
  expect(formatted).toBe('if (true) {\n  console.log("a", \'b\');\n}')
})
