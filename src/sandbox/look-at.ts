/**
 * Looking at an object finds out what it is and what it holds, without running any of the program's code: getters are not
 * called, proxies not asked, and what the program has put on prototypes is not used. A strange object may still throw.
 */

import type { ConsoleObject, ConsoleRole } from '../telemetry/console-line.ts'
import { behindProxy } from './known-proxies.ts'
import { MAX_ITEMS } from './limits.ts'

/** What an object is, with members that are values of the program still. */
export interface Look extends Pick<ConsoleObject, 'type' | 'name' | 'text' | 'size'> {
  readonly members: readonly LookMember[]
  readonly more: number
}

/** As in `ConsoleMember`. */
type LookMember = readonly [name: string, value: unknown, role?: ConsoleRole, key?: unknown]

/** Stands for the value of a property that nobody has read. */
export const UNREAD = Symbol('unread')

/** Prototypes between an object and its class that are looked through. A program can make a chain of any length. */
const MAX_CHAIN = 64

// All taken before the program runs.
const { apply, getOwnPropertyDescriptor, getPrototypeOf, ownKeys } = Reflect
const { isArray } = Array
const { hasOwn } = Object
const { toString: sourceOf } = Function.prototype
const { toString: symbolText } = Symbol.prototype
const { getTime, toISOString } = Date.prototype
const { entries: mapEntries } = Map.prototype
const { values: setValues } = Set.prototype
const mapNext = nextOf(new Map().entries())
const setNext = nextOf(new Set().values())
const mapSize = getterOf(Map.prototype, 'size')
const setSize = getterOf(Set.prototype, 'size')
const byteLength = getterOf(ArrayBuffer.prototype, 'byteLength')
const TypedArray = getPrototypeOf(Uint8Array.prototype) as object
const typedLength = getterOf(TypedArray, 'length')
const patternSource = getterOf(RegExp.prototype, 'source')
/** In the order in which `RegExp.prototype.flags` has them; it asks the object itself, which may have its own opinion. */
const PATTERN_FLAGS = [
  ['d', 'hasIndices'],
  ['g', 'global'],
  ['i', 'ignoreCase'],
  ['m', 'multiline'],
  ['s', 'dotAll'],
  ['u', 'unicode'],
  ['v', 'unicodeSets'],
  ['y', 'sticky'],
].map(([flag, name]) => [flag, getterOf(RegExp.prototype, name as string)] as const)

/** What the platform has beside the language, where it has it. */
interface Platform {
  readonly DOMException?: { readonly prototype: object }
  readonly URL?: { readonly prototype: object }
  readonly TextEncoder?: { readonly prototype: object }
  readonly TextDecoder?: { readonly prototype: object }
  readonly Headers?: EntriesClass
  readonly URLSearchParams?: EntriesClass
}
type EntriesClass = { readonly prototype: object } & (new () => {
  entries(): Iterator<[string, string]>
})
const { DOMException, URL, TextEncoder, TextDecoder, Headers, URLSearchParams } =
  globalThis as Platform
/** They are known to run no code of the program. */
const HARMLESS_GETTERS: ReadonlySet<unknown> = new Set(
  DOMException && [
    getterOf(DOMException.prototype, 'name'),
    getterOf(DOMException.prototype, 'message'),
  ],
)

type Looker = (object: object, room: number) => Look

