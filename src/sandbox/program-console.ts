/**
 * The console of a program: what `console` is in a run. It says what browsers' consoles say, in virtual time, and whatever
 * is written stays.
 * @see WHATWG Console Standard, §1; section numbers below are its own
 */

import type { ConsoleLine, ConsoleMethod } from '../telemetry/console-line.ts'
import { snapshot as fieldSnapshot, reasonOf } from '../telemetry/field.ts'
import { stringify } from '../telemetry/untouched.ts'
import { asObject, formatted, withSpaces } from './console-format.ts'
import { takeSnapshot } from './console-snapshot.ts'
import { consoleText } from './console-text.ts'
import { MAX_FIELDS, MAX_NAME, MAX_SNAPSHOT } from './limits.ts'
import { jsonOf } from './plain-json.ts'

export interface ConsolePorts {
  write(line: Pick<ConsoleLine, 'method' | 'text' | 'depth' | 'snapshot'>): void
  /** Will what is written be kept? If not, it is only counted, and values are not looked at. */
  isHeard(): boolean
  /** Microseconds from some fixed moment. */
  now(): number
}

/** Puts the console in its place among a program's globals. */
export function installConsole(globals: object, ports: ConsolePorts): void {
  const value = createConsole(ports)
  Object.defineProperty(globals, 'console', { value, configurable: true, writable: true })
}

/** What a group is called that was given no words. §1.3.1 leaves that to us. */
const NAMELESS_GROUP = 'group'
const ASSERTION = 'Assertion failed'

export function createConsole(ports: ConsolePorts): object {
  // Without prototypes, so that a label called `constructor` is one like any other.
  const counts: Record<string, number> = Object.create(null)
  const timers: Record<string, number> = Object.create(null)
  let depth = 0

  /** §2.3 Printer. @param parts from left to right, with nothing between */
  const print = (method: ConsoleMethod, parts: readonly unknown[], columns?: readonly string[]) => {
    const content = ports.isHeard() ? contentOf(parts, columns) : { text: '' }
    ports.write({ method, ...(depth > 0 && { depth }), ...content })
  }
  /** §2.1 Logger. */
  const log = (method: ConsoleMethod, values: readonly unknown[]) => {
    if (values.length > 0) print(method, wordsOf(values))
  }
  const openGroup = (method: 'group' | 'groupCollapsed', values: readonly unknown[]) => {
    print(method, values.length > 0 ? formatted(values) : [NAMELESS_GROUP])
    depth++
  }
  /** How long a timer has been running; tells where there is none. */
  const durationOf = (label: string): string | undefined => {
    const since = timers[label]
    if (since !== undefined) return `${(ports.now() - since) / 1000} ms`
    print('warn', [`There is no timer “${label}”.`])
    return undefined
  }

  // Methods, so that none of them is a constructor. Every one of them belongs to the object itself, as in a namespace.
  const methods = {
    assert(condition: unknown, ...data: unknown[]) {
      if (condition) return
      const [first, ...rest] = data
      if (typeof first === 'string') log('assert', [`${ASSERTION}: ${first}`, ...rest])
      else log('assert', [ASSERTION, ...data])
    },
    clear() {
      depth = 0
      print('clear', ['cleared'])
    },
    debug: (...data: unknown[]) => log('debug', data),
    error: (...data: unknown[]) => log('error', data),
    info: (...data: unknown[]) => log('info', data),
    log: (...data: unknown[]) => log('log', data),
    table(data: unknown, properties?: unknown) {
      const columns = properties === undefined ? undefined : columnsFrom(properties)
      if (typeof data === 'object' && data !== null) print('table', [data], columns)
      else log('log', [data])
    },
    trace: (...data: unknown[]) =>
      print('trace', data.length > 0 ? ['Trace: ', ...formatted(data)] : ['Trace']),
    warn: (...data: unknown[]) => log('warn', data),
    dir: (item?: unknown) => print('dir', [asObject(item)]),
    // Nothing here is a DOM tree.
    dirxml: (...data: unknown[]) => {
      if (data.length > 0) print('dirxml', withSpaces(data))
    },
    count(given?: unknown) {
      const label = labelFrom(given)
      counts[label] = (counts[label] ?? 0) + 1
      print('count', [`${label}: ${counts[label]}`])
    },
    countReset(given?: unknown) {
      const label = labelFrom(given)
      if (counts[label] === undefined) print('countReset', [`There is no count “${label}”.`])
      else counts[label] = 0
    },
    group: (...data: unknown[]) => openGroup('group', data),
    groupCollapsed: (...data: unknown[]) => openGroup('groupCollapsed', data),
    groupEnd() {
      depth = Math.max(0, depth - 1)
    },
    time(given?: unknown) {
      const label = labelFrom(given)
      if (timers[label] === undefined) timers[label] = ports.now()
      else print('warn', [`There is a timer “${label}” already.`])
    },
    timeLog(given?: unknown, ...data: unknown[]) {
      const label = labelFrom(given)
      const duration = durationOf(label)
      // It is Printer's, so nothing is formatted. §1.4.2
      if (duration !== undefined) print('timeLog', withSpaces([`${label}: ${duration}`, ...data]))
    },
    timeEnd(given?: unknown) {
      const label = labelFrom(given)
      const duration = durationOf(label)
      delete timers[label]
      if (duration !== undefined) print('timeEnd', [`${label}: ${duration}`])
    },
  }
  // For pages that were there before the standard, the namespace inherits from an object of its own. §1
  const namespace = Object.create({})
  for (const [name, method] of Object.entries(methods)) {
    Object.defineProperty(method, 'name', { value: name, configurable: true })
    Object.defineProperty(method, 'length', { value: 0, configurable: true })
    namespace[name] = method
  }
  Object.defineProperty(namespace, Symbol.toStringTag, { value: 'console', configurable: true })
  return namespace
}

