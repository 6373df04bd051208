/** The command that runs a file at home, as a shell runs it: words in, two streams and a status out. */

import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

/** Each of these starts Node and a compiler. */
const SLOW = 60_000

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lab-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

/** Puts files into the folder in which the command is called. */
function write(files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
}

/** What npm tells a script that was called in the folder. */
const environment = () => ({ ...process.env, npm_lifecycle_event: 'lab', INIT_CWD: folder })

interface Outcome {
  readonly out: string
  readonly err: string
  readonly status: number | null
}

function lab(...words: readonly string[]): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      ['tools/lab.ts', ...words],
      { env: environment() },
      (_, out, err) => resolve({ out, err, status: child.exitCode }),
    )
  })
}

const TEA = `import { logger } from '@lab/logger'
import { sleep } from '@lab/sim'
import { span } from '@lab/tracer'

const log = logger('kitchen')
await span('make tea', async () => {
  log.debug('water on')
  await sleep(90)
  log.warn('hot: {luck}', { luck: Math.random().toFixed(3) })
})
console.log('done')
`

const TICKING = `console.log(Date.now())\nsetInterval(() => console.log('tick'), 5)`

describe('a file is run,', { timeout: SLOW }, () => {
  test('and its telemetry printed as a tree', async () => {
    write({ 'tea.ts': TEA })
    expect(await lab('tea.ts')).toEqual({
      out: `make tea  0.0–90.0
  0.0 debug water on
  90.0 warn hot: 0.045
90.0 console.log done
`,
      err: '',
      status: 0,
    })
  })

  test('with the chance of another seed, and only the records that a filter lets through', async () => {
    write({ 'tea.ts': TEA })
    const { out, status } = await lab('tea.ts', '--seed=-7', '--filter', 'info')
    expect(status).toBe(0)
    expect(out).not.toContain('water on')
    expect(out).toMatch(/hot: 0\.(?!045)\d{3}\n/)
  })

  test('and its events printed as JSON, one in a line, each with its place', async () => {
    write({ 'tea/tea.ts': TEA })
    const { out, err, status } = await lab('tea/tea.ts', '--format', 'json')
    expect([err, status]).toEqual(['', 0])
    const events = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(
      events.map(({ kind, source }) => `${kind} ${source?.file}:${source?.line}:${source?.column}`),
    ).toEqual([
      `span-start ${join('tea', 'tea.ts')}:6:7`,
      `log ${join('tea', 'tea.ts')}:7:7`,
      `log ${join('tea', 'tea.ts')}:9:7`,
      'span-end undefined:undefined:undefined',
      `console ${join('tea', 'tea.ts')}:11:9`,
    ])
    expect(events[2]).toMatchObject({ level: 'warn', target: 'kitchen', spanId: events[0].spanId })
  })

  test('with what it imports, also from folders below and back', async () => {
    write({
      "it's tea time.ts": `import { brew } from './kitchen/brew.ts'\nawait brew('mint')`,
      'kitchen/brew.ts': `import { span } from '@lab/tracer'
        import { menu } from '../menu.ts'
        import { cup } from './cup.ts'
        // There may be words about import './milk.ts' too.
        export const brew = (kind: keyof typeof menu) => span(\`\${cup} of \${menu[kind]}\`, () => {})`,
      'kitchen/cup.ts': `export const cup = 'a cup'`,
      'menu.ts': `export const menu = { mint: 'mint tea' } as const`,
    })
    const { out, err, status } = await lab("it's tea time.ts")
    expect([out, err, status]).toEqual(['a cup of mint tea  0.0–0.0\n', '', 0])
  })

  test('in real time, and what it says is printed as it comes, until somebody presses Ctrl+C', async () => {
    write({ 'clock.ts': TICKING })
    const before = Date.now()
    const child = start('clock.ts', '--real-time', '--format', 'json')
    const err = textOf(child.stderr)
    const [first] = await once(child.stdout, 'data')
    const [, now] = /"text":"(\d+)"/.exec(String(first)) ?? []
    expect(Number(now)).toBeGreaterThanOrEqual(before)
    child.kill('SIGINT')
    const [status] = await once(child, 'close')
    expect([await err, status]).toEqual(['clock.ts: You stopped the run.\n', 1])
  })

  test('and ends in peace when nobody reads on', async () => {
    write({ 'clock.ts': TICKING })
    const child = start('clock.ts', '--real-time', '--format', 'json')
    const err = textOf(child.stderr)
    await once(child.stdout, 'data')
    child.stdout.destroy()
    const [status] = await once(child, 'close')
    expect([await err, status]).toEqual(['', 0])
  })

  test('by npm, from any folder', async () => {
    write({ 'tea.ts': TEA })
    const { out } = await new Promise<{ out: string }>((resolve) => {
      execFile(
        'npm',
        ['--prefix', process.cwd(), 'run', '--silent', 'lab', '--', 'tea.ts'],
        { cwd: folder, shell: process.platform === 'win32' },
        (_, out) => resolve({ out }),
      )
    })
    expect(out).toContain('make tea  0.0–90.0')
  })
})

