/** Console words are a value in one line, as pieces of text that say what they are, so that each can have its colour. */

import type { ConsoleMember, ConsoleObject, ConsoleValue } from '../telemetry/console-line.ts'
import { visibleText } from './visible-text.ts'

export interface ConsoleWord {
  readonly text: string
  /** Plain if absent: words, names of properties, punctuation. */
  readonly kind?: 'string' | 'number' | 'type' | 'function' | 'note'
}

/** How much of an object one line shows: characters, and objects within objects. */
export interface WordsRoom {
  readonly characters: number
  readonly depth: number
}

const IN_A_LINE: WordsRoom = { characters: 240, depth: 3 }

/**
 * @param objects those of the snapshot that the value is from
 * @returns texts in which nothing hides; what there was no room for is `…`
 */
export function consoleWords(
  value: ConsoleValue,
  objects: readonly ConsoleObject[],
  room = IN_A_LINE,
): ConsoleWord[] {
  const writing = new WordsWriting(objects, room)
  writing.value(value, 0)
  return writing.words
}

/** The same without its colours. */
export function plainWords(words: readonly ConsoleWord[]): string {
  return words.map(({ text }) => text).join('')
}

/** A text as the code has it. */
export function quotedText(text: string): string {
  return `'${text.replace(/['\\]/g, '\\$&').replace(/\n/g, '\\n').replace(/\t/g, '\\t')}'`
}

/** `pay`, or `'http.method'` if it needs quotes. */
export function propertyName(name: string): string {
  return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name) ? name : quotedText(name)
}

class WordsWriting {
  readonly words: ConsoleWord[] = []
  readonly #objects: readonly ConsoleObject[]
  readonly #depth: number
  /** The objects that it is in. */
  readonly #path: number[] = []
  #left: number

  constructor(objects: readonly ConsoleObject[], { characters, depth }: WordsRoom) {
    this.#objects = objects
    this.#left = characters
    this.#depth = depth
  }

  value(value: ConsoleValue, depth: number): void {
    if (typeof value === 'string') {
      this.#write(quotedText(value), 'string')
    } else if (typeof value !== 'object' || value === null) {
      this.#write(String(value), 'number')
    } else if (value.kind === 'object') {
      const object = this.#objects[value.at]
      if (this.#path.includes(value.at)) {
        this.#write('↩', 'note')
      } else if (object) {
        this.#path.push(value.at)
        this.#object(object, depth)
        this.#path.pop()
      }
    } else {
      this.#tagged(value)
    }
  }

  #tagged(value: Exclude<ConsoleValue, string | number | boolean | null | { kind: 'object' }>) {
    switch (value.kind) {
      case 'undefined':
        this.#write('undefined', 'number')
        break
      case 'getter':
        this.#write('(…)', 'note')
        break
      case 'unreadable':
        this.#write(value.text, 'note')
        break
      case 'text':
        this.#write(quotedText(value.text), 'string')
        this.#write(` … ${value.length - value.text.length} more characters`, 'note')
        break
      default:
        this.#write(value.text, value.kind === 'symbol' ? 'string' : 'number')
    }
  }

  #object(object: ConsoleObject, depth: number): void {
    const { type, name, text, members, more = 0 } = object
    switch (type) {
      case 'function':
      case 'class':
        this.#write(`${type} ${name || '(anonymous)'}`, 'function')
        return
      case 'proxy':
        this.#write(text === undefined ? 'Proxy ' : `Proxy (${text})`, 'type')
        if (members[0]) this.value(members[0][1], depth)
        return
      case 'date':
      case 'error':
        this.#write(text ?? name)
        return
      case 'regexp':
        this.#write(text ?? name, 'string')
        return
    }
    if (text !== undefined) {
      this.#write(name === '' ? text : `${name} `, name === '' ? 'note' : 'type')
      if (name !== '') this.#write(text, 'string')
      return
    }
    const isList = type === 'array' || type === 'typed-array'
    const isEmpty = members.length + more === 0
    const head = headOf(object)
    if (head !== '') this.#write(`${head}${isEmpty && !isList ? '' : ' '}`, 'type')
    if (isEmpty) {
      if (isList) this.#write('[]')
      else if (type === 'object') this.#write(head === '' ? '{}' : ' {}')
      return
    }
    const [open, close] = isList ? ['[', ']'] : ['{ ', ' }']
    if (depth >= this.#depth) {
      this.#write(`${open.trim()}…${close.trim()}`)
      return
    }
    this.#write(open)
    this.#members(members, more, depth)
    this.#write(close)
  }

  #members(members: readonly ConsoleMember[], more: number, depth: number): void {
    let shown = 0
    for (const member of members) {
      if (this.#left <= 0) break
      if (shown > 0) this.#write(', ')
      this.#member(member, depth)
      shown++
    }
    const left = members.length - shown + more
    if (left > 0) this.#write(shown > 0 ? `, … ${left} more` : `… ${left} more`, 'note')
  }

  #member([name, value, role, key = name]: ConsoleMember, depth: number): void {
    if (role === 'empty') {
      this.#write(`empty × ${name}`, 'note')
      return
    }
    if (role === 'entry') {
      this.value(key, depth + 1)
      this.#write(' => ')
    } else if (role === 'symbol') {
      this.#write(`[${name}]: `)
    } else if (role !== 'item') {
      this.#write(`${propertyName(name)}: `)
    }
    this.value(value, depth + 1)
  }

  #write(text: string, kind?: ConsoleWord['kind']): void {
    if (text === '') return
    // A bracket that was opened is closed, whatever it takes.
    const most = Math.max(this.#left, text.length <= 3 ? text.length : 24)
    const shown = text.length > most ? `${text.slice(0, most - 1)}…` : text
    this.#left -= shown.length
    const word = visibleText(shown)
    this.words.push(kind ? { text: word, kind } : { text: word })
  }
}

/** What an object is, before what is in it: `Map(2)`, `Cart`, nothing for what everybody knows by its brackets. */
function headOf({ type, name, size }: ConsoleObject): string {
  switch (type) {
    case 'object':
      return name === 'Object' ? '' : name || 'null prototype'
    case 'array':
      return name === 'Array' ? '' : `${name}(${size ?? 0})`
    case 'map':
    case 'set':
    case 'typed-array':
    case 'bytes':
      return `${name}(${size ?? 0})`
    default:
      return name
  }
}
