/** A share link is a cell as a reader has it, packed into the part of an address that no server sees: `#try=1.…`. */

import { LENSES, type Lens, MAX_SEED } from '../lesson/cell.ts'
import type { Sources } from '../lesson/cell-graph.ts'
import type { DialValue, DialValues } from '../sandbox/protocol.ts'
import { isSetting } from '../sandbox/validate-dials.ts'
import { LINK_START } from './is-share-link.ts'
import { LinkError } from './link-error.ts'
import { PackError, type TextPacker } from './text-packer.ts'

export interface SharedCode {
  /** The lesson's slug. */
  readonly lesson: string
  readonly cell: string
  /** The source of the cell, and those of edited cells that it imports. */
  readonly sources: Sources
  /** Of all chance in its runs. */
  readonly seed: number
  readonly lens: Lens
  readonly dials: DialValues
}

/** What a link has to fit: the lesson that it is opened in. */
export interface LinkedLesson {
  readonly slug: string
  /** The names of its cells. */
  readonly cells: readonly string[]
}

/** A link holds at most so many bytes, and they unpack to at most so many. */
export const MAX_PACKED = 16 * 1024
const MAX_UNPACKED = 256 * 1024
/** So many characters of base64url are so many bytes. */
const MAX_PACKED_TEXT = Math.ceil((MAX_PACKED * 4) / 3)

/** The compiler takes no longer cell. UTF-16 code units. */
const MAX_SOURCE = 64 * 1024
const MAX_DIALS = 32

const VERSION = 1

/**
 * @returns what stands behind the address of the lesson, its `#` included
 * @throws LinkError
 */
export async function writeLink(code: SharedCode, packer: TextPacker): Promise<string> {
  for (const [file, source] of Object.entries(code.sources)) {
    refuseLongText(file, source)
    refuseStrangeText(file, source)
  }
  const { text, size, unpackedSize } = await packer.pack(textOf(code)).catch((error) => {
    throw sayingWhy(error)
  })
  if (size > MAX_PACKED) throw tooLarge(`${kilobytes(size)} packed`, MAX_PACKED)
  if (unpackedSize > MAX_UNPACKED) throw tooLarge(kilobytes(unpackedSize), MAX_UNPACKED)
  return `${LINK_START}${VERSION}.${text}`
}

/**
 * Reads a link that anybody may have written.
 * @param fragment the part of the address that begins with `#`
 * @throws LinkError
 */
export async function readLink(
  fragment: string,
  lesson: LinkedLesson,
  packer: TextPacker,
): Promise<SharedCode> {
  const [, version, packed] = /^#try=([1-9]\d{0,3})\.([\w-]*)$/.exec(fragment) ?? []
  if (version === undefined || packed === undefined) throw damaged()
  if (Number(version) !== VERSION) {
    throw new LinkError(
      'This link was made by a later version of this site. Reload the page, and it may open.',
    )
  }
  if (packed.length > MAX_PACKED_TEXT) {
    throw new LinkError(
      `This link is longer than any that this site makes: they hold at most ${kilobytes(MAX_PACKED)}.`,
    )
  }
  const text = await packer.unpack(packed, MAX_UNPACKED).catch((error) => {
    throw sayingWhy(error)
  })
  const code = codeOf(text, lesson)
  // What is written in another way was not written by this site: names twice, unknown parts, numbers like 7e0.
  if (textOf(code) !== text) throw damaged()
  return code
}

/** The one way in which the contents of a link are written. */
function textOf({ lesson, cell, sources, seed, lens, dials }: SharedCode): string {
  const files = Object.entries(sources)
  return JSON.stringify({ lesson, cell, files, seed, lens, dials: Object.entries(dials) })
}

