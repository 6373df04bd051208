/** The lab command's options are what stands behind `npm run lab --`. */

import { parseArgs } from 'node:util'
import { OUTPUT_FORMATS, type OutputFormat } from '../src/build/output-format.ts'
import type { DialValues } from '../src/sandbox/protocol.ts'
import { isSetting } from '../src/sandbox/validate-dials.ts'

const FORMAT_NAMES = Object.keys(OUTPUT_FORMATS)
const DEFAULT_FORMAT = FORMAT_NAMES[0] as string

export const HELP = `Runs a TypeScript file that imports @lab/* and prints its telemetry.

  npm run lab -- FILE.ts [options]

  --seed N             the seed of all chance, a whole number (default: 1)
  --dial NAME=VALUE    where a dial of the file stands: --dial bank-delay=300; once for each dial
  --filter DIRECTIVES  which log records are written, in the words of env_logger: --filter warn
  --format NAME        ${FORMAT_NAMES.join(', ')} (default: ${DEFAULT_FORMAT})
  --real-time          run on the real clock; chance stays seeded, but times differ from run to run
  --help               print this

The file can import others from its own folder, and from folders in it.
Telemetry goes to standard output, all else to standard error: npm run -s lab -- FILE.ts > run.txt
The exit status is 0 if the program came to its end, 1 if it did not, 2 if there was nothing to run, or no such dial.`

export interface LabOptions {
  /** The file to run. */
  readonly path: string
  readonly seed: number
  /** What dials are set to, by name, as it was written. */
  readonly dials: DialValues
  readonly filter: string | undefined
  readonly format: OutputFormat
  readonly clock: 'virtual' | 'real'
}

/** The command was called in a way that it does not understand. */
export class UsageError extends Error {
  constructor(problem: string) {
    super(`${problem} What there is: npm run lab -- --help`)
  }
}

/**
 * @param words what stands behind the command
 * @returns `help` if that is what is wanted
 * @throws UsageError
 */
export function readOptions(words: readonly string[]): LabOptions | 'help' {
  const { values, positionals } = parseWords(words)
  if (values.help) return 'help'
  const [path, ...more] = positionals
  if (path === undefined) throw new UsageError('No file was given to run.')
  if (more.length > 0) throw new UsageError(`One file can be run; “${more[0]}” is one more.`)
  return {
    path,
    seed: readSeed(values.seed),
    dials: readDials(values.dial),
    filter: values.filter,
    format: readFormat(values.format),
    clock: values['real-time'] ? 'real' : 'virtual',
  }
}

function parseWords(words: readonly string[]) {
  try {
    return parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        seed: { type: 'string', default: '1' },
        dial: { type: 'string', multiple: true, default: [] },
        filter: { type: 'string' },
        format: { type: 'string', default: DEFAULT_FORMAT },
        'real-time': { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    })
  } catch (error) {
    // What follows the first sentence is about programs that take such words for file names.
    const [problem = ''] = String((error as Error).message).split(/\. /)
    throw new UsageError(`${problem.replaceAll('\n', ' ').replace(/\.$/, '')}.`)
  }
}

function readSeed(text: string): number {
  const seed = Number(text)
  if (/^[-+]?\d+$/.test(text) && Number.isSafeInteger(seed)) return seed
  throw new UsageError(`The seed “${text}” is not a whole number.`)
}

function readDials(settings: readonly string[]): DialValues {
  const dials: Record<string, string> = {}
  for (const setting of settings) {
    const [, name, value] = /^([^=]*)=(.*)$/s.exec(setting) ?? []
    if (name === undefined || !isSetting(name, value)) {
      throw new UsageError(`“${setting}” sets no dial; a setting looks like bank-delay=300.`)
    }
    if (Object.hasOwn(dials, name)) throw new UsageError(`The dial “${name}” is set twice.`)
    dials[name] = value
  }
  return dials
}

function readFormat(name: string): OutputFormat {
  const format = Object.hasOwn(OUTPUT_FORMATS, name) ? OUTPUT_FORMATS[name] : undefined
  if (format) return format
  throw new UsageError(`“${name}” is no format; there are: ${FORMAT_NAMES.join(', ')}.`)
}
