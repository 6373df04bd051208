/** A carrier is whatever travels with a request or a message: HTTP headers, or the metadata of a message. */

import { diagnose } from '../diagnostic.ts'
import { reasonOf } from '../field.ts'

/**
 * A plain object with the names and values of headers, or an object that gets and sets them, such as the platform's
 * `Headers`. A header that came more than once is a list of its values, as in Node, or they stand behind one another
 * with commas between them, as in `Headers`.
 * @see RFC 9110, §5.2 and §5.3: both mean the same.
 */
export type Carrier = HeaderFields | HeaderAccess

/** Names and values; some message queues give the values back as bytes. */
export type HeaderFields = { [name: string]: HeaderValue | undefined }

/** One value, or all values of a header that came more than once. */
export type HeaderValue = string | Uint8Array | readonly string[]

/** How `Headers` gives and takes them. A `Map` will do as well; its names are to be in lowercase. */
export interface HeaderAccess {
  get(name: string): string | null | undefined
  set(name: string, value: string): unknown
}

/** A text without the space that may stand around it. @see RFC 9110, §5.6.3, “OWS”. */
export function withoutOuterSpace(text: string): string {
  // Not an expression: one that looks for space at the end takes quadratic time in a text that is full of it.
  let start = 0
  let end = text.length
  while (start < end && isSpace(text.charCodeAt(start))) start++
  while (end > start && isSpace(text.charCodeAt(end - 1))) end--
  return text.slice(start, end)
}

/** Only these two: what else is white is a mistake in a header. */
function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x09
}

/**
 * The value of a header, or `undefined` if there is none. What came more than once is joined with commas.
 * Never throws: a carrier that can't be read is reported and counts as empty.
 * @param name in lowercase; the carrier may write it in any case (RFC 9110, §5.1)
 */
export function readHeader(carrier: Carrier, name: string): string | undefined {
  try {
    const value = hasAccess(carrier) ? carrier.get(name) : joined(carrier, name)
    return typeof value === 'string' ? withoutOuterSpace(value) : undefined
  } catch (error) {
    diagnose(`The header ${name} could not be read: ${reasonOf(error)}`)
    return undefined
  }
}

/**
 * Sets a header, in place of one whose name differs only in case: a receiver would take the two for one that came twice.
 * Never throws: a carrier that can't be written is reported.
 * @param name in lowercase
 */
export function writeHeader(carrier: Carrier, name: string, value: string): void {
  try {
    if (hasAccess(carrier)) {
      carrier.set(name, value)
    } else {
      for (const key of Object.keys(carrier)) if (isSpelling(key, name)) delete carrier[key]
      carrier[name] = value
    }
  } catch (error) {
    diagnose(`The header ${name} could not be written: ${reasonOf(error)}`)
  }
}

function hasAccess(carrier: Carrier): carrier is HeaderAccess {
  return typeof carrier.get === 'function' && typeof carrier.set === 'function'
}

function joined(carrier: HeaderFields, name: string): string | undefined {
  let all: string | undefined
  for (const key of Object.keys(carrier)) {
    if (!isSpelling(key, name)) continue
    const value = carrier[key]
    if (value === undefined || value === null) continue
    const text = headerText(value)
    all = all === undefined ? text : `${all},${text}`
  }
  return all
}

/** All that is read here is ASCII: a byte is a character. */
function headerText(value: HeaderValue): string {
  if (typeof value === 'string') return value
  return value instanceof Uint8Array ? String.fromCharCode(...value) : value.join(',')
}

/** The longest part of a header that a diagnostic repeats: strangers write headers. */
const QUOTED_LENGTH = 100

/** A header as a diagnostic names it. */
export function quoted(header: string): string {
  return header.length > QUOTED_LENGTH ? `“${header.slice(0, QUOTED_LENGTH)}…”` : `“${header}”`
}

/** Is this the name in whatever case? The length alone tells most names apart. */
function isSpelling(key: string, name: string): boolean {
  return key === name || (key.length === name.length && key.toLowerCase() === name)
}