/** How to look at the instances of the classes that there are anyway. */
const LOOKERS: ReadonlyMap<object, Looker> = new Map<object, Looker>([
  [Map.prototype, lookAtMap],
  [Set.prototype, lookAtSet],
  [Date.prototype, lookAtDate],
  [RegExp.prototype, lookAtPattern],
  [Error.prototype, lookAtError],
  [Promise.prototype, (object, room) => ({ ...plain(object, room), type: 'promise' })],
  [WeakMap.prototype, (object, room) => ({ ...plain(object, room), type: 'weak' })],
  [WeakSet.prototype, (object, room) => ({ ...plain(object, room), type: 'weak' })],
  [ArrayBuffer.prototype, lookAtBytes],
  [TypedArray, lookAtTypedArray],
  ...[Number, String, Boolean, Symbol, BigInt].map(({ prototype }) => {
    const { valueOf: unbox } = prototype
    return [prototype, (object: object) => lookAtBoxed(object, unbox)] as const
  }),
  ...(URL ? [[URL.prototype, lookAtAddress(getterOf(URL.prototype, 'href'))] as const] : []),
  ...[TextEncoder, TextDecoder].flatMap((opaqueClass) =>
    opaqueClass ? [[opaqueClass.prototype, opaque] as const] : [],
  ),
  ...[Headers, URLSearchParams].flatMap((entriesClass) =>
    entriesClass ? [[entriesClass.prototype, lookAtEntries(entriesClass)] as const] : [],
  ),
])
const findLooker = LOOKERS.get.bind(LOOKERS)

/**
 * @param room how many members there may be
 * @throws what a proxy throws that was made before proxies were noted
 */
export function lookAt(object: object, room: number): Look {
  const behind = behindProxy(object)
  if (behind === 'revoked') return { ...NOTHING, type: 'proxy', text: 'revoked' }
  if (behind) {
    const members = [
      ['target', behind.target, 'inner'],
      ['handler', behind.handler, 'inner'],
    ] as const
    return { ...NOTHING, type: 'proxy', members: members.slice(0, room) }
  }
  if (typeof object === 'function') return lookAtFunction(object, room)
  if (isArray(object)) return lookAtArray(object, room)
  const looker = lookerFor(object)
  if (!looker) return plain(object, room)
  try {
    return looker(object, room)
  } catch {
    // It inherits from the class without being of it.
    return plain(object, room)
  }
}

const NOTHING = { name: '', members: [], more: 0 } as const

function lookerFor(object: object): Looker | undefined {
  let holder = getPrototypeOf(object)
  for (let steps = 0; holder && steps < MAX_CHAIN; steps++) {
    const looker = findLooker(holder)
    if (looker) return looker
    holder = behindProxy(holder) ? null : getPrototypeOf(holder)
  }
  return undefined
}

function plain(object: object, room: number): Look {
  return { type: 'object', name: classNameOf(object), ...propertiesOf(object, room) }
}

/** The class of an object, as its prototypes tell. `Math`, a generator and the like have a tag instead. */
function classNameOf(object: object): string {
  let name = tagOf(object)
  let holder = getPrototypeOf(object)
  for (let steps = 0; name === undefined && holder && steps < MAX_CHAIN; steps++) {
    if (behindProxy(holder)) break
    const maker = getOwnPropertyDescriptor(holder, 'constructor')
    const isMade = maker && hasOwn(maker, 'value') && typeof maker.value === 'function'
    name = isMade ? nameOf(maker.value) : tagOf(holder)
    holder = getPrototypeOf(holder)
  }
  return name ?? ''
}

function tagOf(object: object): string | undefined {
  const tag = getOwnPropertyDescriptor(object, Symbol.toStringTag)
  return tag && hasOwn(tag, 'value') && typeof tag.value === 'string' ? tag.value : undefined
}

function nameOf(fn: object): string {
  const name = behindProxy(fn) ? undefined : getOwnPropertyDescriptor(fn, 'name')
  return name && hasOwn(name, 'value') && typeof name.value === 'string' ? name.value : ''
}

/** What is listed when one lists an object: its own properties, without those that hide. */
function propertiesOf(
  object: object,
  room: number,
  keys: readonly (string | symbol)[] = ownKeys(object),
): Pick<Look, 'members' | 'more'> {
  const members: LookMember[] = []
  let more = 0
  for (let index = 0; index < keys.length; index++) {
    const key = keys[index] as string | symbol
    const property = getOwnPropertyDescriptor(object, key)
    if (!property?.enumerable) continue
    if (members.length >= room) {
      more++
      continue
    }
    const value = hasOwn(property, 'value') ? property.value : UNREAD
    members[members.length] =
      typeof key === 'symbol' ? [apply(symbolText, key, []), value, 'symbol'] : [key, value]
  }
  return { members, more }
}

