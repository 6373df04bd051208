/** A lesson that was downloaded runs at home, and says there what it says in the page. */

import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { unzipSync } from 'fflate'
import ts from 'typescript'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { zipFolder } from '../../src/browser/zip.ts'
import { labTypes } from '../../src/build/lab-types.ts'
import { prepareLesson } from '../../src/build/prepare-lesson.ts'
import { builtStore, type LessonData, notebookOf } from '../../src/notebook/lesson-data.ts'
import { lessonFolder } from '../../src/notebook/lesson-folder.ts'
import { chooseSeed, edit, type Notebook } from '../../src/notebook/notebook.ts'
import { eventsText } from '../determinism/telemetry-text.ts'

/** Each command starts Node and a compiler. Milliseconds. */
const A_COMMAND = 30_000
const SLOW = 4 * A_COMMAND

let home: string

beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'take-home-'))
})
afterAll(() => rmSync(home, { recursive: true }))

/** Downloads a lesson and unpacks it at home. @returns its folder */
function takeHome(notebook: Notebook, slug: string, place = home): string {
  const taken = { slug, title: 'A lesson', address: 'https://site.test/', day: '1 May 2026' }
  const zip = unzipSync(zipFolder(slug, lessonFolder(notebook, taken, labTypes())))
  for (const [path, bytes] of Object.entries(zip)) {
    mkdirSync(dirname(join(place, path)), { recursive: true })
    writeFileSync(join(place, path), bytes)
  }
  return join(place, slug)
}

/** What the README of a folder tells to type, by the file that it runs. */
function commandsIn(folder: string): Map<string, string> {
  const readme = readFileSync(join(folder, 'README.md'), 'utf8')
  const commands = readme.matchAll(
    /^npm run lab -- (?<words>\S+\/(?<file>[^/ ]+\.ts) .*?)(?: #.*)?$/gm,
  )
  return new Map([...commands].map(({ groups }) => [groups?.file ?? '', groups?.words ?? '']))
}

/** Runs the lab command at home, as npm runs it. */
function lab(words: string, place = home): Promise<{ out: string; err: string; status: number }> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      ['tools/lab.ts', ...words.split(' '), '--format', 'json'],
      {
        env: { ...process.env, npm_lifecycle_event: 'lab', INIT_CWD: place },
        maxBuffer: 1e9,
      },
      (_, out, err) => resolve({ out, err, status: child.exitCode ?? -1 }),
    )
  })
}

/** What a run of the build said, as the command prints it. */
function builtText({ slug, cells }: LessonData, name: string): string {
  const run = cells.find(({ cell }) => cell.name === name)?.run
  const sites = new Map(run?.sites)
  return eventsText(
    (run ? builtStore(run).events() : []).map((event) => {
      if (!('site' in event)) return event
      const { site, ...rest } = event
      const place = sites.get(site)
      if (!place || place.file.startsWith('@lab/')) return { ...rest, source: place }
      return { ...rest, source: { ...place, file: join(slug, place.file) } }
    }),
  )
}

for (const name of readdirSync('content/lessons')) {
  const slug = name.replace(/^\d+-/, '')

  test(`${slug}: every cell runs at home and says what it said when the site was built`, {
    timeout: 20 * A_COMMAND,
  }, async () => {
    const lesson = await prepareLesson(slug, `content/lessons/${name}/index.mdx`)
    const commands = commandsIn(takeHome(notebookOf(lesson), slug))
    expect([...commands.keys()]).toEqual(lesson.cells.map(({ cell }) => cell.name))
    const waiting = [...lesson.cells]
    const runAll = async () => {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        const { name, clock, fails } = next.cell
        const { out, err, status } = await lab(commands.get(name) ?? '')
        expect([name, status], err).toEqual([name, fails ? 1 : 0])
        if (clock === 'virtual') expect(out.trimEnd()).toBe(builtText(lesson, name))
      }
    }
    await Promise.all([runAll(), runAll()])
  })
}

