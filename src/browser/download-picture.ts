/** Hands the reader a picture of the page as an SVG file that looks the same elsewhere. */

import { downloadBlob } from './download-text.ts'

/** What style sheets may say about a drawing; elsewhere there are none. */
const LOOKS = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'stroke-opacity',
  'stroke-linecap',
  'opacity',
  'font-family',
  'font-size',
  'font-weight',
  'font-style',
  'text-anchor',
  'dominant-baseline',
  'visibility',
  'display',
] as const

/** @param name of the file, without its ending */
export function downloadPicture(name: string, picture: SVGSVGElement): void {
  const text = new XMLSerializer().serializeToString(freeStanding(picture))
  downloadBlob(`${name}.svg`, new Blob([text], { type: 'image/svg+xml' }))
}

/** A copy that has all its looks with it, on the paper that it is shown on, in its full size. */
function freeStanding(picture: SVGSVGElement): SVGSVGElement {
  const copy = picture.cloneNode(true) as SVGSVGElement
  const shown = [picture, ...picture.querySelectorAll<SVGElement>('*')]
  const copied = [copy, ...copy.querySelectorAll<SVGElement>('*')]
  copied.forEach((element, index) => {
    const looks = getComputedStyle(shown[index] as Element)
    for (const attribute of [...element.attributes]) {
      if (isOfThePage(attribute.name)) element.removeAttribute(attribute.name)
    }
    for (const name of LOOKS) element.setAttribute(name, looks.getPropertyValue(name))
  })
  const { width, height } = picture.viewBox.baseVal
  copy.setAttribute('width', String(width))
  copy.setAttribute('height', String(height))
  copy.prepend(paper(picture, width, height))
  return copy
}

/** What means something only in the page: its style sheets, its keys, and whom it tells of itself. */
function isOfThePage(name: string): boolean {
  return name === 'class' || name === 'style' || name === 'tabindex' || /^(data|aria)-/.test(name)
}

function paper(picture: SVGSVGElement, width: number, height: number): SVGRectElement {
  const rect = document.createElementNS('http://www.w3.org/2000/svg', 'rect')
  rect.setAttribute('width', String(width))
  rect.setAttribute('height', String(height))
  rect.setAttribute('fill', getComputedStyle(picture).getPropertyValue('--paper') || 'white')
  return rect
}