function lookAtFunction(fn: object, room: number): Look {
  const isClass = /^class\b/.test(apply(sourceOf, fn, []).slice(0, 6))
  return { type: isClass ? 'class' : 'function', name: nameOf(fn), ...propertiesOf(fn, room) }
}

function lookAtArray(list: readonly unknown[], room: number): Look {
  const members: LookMember[] = []
  const { length } = list
  // Of a list with a billion gaps, not all are passed.
  const end = Math.min(length, room)
  let gaps = 0
  const endGaps = () => {
    if (gaps > 0) members[members.length] = [String(gaps), null, 'empty']
    gaps = 0
  }
  for (let index = 0; index < end; index++) {
    const item = getOwnPropertyDescriptor(list, index)
    if (item) {
      endGaps()
      const value = hasOwn(item, 'value') ? item.value : UNREAD
      members[members.length] = [String(index), value, 'item']
    } else {
      gaps++
    }
  }
  endGaps()
  const rest = { members, more: length - end }
  if (rest.more === 0) {
    const others = ownKeys(list).filter((key) => typeof key === 'symbol' || !isIndex(key))
    const named = propertiesOf(list, room - members.length, others)
    for (const member of named.members) members[members.length] = member
    rest.more = named.more
  }
  return { type: 'array', name: classNameOf(list), size: length, ...rest }
}

/** The keys of a list are its items in order, and then what else it has. */
function isIndex(key: string): boolean {
  return /^(?:0|[1-9]\d*)$/.test(key) && Number(key) < 2 ** 32 - 1
}

function lookAtMap(map: object, room: number): Look {
  const entries = apply(mapEntries, map, [])
  const members: LookMember[] = []
  while (members.length < room) {
    const { done, value } = apply(mapNext, entries, [])
    if (done) break
    members[members.length] = [String(members.length), value[1], 'entry', value[0]]
  }
  return withProperties('map', map, members, apply(mapSize, map, []), room)
}

function lookAtSet(set: object, room: number): Look {
  const values = apply(setValues, set, [])
  const members: LookMember[] = []
  while (members.length < room) {
    const { done, value } = apply(setNext, values, [])
    if (done) break
    members[members.length] = [String(members.length), value, 'item']
  }
  return withProperties('set', set, members, apply(setSize, set, []), room)
}

function lookAtBytes(buffer: object, room: number): Look {
  const size = apply(byteLength, buffer, [])
  const bytes = new Uint8Array(buffer as ArrayBuffer, 0, Math.min(size, room, MAX_ITEMS))
  return withProperties('bytes', buffer, itemsOf(bytes, bytes.length), size, room)
}

function lookAtTypedArray(list: object, room: number): Look {
  const size = apply(typedLength, list, [])
  const items = itemsOf(list as readonly unknown[], Math.min(size, room))
  return {
    type: 'typed-array',
    name: classNameOf(list),
    size,
    members: items,
    more: size - items.length,
  }
}

function itemsOf(list: ArrayLike<unknown>, count: number): LookMember[] {
  const items: LookMember[] = []
  for (let index = 0; index < count; index++) items[index] = [String(index), list[index], 'item']
  return items
}

/** What is in it, and then the properties that it has beside. */
function withProperties(
  type: Look['type'],
  object: object,
  content: readonly LookMember[],
  size: number,
  room: number,
): Look {
  const { members, more } = propertiesOf(object, room - content.length)
  return {
    type,
    name: classNameOf(object),
    size,
    members: [...content, ...members],
    more: size - content.length + more,
  }
}

function lookAtDate(date: object, room: number): Look {
  const isValid = !Number.isNaN(apply(getTime, date, []))
  return {
    ...plain(date, room),
    type: 'date',
    text: isValid ? apply(toISOString, date, []) : 'Invalid Date',
  }
}

