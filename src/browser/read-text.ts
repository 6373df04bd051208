/** Reads where the rows of a text stand in the page, and how they are set. */

import type { Face, TextMark } from '../views/picture.ts'
import { readColour } from './read-colour.ts'

let measure: CanvasRenderingContext2D | null | undefined

/** What of the page is seen through the boxes around something. */
export interface Sight {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

/** @returns one mark for each row of the text, cut where it can't be seen any further */
export function readText(
  node: Text,
  style: CSSStyleDeclaration,
  opacity: number,
  sight: Sight,
): TextMark[] {
  const fill = readColour(style.color, opacity)
  if (!fill || node.data.trim() === '') return []
  const face = faceOf(style)
  return rowsOf(node).flatMap(({ text, rect }) => {
    const seen = cutToSight(text, rect, face, sight)
    if (seen === undefined) return []
    const y = rect.top + ascentOf(face, rect.height)
    const width = seen === text ? rect.width : 0
    return [
      { kind: 'text' as const, x: rect.left, y, width, text: caseOf(seen, style), face, fill },
    ]
  })
}

export function faceOf(style: CSSStyleDeclaration, scale = 1): Face {
  return {
    family: style.fontFamily,
    size: Number.parseFloat(style.fontSize) * scale,
    weight: style.fontWeight,
    isItalic: style.fontStyle !== 'normal',
  }
}

interface TextRow {
  readonly text: string
  readonly rect: DOMRect
}

/** A row ends where the next word stands lower. */
function rowsOf(node: Text): TextRow[] {
  const range = document.createRange()
  const rectOf = (from: number, to: number) => {
    range.setStart(node, from)
    range.setEnd(node, to)
    return range.getBoundingClientRect()
  }
  range.selectNodeContents(node)
  const rects = range.getClientRects()
  if (rects.length === 0) return []
  const [first] = rects
  if (rects.length === 1 && first) return [{ text: plain(node.data), rect: first }]
  const rows: TextRow[] = []
  let start = 0
  let top = Number.NaN
  const end = (at: number) => {
    const text = plain(node.data.slice(start, at)).trimEnd()
    if (text.trim() !== '') rows.push({ text, rect: rectOf(start, at) })
    start = at
  }
  // A word that is broken itself is taken letter by letter.
  for (const { index } of node.data.matchAll(/\S/gu)) {
    const rect = rectOf(index, index + 1)
    if (rect.width === 0) continue
    if (rect.top > top + 1) end(index)
    top = rect.top
  }
  end(node.length)
  return rows
}

function plain(text: string): string {
  return text.replaceAll(/\s/g, ' ')
}

function caseOf(text: string, style: CSSStyleDeclaration): string {
  return style.textTransform === 'uppercase' ? text.toUpperCase() : text
}

function cutToSight(text: string, rect: DOMRect, face: Face, sight: Sight): string | undefined {
  const middle = (rect.top + rect.bottom) / 2
  if (middle < sight.top || middle > sight.bottom) return undefined
  const room = sight.right - rect.left
  if (room <= 2 || rect.right <= sight.left + 1) return undefined
  if (rect.width <= room + 1) return text
  const width = (length: number) => widthOf(`${text.slice(0, length)}…`, face)
  let length = text.length
  // The next guess is in proportion: most faces are nearly even.
  while (length > 0 && width(length) > room) {
    length = Math.min(length - 1, Math.floor((length * room) / width(length)))
  }
  return length > 0 ? `${text.slice(0, length).trimEnd()}…` : undefined
}

function widthOf(text: string, face: Face): number {
  return measured(text, face)?.width ?? text.length * face.size * 0.6
}

function ascentOf(face: Face, height: number): number {
  const metrics = measured('x', face)
  if (!metrics) return height * 0.8
  const { fontBoundingBoxAscent: ascent, fontBoundingBoxDescent: descent } = metrics
  return ascent + (height - ascent - descent) / 2
}

function measured(text: string, face: Face): TextMetrics | undefined {
  measure ??= document.createElement('canvas').getContext('2d')
  if (!measure) return undefined
  measure.font = `${face.isItalic ? 'italic ' : ''}${face.weight} ${face.size}px ${face.family}`
  return measure.measureText(text)
}
