/** Prints a picture as an SVG file that needs nothing else: no style sheet, no script, no other file. */

import type {
  BoxMark,
  Colour,
  PathMark,
  Picture,
  PictureMark,
  Stroke,
  TextMark,
} from './picture.ts'
import { visibleText } from './visible-text.ts'

export function pictureSvg(picture: Picture): string {
  const { width, height, paper, title, marks } = picture
  const size = { width: number(width), height: number(height) }
  return [
    `<svg xmlns="http://www.w3.org/2000/svg"${attributes({ ...size, viewBox: `0 0 ${size.width} ${size.height}`, role: 'img' })}>`,
    `<title>${escaped(title)}</title>`,
    `<rect${attributes({ ...size, ...fillOf(paper) })}/>`,
    ...marks.map(markSvg),
    '</svg>\n',
  ].join('\n')
}

function markSvg(mark: PictureMark): string {
  switch (mark.kind) {
    case 'box':
      return boxSvg(mark)
    case 'path':
      return pathSvg(mark)
    case 'text':
      return textSvg(mark)
  }
}

function boxSvg({ x, y, width, height, radius, fill }: BoxMark): string {
  const place = { x: number(x), y: number(y), width: number(width), height: number(height) }
  return `<rect${attributes({ ...place, ...(radius > 0 && { rx: number(radius) }), ...fillOf(fill) })}/>`
}

function pathSvg({ path, matrix, fill, stroke, keepsStroke }: PathMark): string {
  const isMoved = matrix.some((part, index) => part !== [1, 0, 0, 1, 0, 0][index])
  return `<path${attributes({
    d: path,
    ...(isMoved && { transform: `matrix(${matrix.map(exactNumber).join(' ')})` }),
    ...(fill ? fillOf(fill) : { fill: 'none' }),
    ...(stroke && strokeOf(stroke)),
    ...(keepsStroke && stroke && { 'vector-effect': 'non-scaling-stroke' }),
  })}/>`
}

function textSvg({ x, y, width, text, face, fill, halo }: TextMark): string {
  const shown = visibleText(text.replaceAll(/[\t\n]/g, ' '))
  return `<text${attributes({
    x: number(x),
    y: number(y),
    // Of one letter nothing can be fitted.
    ...(width > 0 &&
      shown.length > 1 && { textLength: number(width), lengthAdjust: 'spacingAndGlyphs' }),
    'font-family': face.family,
    'font-size': number(face.size),
    ...(face.weight !== '400' && { 'font-weight': face.weight }),
    ...(face.isItalic && { 'font-style': 'italic' }),
    ...(/ {2}|^ | $/.test(shown) && { 'xml:space': 'preserve' }),
    ...fillOf(fill),
    ...(halo && { ...strokeOf(halo), 'stroke-linejoin': 'round', 'paint-order': 'stroke' }),
  })}>${escaped(shown)}</text>`
}

function fillOf({ hex, opacity }: Colour): Record<string, string> {
  return { fill: hex, ...(opacity < 1 && { 'fill-opacity': number(opacity) }) }
}

function strokeOf({ colour, width, dashes, cap }: Stroke): Record<string, string> {
  return {
    stroke: colour.hex,
    'stroke-width': number(width),
    ...(colour.opacity < 1 && { 'stroke-opacity': number(colour.opacity) }),
    ...(dashes && { 'stroke-dasharray': dashes.map(number).join(' ') }),
    ...(cap && { 'stroke-linecap': cap }),
  }
}

function attributes(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([name, value]) => ` ${name}="${escaped(value)}"`)
    .join('')
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** What XML allows nowhere is spelled out, as hidden characters are. */
function escaped(text: string): string {
  return visibleText(text)
    .replaceAll(/[\ufffe\uffff]/g, '\ufffd')
    .replaceAll(/[&<>"']/g, (character) => ENTITIES[character] as string)
}

/** A hundredth of a pixel is seen by nobody. */
function number(value: number): string {
  return Number.isFinite(value) ? `${Math.round(value * 100) / 100}` : '0'
}

/** A matrix stretches what is small. */
function exactNumber(value: number): string {
  return Number.isFinite(value) ? `${Math.round(value * 1e6) / 1e6}` : '0'
}
