/** The baggage header is baggage as text, on its way to another process. */

import { diagnose } from '../diagnostic.ts'
import {
  Baggage,
  type BaggageEntry,
  type BaggageProperty,
  baggageOf,
  isBaggageName,
  withBaggage,
} from './baggage.ts'
import { quoted, readHeader, withoutOuterSpace, writeHeader } from './carrier.ts'
import type { Propagator } from './propagator.ts'

/**
 * The longest header, in bytes. Every participant passes on 64 entries in 8,192 bytes; this one sets entries no other
 * limit, so one of 8,192 bytes passes as well as hundreds of short ones.
 * @see W3C Baggage, §3.3.2, “Limits”.
 */
export const BAGGAGE_LIMIT = 8192

/** What a value may be made of as it travels; all else is percent-encoded. @see W3C Baggage, §3.3.1.4, “value”. */
const VALUE = /^[\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]*$/

/** @see W3C Baggage, §3. */
export const w3cBaggage: Propagator = {
  fields: ['baggage'],

  inject(context, carrier) {
    const header = formatBaggage(baggageOf(context))
    if (header !== '') writeHeader(carrier, 'baggage', header)
  },

  extract(context, carrier) {
    const header = readHeader(carrier, 'baggage')
    if (header === undefined) return context
    const baggage = parseBaggage(header)
    return baggage.size > 0 ? withBaggage(context, baggage) : context
  },
}

/** Baggage as a header. Entries that it has no room for are reported; none is cut. */
export function formatBaggage(baggage: Baggage): string {
  let header = ''
  let dropped = 0
  for (const [name, { value, properties }] of baggage.entries()) {
    const member = [`${name}=${encode(value)}`, ...properties.map(formatProperty)].join(';')
    const longer = header === '' ? member : `${header},${member}`
    if (longer.length <= BAGGAGE_LIMIT) header = longer
    else dropped++
  }
  if (dropped > 0) {
    diagnose(`${dropped} of ${baggage.size} entries of baggage did not fit and were left out.`)
  }
  return header
}

/**
 * What a `baggage` header says. Of entries with the same name the last one counts. Those that are not well formed, or end
 * past the limit, are left out and reported.
 */
export function parseBaggage(header: string): Baggage {
  const entries: NamedEntry[] = []
  const dropped: string[] = []
  let end = -1
  for (const text of header.split(',')) {
    end += text.length + 1
    const member = withoutOuterSpace(text)
    if (member === '') continue
    const entry = end <= BAGGAGE_LIMIT ? readMember(member) : undefined
    if (entry) entries.push(entry)
    else dropped.push(member)
  }
  if (dropped.length > 0) {
    const first = quoted(dropped[0] ?? '')
    diagnose(
      `Baggage that is not well formed, or too long, was left out: ${dropped.length}, from ${first} on.`,
    )
  }
  return Baggage.from(entries)
}

type NamedEntry = readonly [name: string, entry: BaggageEntry]

function readMember(member: string): NamedEntry | undefined {
  const [entry, ...properties] = member.split(';').map(withoutOuterSpace).map(readPair)
  const [name, value] = entry ?? []
  if (name === undefined || value === undefined || properties.includes(undefined)) return undefined
  return [name, { value, properties: properties as BaggageProperty[] }]
}

/** A name, and a value if there is one; `undefined` if it is not well formed. */
function readPair(text: string): BaggageProperty | undefined {
  const equals = text.indexOf('=')
  const name = withoutOuterSpace(equals < 0 ? text : text.slice(0, equals))
  if (!isBaggageName(name)) return undefined
  if (equals < 0) return [name]
  const value = withoutOuterSpace(text.slice(equals + 1))
  return VALUE.test(value) ? [name, decode(value)] : undefined
}

function formatProperty([name, value]: BaggageProperty): string {
  return value === undefined ? name : `${name}=${encode(value)}`
}

/** Half a surrogate pair is no character, and has no bytes; U+FFFD stands for it. */
function encode(value: string): string {
  return encodeURIComponent(value.toWellFormed())
}

/** A percent-encoded character: as many bytes as its first one says, or else a single byte. */
const ENCODED_CHARACTER =
  /%[c-d][0-9a-f]%[89ab][0-9a-f]|%e[0-9a-f](?:%[89ab][0-9a-f]){2}|%f[0-9a-f](?:%[89ab][0-9a-f]){3}|%[0-9a-f]{2}/gi

/** Bytes that are no UTF-8 become U+FFFD, as §3.3.1.4 asks; a percent sign with no byte behind it stays. */
function decode(value: string): string {
  return value.includes('%') ? value.replace(ENCODED_CHARACTER, decodeCharacter) : value
}

function decodeCharacter(bytes: string): string {
  try {
    return decodeURIComponent(bytes)
  } catch {
    return '\ufffd'
  }
}