describe('a lesson that its reader has changed', { timeout: SLOW }, () => {
  const lesson: LessonData = {
    slug: 'kitchen',
    files: { 'pot.ts': "export const pot = 'pot'\n" },
    cells: [
      ['cup.ts', "import { pot } from './pot.ts'\nexport const cup = 'a cup, ' + pot", 1],
      ['tea.ts', "import { cup } from './cup.ts'\nconsole.log(cup, Math.random())", 4],
      ['milk.ts', "console.log('milk')", 1],
    ].map(([name, source, seed]) => ({
      cell: {
        name: String(name),
        source: String(source),
        lens: 'both',
        seed: Number(seed),
        clock: 'virtual',
        fails: false,
      },
      run: { sites: [] },
    })),
  }
  const notebook = chooseSeed(
    edit(notebookOf(lesson), 'cup.ts', "export const cup: string = 'a bowl'"),
    'tea.ts',
    9,
  )
  let folder: string
  beforeAll(() => {
    folder = takeHome(notebook, 'kitchen')
  })

  const said = async (words: string): Promise<string> => {
    const { out, err } = await lab(words)
    expect(err).toBe('')
    return out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line).text)
      .join('\n')
  }

  test('runs as it was left, with the seeds that were chosen', async () => {
    const commands = commandsIn(folder)
    const luck = /^a bowl (?<number>[\d.]+)$/
    const number = luck.exec(await said(commands.get('tea.ts') ?? ''))?.groups?.number
    expect(number).toBe(luck.exec(await said('kitchen/tea.ts --seed 9'))?.groups?.number)
    expect(number).not.toBe(luck.exec(await said('kitchen/tea.ts --seed 4'))?.groups?.number)
  })

  test('has the originals of what was edited beside it, and they run', async () => {
    expect(readdirSync(join(folder, 'original')).sort()).toEqual(['cup.ts', 'pot.ts'])
    expect(readFileSync(join(folder, 'original', 'cup.ts'), 'utf8')).toContain('a cup, ')
    const { status } = await lab('kitchen/original/cup.ts')
    expect(status).toBe(0)
  })

  test('says in its README what was edited, and what was not in a cell', () => {
    const readme = readFileSync(join(folder, 'README.md'), 'utf8')
    expect(readme).toContain('You have edited `cup.ts`. It is as you left it; ')
    expect(readme).toContain('`pot.ts` is what cells import beside each other.')
  })

  test('is understood by TypeScript, as an editor asks it', () => {
    const read = ts.getParsedCommandLineOfConfigFile(join(folder, 'tsconfig.json'), undefined, {
      ...ts.sys,
      onUnRecoverableConfigFileDiagnostic: ({ messageText }) => {
        throw new Error(String(messageText))
      },
    })
    const names = read?.fileNames.map((file) => file.slice(folder.length + 1)).sort()
    expect(names).toEqual(
      ['cup.ts', 'milk.ts', 'original/cup.ts', 'original/pot.ts', 'pot.ts', 'tea.ts'].concat(
        'types/globals.d.ts',
      ),
    )
    writeFileSync(
      join(folder, 'milk.ts'),
      "import { span } from '@lab/tracer'\nspan(1)\nconsole.log(document)",
    )
    const program = ts.createProgram(read?.fileNames ?? [], read?.options ?? {})
    const problems = ts.getPreEmitDiagnostics(program).map(({ messageText }) => messageText)
    expect([...(read?.errors ?? []), ...problems.slice(0, 2)]).toHaveLength(2)
    expect(JSON.stringify(problems)).toContain("Cannot find name 'document'")
    expect(JSON.stringify(problems)).toContain('Expected 2-3 arguments')
  })
})

test('npm runs a lesson that lies in the folder of the project, as its README says', {
  timeout: SLOW,
}, async () => {
  const place = mkdtempSync(join(process.cwd(), 'taken-'))
  try {
    const [name = ''] = readdirSync('content/lessons')
    const slug = name.replace(/^\d+-/, '')
    const lesson = await prepareLesson(slug, `content/lessons/${name}/index.mdx`)
    const [first = ''] = commandsIn(takeHome(notebookOf(lesson), slug, place)).values()
    const words = first.replace(slug, join(place.slice(process.cwd().length + 1), slug))
    const out = await new Promise<string>((resolve) => {
      execFile('npm', ['run', '--silent', 'lab', '--', ...words.split(' ')], (_, text) =>
        resolve(text),
      )
    })
    expect(out).toContain('checkout')
  } finally {
    rmSync(place, { recursive: true })
  }
})
