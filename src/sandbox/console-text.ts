/** Console text is how what was written with the console reads in one line: what the log shows of it, and a terminal. */

import type {
  ConsoleMember,
  ConsoleObject,
  ConsoleSnapshot,
  ConsoleValue,
} from '../telemetry/console-line.ts'
import { MAX_NESTING, MAX_TEXT } from './limits.ts'

/** @returns at most {@link MAX_TEXT} characters, which say how many are missing */
export function consoleText({ parts, objects }: ConsoleSnapshot): string {
  const text = new LineText(objects)
  for (const part of parts) {
    if (typeof part === 'string') text.write(part)
    else text.writeValue(part, [], 'alone')
  }
  return text.toString()
}

/** A value that is no object, as the code has it. */
export function primitiveText(value: unknown): string {
  if (typeof value === 'bigint') return `${value}n`
  return typeof value === 'string' ? quoted(value) : String(value)
}

export function quoted(text: string): string {
  return `'${text.replace(/['\\]/g, '\\$&').replace(/\n/g, '\\n')}'`
}

/** A name that needs no quotes. */
const IDENTIFIER = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u
/** More values are not even counted: objects that are shared can multiply to any number. */
const MAX_VALUES = 4096

/** A text, an error or a date that stands alone is its words; among other values it is as the code has it. */
type Place = 'alone' | 'inside'

class LineText {
  readonly #objects: readonly ConsoleObject[]
  #text = ''
  #length = 0
  #values = 0

  constructor(objects: readonly ConsoleObject[]) {
    this.#objects = objects
  }

  toString(): string {
    if (this.#length <= MAX_TEXT) return this.#text
    const over = this.#values > MAX_VALUES ? 'over ' : ''
    const note = (kept: number) => `… (${over}${this.#length - kept} more characters)`
    const kept = MAX_TEXT - note(0).length
    return this.#text.slice(0, kept) + note(kept)
  }

  write(text: string): void {
    if (this.#text.length <= MAX_TEXT) this.#text += text
    this.#length += text.length
  }

  /** @param path the objects that it is in; {@link MAX_NESTING} of them are shown */
  writeValue(value: ConsoleValue, path: readonly number[], place: Place): void {
    if (++this.#values > MAX_VALUES) return
    if (typeof value !== 'object' || value === null || value.kind !== 'object') {
      this.write(leafText(value, place))
      if (isCut(value)) this.#length += value.length - value.text.length
    } else if (path.includes(value.at)) {
      this.write('[circular]')
    } else {
      const object = this.#objects[value.at]
      if (object) this.#writeObject(object, [...path, value.at], place)
    }
  }

  #writeObject(object: ConsoleObject, path: readonly number[], place: Place): void {
    const words = objectText(object, place)
    const [first] = object.members
    if (words !== undefined) this.write(words)
    else if (path.length > MAX_NESTING) this.write('[nested too deep]')
    else if (object.type === 'error') this.#writeError(object, path)
    else if (isWrapper(object) && first) this.writeValue(first[1], path, 'inside')
    else this.#writeMembers(object, path)
  }

  #writeError({ name, members }: ConsoleObject, path: readonly number[]): void {
    this.write(`{ type: ${quoted(name)}`)
    for (const [key, value, role] of members) {
      if (role !== 'inner') continue
      this.write(`, ${key}: `)
      this.writeValue(value, path, 'inside')
    }
    this.write(' }')
  }

  #writeMembers({ type, members, more = 0 }: ConsoleObject, path: readonly number[]): void {
    const isEmpty = members.length + more === 0
    const [open, close] = LISTS.has(type) ? ['[', ']'] : isEmpty ? ['{', '}'] : ['{ ', ' }']
    this.write(open)
    for (const [index, member] of members.entries()) {
      if (index > 0) this.write(', ')
      this.#writeMember(member, path)
    }
    if (more > 0) this.write(`${members.length > 0 ? ', ' : ''}… ${more} more`)
    this.write(close)
  }

  #writeMember([name, value, role, key = name]: ConsoleMember, path: readonly number[]): void {
    if (role === 'empty') {
      this.write(`empty × ${name}`)
      return
    }
    if (role === 'symbol') this.write(`[${name}]: `)
    else if (role !== 'item') this.#writeKey(key, path)
    this.writeValue(value, path, 'inside')
  }

  #writeKey(key: ConsoleValue, path: readonly number[]): void {
    if (typeof key === 'string') {
      this.write(`${IDENTIFIER.test(key) ? key : quoted(key)}: `)
    } else {
      this.write('[')
      this.writeValue(key, path, 'inside')
      this.write(']: ')
    }
  }
}

const LISTS: ReadonlySet<ConsoleObject['type']> = new Set(['array', 'bytes', 'set', 'typed-array'])

function leafText(value: Exclude<ConsoleValue, { kind: 'object' }>, place: Place): string {
  if (typeof value !== 'object' || value === null) return primitiveText(value)
  switch (value.kind) {
    case 'undefined':
      return 'undefined'
    case 'getter':
      return '(…)'
    case 'bigint':
      return place === 'alone' ? value.text.replace(/n$/, '') : value.text
    case 'text':
      return place === 'alone' ? value.text : quoted(value.text)
    default:
      return value.text
  }
}

/** What is missing is said at the end of the line, for all of it. */
function isCut(value: ConsoleValue): value is Extract<ConsoleValue, { kind: 'text' }> {
  return typeof value === 'object' && value?.kind === 'text'
}

/** What says everything about an object, if it has such words. */
function objectText({ type, name, text }: ConsoleObject, place: Place): string | undefined {
  switch (type) {
    case 'function':
    case 'class':
      return `[function ${name || 'anonymous'}]`
    case 'date':
      return place === 'alone' ? text : quoted(text ?? '')
    case 'error':
      return place === 'alone' ? text : undefined
    case 'promise':
    case 'weak':
      return `[${name}]`
    case 'proxy':
      return text === undefined ? undefined : `[proxy, ${text}]`
    default:
      return text
  }
}

/** A proxy reads as what is behind it, a boxed value as what is in it. */
function isWrapper({ type }: ConsoleObject): boolean {
  return type === 'proxy' || type === 'boxed'
}