/** Starts the command without waiting for its end. */
function start(...words: readonly string[]) {
  return spawn(process.execPath, ['tools/lab.ts', ...words], { env: environment() })
}

async function textOf(stream: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}

const DIALS = `import { logger } from '@lab/logger'
import { dial } from '@lab/sim'

const delay = dial('bank-delay', { value: 80, from: -10, to: 500, step: 10, unit: 'ms' })
const retry = dial('retry', { value: true })
const keep = dial('keep', { value: 'all', of: ['all', 'one in ten'] })
logger('kitchen').info([delay, retry, keep].join(', '))
`

describe('the dials of a file', { timeout: SLOW }, () => {
  const run = (...settings: readonly string[]) => {
    write({ 'dials.ts': DIALS })
    return lab('dials.ts', ...settings.flatMap((setting) => ['--dial', setting]))
  }

  test('stand where the code has put them', async () => {
    const { out, err, status } = await run()
    expect([out, err, status]).toEqual(['0.0 info 80, true, all\n', '', 0])
  })

  test('are set, each by its name', async () => {
    const { out, status } = await run('bank-delay=-10', 'retry=false', 'keep=one in ten')
    expect([out, status]).toEqual(['0.0 info -10, false, one in ten\n', 0])
  })

  test.each([
    [
      'bank-delay=85',
      'The dial “bank-delay” can’t be set to “85”; it can be set to -10 to 500 in steps of 10.',
    ],
    ['retry=no', 'The dial “retry” can’t be set to “no”; it can be set to true or false.'],
    ['keep=none', 'The dial “keep” can’t be set to “none”; it can be set to “all”, “one in ten”.'],
    ['bank=85', 'There is no dial “bank”; there are: bank-delay, retry, keep.'],
  ])('can’t be set with %s, and the command says what there is', async (setting, message) => {
    const { err, status } = await run(setting)
    expect([err, status]).toEqual([`${message}\n`, 2])
  })
})

describe('a program that goes wrong is told about with its place:', { timeout: SLOW }, () => {
  const file = join('cups', 'main.ts')

  test.each<[what: string, files: Readonly<Record<string, string>>, err: string, out?: string]>([
    [
      'what is no TypeScript',
      { 'main.ts': `console.log('tea')\nconst tea milk = 2` },
      `${file}:2:11: Expected ";" but found "milk"\n`,
    ],
    [
      'an import of a file that is not there',
      { 'main.ts': `\nimport { milk } from './milk.ts'\nmilk()` },
      `${file}:2:22: “./milk.ts” can't be imported here. What can: @lab/logger, @lab/tracer, @lab/sim, @lab/shop.\n`,
    ],
    [
      'an import from outside of its folder',
      { 'main.ts': `import './tea.ts'`, 'tea.ts': `import '../sugar.ts'`, '../sugar.ts': '' },
      `${join('cups', 'tea.ts')}:1:8: “../sugar.ts” can't be imported here. What can: @lab/logger, @lab/tracer, @lab/sim, @lab/shop, ./main.ts.\n`,
    ],
    [
      'every mistake of several',
      {
        'main.ts': `import { spam } from '@lab/tracer'\nimport { lag } from '@lab/logger'\nspam(lag)`,
      },
      `${file}:1:1: @lab/tracer has no “spam”. Did you mean “span”?\n${file}:2:1: @lab/logger has no “lag”. `,
    ],
    [
      'an error that is thrown',
      {
        'main.ts': `import { pour } from './pot/pour.ts'\nconsole.log('pours')\nawait pour()`,
        'pot/pour.ts': `export async function pour() {\n  throw new Error('empty')\n}`,
      },
      `${join('cups', 'pot', 'pour.ts')}:2:9: Error: empty\n  from ${file}:3:7\n`,
      '0.0 console.log pours\n',
    ],
    [
      'a program that waits for nothing',
      { 'main.ts': `console.log('a')\nawait new Promise(() => {})` },
      `${file}:2:1: This never finishes.\n  The code waits here`,
      '0.0 console.log a\n',
    ],
  ])('%s', async (_, files, message, output = '') => {
    write(Object.fromEntries(Object.entries(files).map(([name, text]) => [`cups/${name}`, text])))
    const { out, err, status } = await lab(file)
    expect([out, status]).toEqual([output, 1])
    expect(err.slice(0, message.length)).toBe(message)
  })

  test('what is left out of a run that says too much is counted', async () => {
    write({ 'main.ts': `for (let i = 0; i < 20_003; i++) console.log(i)` })
    const { out, err, status } = await lab('main.ts')
    expect(out.split('\n').at(-2)).toBe('0.0 console.log 19999')
    expect([err, status]).toEqual(['3 more lines came after the limit and were dropped.\n', 0])
  })
})

