/** Console members are what is seen when a value in the console is opened: a row for each thing in it. */

import type {
  ConsoleMember,
  ConsoleObject,
  ConsoleSnapshot,
  ConsoleValue,
} from '../telemetry/console-line.ts'
import {
  type ConsoleWord,
  consoleWords,
  plainWords,
  propertyName,
  type WordsRoom,
} from './console-words.ts'
import { visibleText } from './visible-text.ts'

/** Something that can be opened, or not. */
export interface ConsoleNode {
  /** What it is called there, such as `order: `; empty for a value of the line itself. */
  readonly label: string
  /** It is not among the properties that a program could list. */
  readonly isInner: boolean
  readonly value: ConsoleValue
  /** An entry of a map whose key is an object: both can be opened. */
  readonly entry?: { readonly key: ConsoleValue; readonly place: Place }
  /** It was met before: the way there. What is in it is shown there only, so that circles end. */
  readonly refersTo?: string
}

export type ConsoleItem = ConsoleNode | { readonly note: string }

/** The values of a line: what is in the only object, or else all objects. */
export function valuesOf(snapshot: ConsoleSnapshot): ConsoleItem[] {
  const values = snapshot.parts.filter(isReference)
  const [only] = values
  if (values.length === 1 && only) return membersOf(snapshot, only.at)
  return snapshot.parts.flatMap((value, index) =>
    isReference(value) ? [nodeAt(snapshot, { holder: LINE, index, part: 'value' }, '', value)] : [],
  )
}

/** What is in a node. */
export function itemsOf(
  snapshot: ConsoleSnapshot,
  { value, entry, refersTo }: ConsoleNode,
): ConsoleItem[] {
  if (entry) {
    return [
      nodeAt(snapshot, { ...entry.place, part: 'key' }, '<key> ', entry.key),
      nodeAt(snapshot, entry.place, '<value> ', value),
    ]
  }
  return refersTo === undefined && isReference(value) ? membersOf(snapshot, value.at) : []
}

export function canOpen(
  { objects }: ConsoleSnapshot,
  { value, entry, refersTo }: ConsoleNode,
): boolean {
  if (entry) return true
  return refersTo === undefined && isReference(value) && holdsSomething(objects[value.at])
}

function holdsSomething(object: ConsoleObject | undefined): boolean {
  return object !== undefined && object.members.length + (object.more ?? 0) > 0
}

function membersOf(snapshot: ConsoleSnapshot, holder: number): ConsoleItem[] {
  const { members, more } = snapshot.objects[holder] as ConsoleObject
  const items: ConsoleItem[] = members.map((member, index) =>
    memberNode(snapshot, holder, index, member),
  )
  if (more) items.push({ note: `… ${more.toLocaleString('en')} more` })
  return items
}

function memberNode(
  snapshot: ConsoleSnapshot,
  holder: number,
  index: number,
  [name, value, role, key = name]: ConsoleMember,
): ConsoleItem {
  const place: Place = { holder, index, part: 'value' }
  switch (role) {
    case 'empty':
      return { note: `empty × ${visibleText(name)}` }
    case 'entry': {
      const label = `${plainWords(consoleWords(key, snapshot.objects, KEY_ROOM))} => `
      if (!isReference(key)) return nodeAt(snapshot, place, label, value)
      return { label, isInner: false, value, entry: { key, place } }
    }
    case 'inner':
      return { ...nodeAt(snapshot, place, `<${visibleText(name)}> `, value), isInner: true }
    case 'symbol':
      return nodeAt(snapshot, place, `[${visibleText(name)}]: `, value)
    case 'item':
      return nodeAt(snapshot, place, `${visibleText(name)}: `, value)
    default:
      return nodeAt(snapshot, place, `${visibleText(propertyName(name))}: `, value)
  }
}

const KEY_ROOM = { characters: 40, depth: 1 }

/** Where a value stands: in which object, as its how manieth member; or in the line itself, as its how manieth part. */
interface Place {
  readonly holder: number
  readonly index: number
  readonly part: 'key' | 'value'
}

const LINE = -1

function nodeAt(
  snapshot: ConsoleSnapshot,
  place: Place,
  label: string,
  value: ConsoleValue,
): ConsoleNode {
  const node = { label, isInner: false, value }
  if (!isReference(value)) return node
  const home = homesOf(snapshot)[value.at]
  const isHome =
    home?.holder === place.holder && home.index === place.index && home.part === place.part
  return isHome ? node : { ...node, refersTo: wayTo(snapshot, value.at) }
}

/** Where each object was met first, by its number. */
function homesOf(snapshot: ConsoleSnapshot): readonly Place[] {
  const known = homes.get(snapshot)
  if (known) return known
  const found: Place[] = []
  // An object that is met for the first time has the next number.
  const meet = (value: ConsoleValue | undefined, place: Place) => {
    if (isReference(value) && value.at === found.length) found.push(place)
  }
  snapshot.parts.forEach((value, index) => {
    meet(value, { holder: LINE, index, part: 'value' })
  })
  snapshot.objects.forEach(({ members }, holder) => {
    members.forEach(([, value, , key], index) => {
      meet(key, { holder, index, part: 'key' })
      meet(value, { holder, index, part: 'value' })
    })
  })
  homes.set(snapshot, found)
  return found
}

const homes = new WeakMap<ConsoleSnapshot, readonly Place[]>()

/** The way to an object from the values of its line: `.items[0]`. */
function wayTo(snapshot: ConsoleSnapshot, at: number): string {
  const places = homesOf(snapshot)
  const steps: string[] = []
  let place = places[at]
  while (place && place.holder !== LINE) {
    const member = snapshot.objects[place.holder]?.members[place.index]
    if (member) steps.push(stepText(member, place))
    place = places[place.holder]
  }
  const values = snapshot.parts.filter(isReference)
  const root = place && snapshot.parts[place.index]
  const number = values.findIndex((value) => isReference(root) && value.at === root.at) + 1
  if (values.length === 1) return steps.length === 0 ? 'the whole' : steps.reverse().join('')
  return `value ${number}${steps.reverse().join('')}`
}

function stepText([name, , role]: ConsoleMember, { part }: Place): string {
  if (role === 'item') return `[${visibleText(name)}]`
  if (role === 'entry') return part === 'key' ? `<key ${name}>` : `<entry ${name}>`
  if (role === 'inner') return `<${visibleText(name)}>`
  return role === 'symbol' ? `[${visibleText(name)}]` : `.${visibleText(propertyName(name))}`
}

function isReference(value: ConsoleValue | undefined): value is { kind: 'object'; at: number } {
  return typeof value === 'object' && value !== null && value.kind === 'object'
}

/** What stands in the row of a node, after its label. */
export function nodeWords(
  { objects }: ConsoleSnapshot,
  { value, refersTo }: ConsoleNode,
  room?: WordsRoom,
): ConsoleWord[] {
  if (refersTo !== undefined) return [{ text: `↩ to ${refersTo}`, kind: 'note' }]
  return consoleWords(value, objects, room)
}
