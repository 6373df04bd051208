/** Reads what is seen of an SVG drawing in the page. */

import type { Matrix, PathMark, PictureMark, Stroke, TextMark } from '../views/picture.ts'
import { readColour } from './read-colour.ts'
import { faceOf } from './read-text.ts'

export function readDrawing(drawing: SVGSVGElement, opacity: number): PictureMark[] {
  const marks: PictureMark[] = []
  const read = (element: Element, around: number) => {
    const style = getComputedStyle(element)
    if (style.display === 'none') return
    const seen = around * Number(style.opacity)
    if (element instanceof SVGTextElement) marks.push(...lettersOf(element, seen))
    else if (element instanceof SVGGeometryElement) {
      const mark = style.visibility === 'hidden' ? undefined : pathOf(element, style, seen)
      if (mark) marks.push(mark)
    } else for (const child of element.children) read(child, seen)
  }
  read(drawing, opacity)
  return marks
}

function pathOf(
  element: SVGGeometryElement,
  style: CSSStyleDeclaration,
  opacity: number,
): PathMark | undefined {
  const place = element.getScreenCTM()
  const path = outlineOf(element)
  const fill = readColour(style.fill, opacity * Number(style.fillOpacity))
  const stroke = strokeOf(style, opacity)
  if (!place || path === '' || (!fill && !stroke)) return undefined
  return {
    kind: 'path',
    path,
    matrix: matrixOf(place),
    ...(fill && { fill }),
    ...(stroke && { stroke }),
    keepsStroke: style.vectorEffect === 'non-scaling-stroke',
  }
}

function outlineOf(element: SVGGeometryElement): string {
  if (element instanceof SVGPathElement) return element.getAttribute('d') ?? ''
  if (element instanceof SVGLineElement) {
    const { x1, y1, x2, y2 } = element
    return `M${x1.baseVal.value} ${y1.baseVal.value}L${x2.baseVal.value} ${y2.baseVal.value}`
  }
  if (element instanceof SVGCircleElement) {
    const [x, y, r] = [element.cx, element.cy, element.r].map(({ baseVal }) => baseVal.value)
    return r ? `M${(x ?? 0) - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z` : ''
  }
  if (element instanceof SVGRectElement) return roundedRect(element)
  return ''
}

function roundedRect(rect: SVGRectElement): string {
  const [x = 0, y = 0, width = 0, height = 0, rx = 0] = [
    rect.x,
    rect.y,
    rect.width,
    rect.height,
    rect.rx,
  ].map(({ baseVal }) => baseVal.value)
  if (width <= 0 || height <= 0) return ''
  const r = Math.min(rx, width / 2, height / 2)
  if (r === 0) return `M${x} ${y}h${width}v${height}h${-width}z`
  const corner = (dx: number, dy: number) => `a${r} ${r} 0 0 1 ${dx} ${dy}`
  return `M${x + r} ${y}h${width - 2 * r}${corner(r, r)}v${height - 2 * r}${corner(-r, r)}h${2 * r - width}${corner(-r, -r)}v${2 * r - height}${corner(r, -r)}z`
}

function strokeOf(style: CSSStyleDeclaration, opacity: number): Stroke | undefined {
  const colour = readColour(style.stroke, opacity * Number(style.strokeOpacity))
  const width = Number.parseFloat(style.strokeWidth)
  if (!colour || !(width > 0)) return undefined
  const dashes = style.strokeDasharray.match(/[\d.]+/g)?.map(Number)
  const cap = style.strokeLinecap
  return {
    colour,
    width,
    ...(dashes && { dashes }),
    ...((cap === 'round' || cap === 'square') && { cap }),
  }
}

/** Each piece of the text that has looks of its own. */
function lettersOf(text: SVGTextElement, seen: number): TextMark[] {
  const place = text.getScreenCTM()
  if (!place) return []
  const scale = Math.hypot(place.b, place.d)
  const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT)
  const marks: TextMark[] = []
  let from = 0
  for (let node = walker.nextNode() as Text | null; node; node = walker.nextNode() as Text | null) {
    const start = from
    from += node.length
    const around = node.parentElement as Element
    const style = getComputedStyle(around)
    const own = around === text ? 1 : Number(style.opacity)
    const fill = readColour(style.fill, seen * own * Number(style.fillOpacity))
    const isSeen = style.visibility !== 'hidden' && style.display !== 'none'
    if (!fill || !isSeen || node.data.trim() === '') continue
    // Room before the first letter is told by where that stands.
    const skipped = node.length - node.data.trimStart().length
    if (start + skipped >= text.getNumberOfChars()) continue
    const at = text.getStartPositionOfChar(start + skipped).matrixTransform(place)
    const length = Math.min(node.length - skipped, text.getNumberOfChars() - start - skipped)
    const halo = strokeOf(style, seen * own)
    marks.push({
      kind: 'text',
      x: at.x,
      y: at.y,
      width: text.getSubStringLength(start + skipped, length) * scale,
      text: node.data.slice(skipped),
      face: faceOf(style, scale),
      fill,
      ...(halo && { halo: { ...halo, width: halo.width * scale } }),
    })
  }
  return marks
}

function matrixOf({ a, b, c, d, e, f }: DOMMatrix): Matrix {
  return [a, b, c, d, e, f]
}