describe('where there is nothing to run, one message says why:', { timeout: SLOW }, () => {
  const HELP = 'What there is: npm run lab -- --help\n'

  test.each<[words: readonly string[], message: string]>([
    [[], `No file was given to run. ${HELP}`],
    [['a.ts', 'b.ts'], `One file can be run; “b.ts” is one more. ${HELP}`],
    [['a.ts', '--sed', '7'], `Unknown option '--sed'. ${HELP}`],
    [['a.ts', '--seed', 'lucky'], `The seed “lucky” is not a whole number. ${HELP}`],
    [['a.ts', '--seed', '1.5'], `The seed “1.5” is not a whole number. ${HELP}`],
    [
      ['a.ts', '--seed', '12345678901234567890'],
      `The seed “12345678901234567890” is not a whole number. ${HELP}`,
    ],
    [
      ['a.ts', '--dial', 'bank'],
      `“bank” sets no dial; a setting looks like bank-delay=300. ${HELP}`,
    ],
    [['a.ts', '--dial', 'x=1', '--dial', 'x=2'], `The dial “x” is set twice. ${HELP}`],
    [['a.ts', '--seed'], `Option '--seed <value>' argument missing. ${HELP}`],
    [
      ['a.ts', '--seed', '-7'],
      `Option '--seed' argument is ambiguous. Did you forget to specify the option argument for '--seed'? To specify an option argument starting with a dash use '--seed=-XYZ'. ${HELP}`,
    ],
    [['a.ts', '--real-time=no'], `Option '--real-time' does not take an argument. ${HELP}`],
    [
      ['a.ts', '--format', 'xml'],
      `“xml” is no format; there are: tree, pretty, json, logfmt, otlp. ${HELP}`,
    ],
    [
      ['a.ts', '--format', 'toString'],
      `“toString” is no format; there are: tree, pretty, json, logfmt, otlp. ${HELP}`,
    ],
    [['a.ts'], 'There is no file “a.ts”.\n'],
    [['tea'], '“tea” is a folder, and no file.\n'],
  ])('%j', async (words, message) => {
    mkdirSync(join(folder, 'tea'))
    expect(await lab(...words)).toEqual({ out: '', err: message, status: 2 })
  })

  test('a file, or a file that it imports, that can not be read', async () => {
    write({ 'main.ts': `import './loop.ts'` })
    symlinkSync('loop.ts', join(folder, 'loop.ts'))
    for (const name of ['loop.ts', 'main.ts']) {
      const { out, err, status } = await lab(name)
      expect([out, status]).toEqual(['', 2])
      expect(err).toMatch(/^“loop\.ts” can't be read: .+\n$/)
    }
  })
})

test('help tells of every option and every format', async () => {
  const { out, err, status } = await lab('--help')
  expect([err, status]).toEqual(['', 0])
  for (const word of ['--seed', '--dial', '--filter', '--format', 'tree', 'json', '--real-time']) {
    expect(out).toContain(word)
  }
})