/** The parts of a line, also in a program that has changed what formatting needs. */
function wordsOf(values: readonly unknown[]): readonly unknown[] {
  try {
    return formatted(values)
  } catch {
    const parts: unknown[] = []
    for (let index = 0; index < values.length; index++) {
      if (index > 0) parts[parts.length] = ' '
      parts[parts.length] = values[index]
    }
    return parts
  }
}

/** A line whose values don't fit into a message is read again with less room for each. */
const SHARES = [1, 1 / 4, 1 / 16]

/** Never throws: whatever a program has done to its world, to look at it does not end it. */
function contentOf(
  parts: readonly unknown[],
  columns?: readonly string[],
): Pick<ConsoleLine, 'text' | 'snapshot'> {
  try {
    const snapshot = takeSnapshot(parts)
    const text = consoleText(snapshot)
    if (snapshot.parts.every((part) => typeof part === 'string')) return { text }
    for (const share of SHARES) {
      const taken = share === 1 ? snapshot : takeSnapshot(parts, share)
      // What it stands in is JSON, too.
      const json = jsonOf(columns ? { ...taken, columns } : taken)
      if (stringify(json).length <= MAX_SNAPSHOT) return { text, snapshot: json }
    }
    return { text }
  } catch {
    return { text: plainText(parts) }
  }
}

/** The words of a line, in a program that has changed what looking closer needs. */
function plainText(parts: readonly unknown[]): string {
  let text = ''
  try {
    for (let index = 0; index < parts.length; index++) {
      const part = parts[index]
      text += typeof part === 'string' ? part : jsonOf(fieldSnapshot(part))
    }
  } catch (error) {
    text += `[could not be read: ${reasonOf(error)}]`
  }
  return text
}

/** A label is converted to a text before anything else happens, and what that throws is the caller's. @see Web IDL, DOMString */
function labelFrom(given: unknown): string {
  if (given === undefined) return 'default'
  return `${given}`
}

/** @throws TypeError if it is no list. @see Web IDL, sequence<DOMString> */
function columnsFrom(given: unknown): string[] {
  if (typeof given !== 'object' || given === null || !(Symbol.iterator in given)) {
    throw new TypeError('console.table takes the names of its columns as a list.')
  }
  const columns: string[] = []
  for (const name of given as Iterable<unknown>) {
    if (columns.length === MAX_FIELDS) break
    columns.push(`${name}`.slice(0, MAX_NAME))
  }
  return columns
}