function codeOf(text: string, { slug, cells }: LinkedLesson): SharedCode {
  const { lesson, cell, files, seed, lens, dials } = fieldsOf(text)
  if (typeof lesson !== 'string' || typeof cell !== 'string') throw damaged()
  if (lesson !== slug) throw new LinkError('This link belongs to another lesson.')
  if (!cells.includes(cell)) throw new LinkError('This link is about a cell that is not here.')
  if (!isSeed(seed)) throw new LinkError(`The seed in this link is no number up to ${MAX_SEED}.`)
  const known = LENSES.find((name) => name === lens)
  if (!known) throw new LinkError('This link asks for a lens that is not here.')
  const sources = sourcesOf(files, cells)
  if (!Object.hasOwn(sources, cell)) throw damaged()
  return { lesson, cell, sources, seed, lens: known, dials: dialsOf(dials) }
}

function fieldsOf(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null) return { ...value }
  } catch {
    // It is no JSON, or nested so deeply that nobody can read it.
  }
  throw damaged()
}

function sourcesOf(files: unknown, cells: readonly string[]): Sources {
  const sources: Record<string, string> = Object.create(null)
  for (const [name, source] of pairsOf(files, cells.length)) {
    if (typeof source !== 'string') throw damaged()
    if (!cells.includes(name)) {
      throw new LinkError('This link brings code for a cell that is not here.')
    }
    refuseLongText(name, source)
    refuseStrangeText(name, source)
    sources[name] = source
  }
  return sources
}

function dialsOf(pairs: unknown): DialValues {
  const dials: Record<string, DialValue> = Object.create(null)
  for (const [name, value] of pairsOf(pairs, MAX_DIALS)) {
    if (!isSetting(name, value)) {
      throw new LinkError('This link sets a dial to something that no dial can be set to.')
    }
    dials[name] = value
  }
  return dials
}

function pairsOf(value: unknown, most: number): (readonly [name: string, value: unknown])[] {
  if (!Array.isArray(value) || value.length > most) throw damaged()
  return value.map((pair: unknown) => {
    if (!Array.isArray(pair) || pair.length !== 2 || typeof pair[0] !== 'string') throw damaged()
    return [pair[0], pair[1]]
  })
}

function isSeed(value: unknown): value is number {
  return Number.isInteger(value) && Number(value) >= 0 && Number(value) <= MAX_SEED
}

/** Halves of surrogate pairs, and control characters but tab and newline. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const STRANGE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]|\p{Cs}/u

function strangeIn(text: string): string | undefined {
  return STRANGE.exec(text)?.[0]
}

function refuseLongText(file: string, { length }: string): void {
  if (length <= MAX_SOURCE) return
  throw new LinkError(`${file} has ${length} characters; a cell can have ${MAX_SOURCE}.`, {
    isTooLarge: true,
  })
}

function refuseStrangeText(file: string, source: string): void {
  const strange = strangeIn(source)
  if (strange === undefined) return
  const code = strange.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')
  const row = source.slice(0, source.indexOf(strange)).split('\n').length
  throw new LinkError(
    `${file} has a character in row ${row} that a link does not carry: U+${code}.`,
  )
}

function sayingWhy(error: unknown): unknown {
  if (!(error instanceof PackError)) return error
  switch (error.failure) {
    case 'damaged':
      return damaged()
    case 'too-much':
      return new LinkError(
        `This link unpacks to more than ${kilobytes(MAX_UNPACKED)}. No code here is that long, so it was not opened.`,
      )
    case 'unsupported':
      return new LinkError(
        'This browser can neither make nor open links with code: it can’t compress. A newer one can.',
      )
  }
}

function damaged(): LinkError {
  return new LinkError(
    'This link is damaged: something in it is missing, or was changed on the way. Ask for it again.',
  )
}

function tooLarge(size: string, most: number): LinkError {
  return new LinkError(`This code is too long for a link: ${size}, and ${kilobytes(most)} fit.`, {
    isTooLarge: true,
  })
}

/** In steps of 1,024 bytes, rounded up: what is too large never reads as if it fitted. */
function kilobytes(bytes: number): string {
  return `${Math.ceil(bytes / 1024)} KB`
}
