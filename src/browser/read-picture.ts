/** Reads what is seen of a part of the page, as a picture: the boxes, drawings and texts that a browser has laid out. */

import type { BoxMark, Picture, PictureMark } from '../views/picture.ts'
import { readColour } from './read-colour.ts'
import { readDrawing } from './read-drawing.ts'
import { readText, type Sight } from './read-text.ts'

/** A fade is so many boxes, each paler than the one before. */
const FADE_STEPS = 16

/**
 * @param root what is looked at
 * @returns its marks, from its upper left corner on, as large as what stands in it
 */
export function readPicture(root: HTMLElement, title: string): Picture {
  const marks: PictureMark[] = []
  readElement(root, 1, EVERYWHERE, marks)
  const corner = root.getBoundingClientRect()
  const drawings = [...root.querySelectorAll('svg')].map((svg) => svg.getBoundingClientRect().right)
  const right = [...marks.map(rightOf), ...drawings].reduce(
    (most, edge) => Math.max(most, edge),
    corner.right,
  )
  return {
    title,
    width: right - corner.left,
    height: corner.height,
    paper: readColour(paperUnder(root)) ?? { hex: '#ffffff', opacity: 1 },
    marks: marks.map((mark) => movedToCorner(mark, corner)),
  }
}

const RESTED_ON = '[data-index]:hover:not([data-related], [aria-selected=true])'

const EVERYWHERE: Sight = {
  left: Number.NEGATIVE_INFINITY,
  right: Number.POSITIVE_INFINITY,
  top: Number.NEGATIVE_INFINITY,
  bottom: Number.POSITIVE_INFINITY,
}

/** Of a drawing as a whole it is known anyway. */
function rightOf(mark: PictureMark): number {
  return mark.kind === 'path' ? 0 : mark.x + mark.width
}

function movedToCorner(mark: PictureMark, { left, top }: DOMRect): PictureMark {
  if (mark.kind !== 'path') return { ...mark, x: mark.x - left, y: mark.y - top }
  const [a, b, c, d, e, f] = mark.matrix
  return { ...mark, matrix: [a, b, c, d, e - left, f - top] }
}

function readElement(element: Element, around: number, sight: Sight, marks: PictureMark[]): void {
  const style = getComputedStyle(element)
  if (style.display === 'none' || style.visibility === 'hidden' || style.clipPath !== 'none') return
  const opacity = around * Number(style.opacity)
  if (opacity === 0) return
  const rect = element.getBoundingClientRect()
  if (element instanceof SVGSVGElement) {
    if (rect.width > 0) marks.push(...readDrawing(element, opacity))
    return
  }
  // What the pointer rests on, below the menu, is marked for the reader only.
  if (!element.matches(RESTED_ON)) marks.push(...boxesOf(style, rect, opacity, sight))
  const inside = clips(style) ? narrowed(sight, rect) : sight
  for (const node of element.childNodes) {
    if (node instanceof Text) marks.push(...readText(node, style, opacity, inside))
    else if (node instanceof Element) readElement(node, opacity, inside, marks)
  }
}

function clips({ overflowX, overflowY }: CSSStyleDeclaration): boolean {
  return overflowX !== 'visible' || overflowY !== 'visible'
}

function narrowed(sight: Sight, rect: DOMRect): Sight {
  return {
    left: Math.max(sight.left, rect.left),
    right: Math.min(sight.right, rect.right),
    top: Math.max(sight.top, rect.top),
    bottom: Math.min(sight.bottom, rect.bottom),
  }
}

function boxesOf(
  style: CSSStyleDeclaration,
  rect: DOMRect,
  opacity: number,
  sight: Sight,
): BoxMark[] {
  if (rect.width === 0 || rect.height === 0) return []
  const radius = Number.parseFloat(style.borderTopLeftRadius) || 0
  const boxes: BoxMark[] = []
  const add = (place: Sight, css: string, round: number, share = 1) => {
    const fill = readColour(css, opacity * share)
    const x = Math.max(place.left, sight.left)
    const y = Math.max(place.top, sight.top)
    const width = Math.min(place.right, sight.right) - x
    const height = Math.min(place.bottom, sight.bottom) - y
    if (!fill || width <= 0 || height <= 0) return
    const most = Math.min(round, width / 2, height / 2)
    boxes.push({ kind: 'box', x, y, width, height, radius: most, fill })
  }
  for (const { colour, spread } of ringsOf(style.boxShadow)) {
    add(grown(rect, spread), colour, radius + spread)
  }
  add(rect, style.backgroundColor, radius)
  const fade = FADE.exec(style.backgroundImage)
  if (fade) {
    const [, colour = '', percent = '0'] = fade
    const solid = rect.left + (rect.width * Number(percent)) / 100
    add({ ...sides(rect), right: solid }, colour, 0)
    const step = (rect.right - solid) / FADE_STEPS
    for (let at = 0; at < FADE_STEPS; at++) {
      const left = solid + at * step
      add({ ...sides(rect), left, right: left + step }, colour, 0, 1 - (at + 0.5) / FADE_STEPS)
    }
  }
  const border = (side: 'Top' | 'Bottom' | 'Left' | 'Right') => ({
    width:
      style[`border${side}Style`] === 'none' ? 0 : Number.parseFloat(style[`border${side}Width`]),
    colour: style[`border${side}Color`],
  })
  const [above, below, left, right] = [
    border('Top'),
    border('Bottom'),
    border('Left'),
    border('Right'),
  ]
  if (above.width > 0) add({ ...sides(rect), bottom: rect.top + above.width }, above.colour, 0)
  if (below.width > 0) add({ ...sides(rect), top: rect.bottom - below.width }, below.colour, 0)
  if (left.width > 0) add({ ...sides(rect), right: rect.left + left.width }, left.colour, 0)
  if (right.width > 0) add({ ...sides(rect), left: rect.right - right.width }, right.colour, 0)
  return boxes
}

/** As a browser computes the fade of what has not ended. */
const FADE = /^linear-gradient\(to right, (rgb[^)]*\)|color[^)]*\)) (\d+)%, rgba\(0, 0, 0, 0\)\)$/

/** Shadows without an offset or a blur are rings; the first of them lies on top. */
function ringsOf(shadow: string): { colour: string; spread: number }[] {
  return [...shadow.matchAll(/(\w+\([^)]*\)) 0px 0px 0px ([\d.]+)px(?! inset)/g)]
    .map(([, colour = '', spread]) => ({ colour, spread: Number(spread) }))
    .reverse()
}

function grown({ left, right, top, bottom }: DOMRect, by: number): Sight {
  return { left: left - by, right: right + by, top: top - by, bottom: bottom + by }
}

function sides({ left, right, top, bottom }: DOMRect): Sight {
  return { left, right, top, bottom }
}

/** The first ground under it that is not see-through. */
function paperUnder(element: Element): string {
  for (let at: Element | null = element; at; at = at.parentElement) {
    const { backgroundColor } = getComputedStyle(at)
    if (readColour(backgroundColor)) return backgroundColor
  }
  return 'rgb(255, 255, 255)'
}
