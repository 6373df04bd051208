/** Reads a colour as style sheets have it: `rgb(…)`, or whatever else a browser computes. */

import type { Colour } from '../views/picture.ts'

const RGB = /^rgba?\((\d+), (\d+), (\d+)(?:, ([\d.]+))?\)$/

let painter: CanvasRenderingContext2D | null | undefined

/** @returns nothing for what can't be seen */
export function readColour(css: string, opacity = 1): Colour | undefined {
  const [red, green, blue, alpha] = channelsOf(css)
  const seen = alpha * opacity
  if (seen <= 0) return undefined
  const hex = [red, green, blue].map((part) => part.toString(16).padStart(2, '0')).join('')
  return { hex: `#${hex}`, opacity: Math.min(1, Math.round(seen * 1000) / 1000) }
}

/** What has no plain form is painted, and looked at. */
function channelsOf(css: string): [number, number, number, number] {
  const [, red, green, blue, alpha] = RGB.exec(css) ?? []
  if (blue !== undefined) {
    return [Number(red), Number(green), Number(blue), alpha === undefined ? 1 : Number(alpha)]
  }
  painter ??= document.createElement('canvas').getContext('2d', { willReadFrequently: true })
  if (!painter || css === 'none' || css === '') return [0, 0, 0, 0]
  painter.clearRect(0, 0, 1, 1)
  painter.fillStyle = 'transparent'
  painter.fillStyle = css
  painter.fillRect(0, 0, 1, 1)
  const [r = 0, g = 0, b = 0, a = 0] = painter.getImageData(0, 0, 1, 1).data
  return [r, g, b, a / 255]
}