function lookAtPattern(pattern: object, room: number): Look {
  const source = apply(patternSource, pattern, [])
  const flags = PATTERN_FLAGS.map(([flag, getter]) => (apply(getter, pattern, []) ? flag : ''))
  return { ...plain(pattern, room), type: 'regexp', text: `/${source}/${flags.join('')}` }
}

/** The words of an error as `Error.prototype.toString` has them, and what it holds beside them. */
function lookAtError(error: object, room: number): Look {
  const given = propertyThroughChain(error, 'name')
  const name = typeof given === 'string' ? given : classNameOf(error)
  const message = propertyThroughChain(error, 'message')
  const inner: LookMember[] = []
  if (message !== '' && message !== undefined) inner.push(['message', message, 'inner'])
  for (const hidden of ['cause', 'errors']) {
    const property = getOwnPropertyDescriptor(error, hidden)
    if (!property || property.enumerable) continue
    inner.push([hidden, hasOwn(property, 'value') ? property.value : UNREAD, 'inner'])
  }
  const { members, more } = propertiesOf(error, Math.max(0, room - inner.length))
  const words =
    message === UNREAD ? '(…)' : typeof message === 'object' ? '' : String(message ?? '')
  return {
    type: 'error',
    name,
    text: [name, words].filter((part) => part !== '').join(': '),
    members: [...inner.slice(0, room), ...members.filter(([key]) => key !== 'message')],
    more: more + Math.max(0, inner.length - room),
  }
}

/** A property as reading it would find it, if that runs no code of the program; else {@link UNREAD}. */
function propertyThroughChain(object: object, name: string): unknown {
  let holder: object | null = object
  for (let steps = 0; holder && steps < MAX_CHAIN && !behindProxy(holder); steps++) {
    const property = getOwnPropertyDescriptor(holder, name)
    if (property && hasOwn(property, 'value')) return property.value
    if (property) {
      const { get } = property
      return get && HARMLESS_GETTERS.has(get) ? apply(get, object, []) : UNREAD
    }
    holder = getPrototypeOf(holder)
  }
  return undefined
}

function lookAtBoxed(object: object, unbox: () => unknown): Look {
  const members: LookMember[] = [['value', apply(unbox, object, []), 'inner']]
  return { type: 'boxed', name: classNameOf(object), members, more: 0 }
}

/** Some platforms keep in its properties what others keep elsewhere. */
function opaque(object: object): Look {
  return { ...NOTHING, type: 'object', name: classNameOf(object) }
}

function lookAtAddress(href: (this: object) => string): Looker {
  return (object) => ({ ...opaque(object), text: apply(href, object, []) })
}

/** Of a class that shows what it holds by `entries()` only. */
function lookAtEntries(entriesClass: EntriesClass): Looker {
  const { entries } = entriesClass.prototype as { entries(): Iterator<[string, string]> }
  const next = nextOf(new entriesClass().entries())
  return (object, room) => {
    const iterator = apply(entries, object, [])
    const members: LookMember[] = []
    let size = 0
    for (;;) {
      const { done, value } = apply(next, iterator, [])
      if (done) break
      if (size < room) members[size] = [String(size), value[1], 'entry', value[0]]
      size++
    }
    const name = classNameOf(object)
    return { type: 'map', name, size, members, more: size - members.length }
  }
}

// biome-ignore lint/suspicious/noExplicitAny: each getter has a type of its own, which its name tells
function getterOf(holder: object, name: string): (this: object) => any {
  const getter = Object.getOwnPropertyDescriptor(holder, name)?.get
  if (!getter) throw new Error(`There is no ${name}.`)
  return getter
}

// biome-ignore lint/suspicious/noExplicitAny: the entries are told apart by those who ask for them
function nextOf(iterator: Iterator<unknown>): () => IteratorResult<any, any> {
  return (Object.getPrototypeOf(iterator) as Iterator<unknown>)
    .next as () => IteratorResult<unknown>
}
