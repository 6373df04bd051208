/** A picture is what is seen of a lens, as data: boxes, paths and texts on a paper, to be printed as SVG or painted. Lengths are in pixels. */

import { visibleText } from './visible-text.ts'

export interface Picture {
  readonly width: number
  readonly height: number
  readonly paper: Colour
  /** What is painted first lies below. */
  readonly marks: readonly PictureMark[]
  /** What it shows, for those who don't see it. */
  readonly title: string
}

export type PictureMark = BoxMark | PathMark | TextMark

/** A colour that every program knows: `#rrggbb`, and how much of it is there, from 0 to 1. */
export interface Colour {
  readonly hex: string
  readonly opacity: number
}

export interface Stroke {
  readonly colour: Colour
  readonly width: number
  /** As `stroke-dasharray` has it. */
  readonly dashes?: readonly number[]
  readonly cap?: 'round' | 'square'
}

export interface BoxMark {
  readonly kind: 'box'
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly radius: number
  readonly fill: Colour
}

/** The numbers of a transformation, in the order in which SVG and canvas have them. */
export type Matrix = readonly [number, number, number, number, number, number]

export interface PathMark {
  readonly kind: 'path'
  /** As the `d` of an SVG path has it. */
  readonly path: string
  readonly matrix: Matrix
  readonly fill?: Colour
  readonly stroke?: Stroke
  /** Its line is as wide as it says, however the path is stretched. */
  readonly keepsStroke: boolean
}

export interface Face {
  /** With those that stand in for it, as CSS has it. */
  readonly family: string
  readonly size: number
  readonly weight: string
  readonly isItalic: boolean
}

export interface TextMark {
  readonly kind: 'text'
  readonly x: number
  /** Of its baseline. */
  readonly y: number
  /** How wide it was where it was seen: another typeface is made to fit. */
  readonly width: number
  readonly text: string
  readonly face: Face
  readonly fill: Colour
  /** A rim, painted below the letters. */
  readonly halo?: Stroke
}

/** What stands around the marks of a lens. */
export interface PictureWords {
  /** `order-1042.ts: trace` */
  readonly title: string
  /** Sentences about what is not in it. */
  readonly notes: readonly string[]
  /** Whose picture it is: the name of the site. */
  readonly source: string
}

export interface PictureInk {
  readonly face: Omit<Face, 'size' | 'weight'>
  readonly strong: Colour
  readonly soft: Colour
}

const MARGIN = 16
const TITLE_SIZE = 14
const NOTE_SIZE = 11
const NOTE_PITCH = 16
/** How wide a letter of a monospaced face is, by its size. */
const LETTER = 0.6

/** The picture with its title above and what is to be known of it below. */
export function framePicture(picture: Picture, words: PictureWords, ink: PictureInk): Picture {
  const width = Math.ceil(picture.width + 2 * MARGIN)
  const top = MARGIN + TITLE_SIZE + 14
  const room = width - 2 * MARGIN
  const text = (content: string, y: number, isTitle: boolean): TextMark => {
    const size = isTitle ? TITLE_SIZE : NOTE_SIZE
    const face = { ...ink.face, size, weight: isTitle ? '600' : '400' }
    const fill = isTitle ? ink.strong : ink.soft
    return { kind: 'text', x: MARGIN, y, width: 0, text: content, face, fill }
  }
  const title = visibleText(words.title)
  const notes = [...words.notes.map(visibleText), words.source].flatMap((note) =>
    brokenText(note, Math.floor(room / (NOTE_SIZE * LETTER))),
  )
  const below = top + picture.height + MARGIN + NOTE_SIZE
  return {
    ...picture,
    title,
    width,
    height: Math.ceil(below + (notes.length - 1) * NOTE_PITCH + MARGIN),
    marks: [
      text(cutText(title, Math.floor(room / (TITLE_SIZE * LETTER))), MARGIN + TITLE_SIZE, true),
      ...picture.marks.map((mark) => movedMark(mark, MARGIN, top)),
      ...notes.map((note, index) => text(note, below + index * NOTE_PITCH, false)),
    ],
  }
}

function movedMark(mark: PictureMark, x: number, y: number): PictureMark {
  if (mark.kind !== 'path') return { ...mark, x: mark.x + x, y: mark.y + y }
  const [a, b, c, d, e, f] = mark.matrix
  return { ...mark, matrix: [a, b, c, d, e + x, f + y] }
}

function cutText(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, Math.max(1, length - 1))}…`
}

/** Rows of at most so many characters, broken between words where there are some. */
function brokenText(text: string, length: number): string[] {
  const rows: string[] = []
  let rest = text
  while (rest.length > length) {
    const space = rest.lastIndexOf(' ', length)
    const at = space > 0 ? space : Math.max(1, length)
    rows.push(rest.slice(0, at))
    rest = rest.slice(at).trimStart()
  }
  return [...rows, rest]
}
