/** Paints a picture, with the typefaces that the page has, as a PNG file. */

import type { Colour, PathMark, Picture, PictureMark, Stroke, TextMark } from '../views/picture.ts'
import { visibleText } from '../views/visible-text.ts'

/** As sharp as most screens. */
const SHARPEST = 2
/** Browsers paint no larger canvas: neither one that is longer, nor, on a phone, one of more pixels. */
const LONGEST = 16_000
const MOST_PIXELS = 16_000_000

export async function picturePng(picture: Picture): Promise<Blob> {
  const { width, height, paper, marks } = picture
  const scale = Math.min(
    SHARPEST,
    LONGEST / Math.max(width, height),
    Math.sqrt(MOST_PIXELS / (width * height)),
  )
  const canvas = document.createElement('canvas')
  canvas.width = Math.floor(width * scale)
  canvas.height = Math.floor(height * scale)
  const context = canvas.getContext('2d')
  if (!context) throw new Error('This browser could not paint the picture. Try SVG.')
  context.scale(scale, scale)
  context.fillStyle = styleOf(paper)
  context.fillRect(0, 0, width, height)
  for (const mark of marks) paint(context, mark)
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => {
      if (blob) resolve(blob)
      else reject(new Error('The picture is too large for this browser. Try SVG.'))
    }, 'image/png')
  })
}

function paint(context: CanvasRenderingContext2D, mark: PictureMark): void {
  context.save()
  if (mark.kind === 'text') paintText(context, mark)
  else if (mark.kind === 'path') paintPath(context, mark)
  else {
    context.fillStyle = styleOf(mark.fill)
    context.beginPath()
    context.roundRect(mark.x, mark.y, mark.width, mark.height, mark.radius)
    context.fill()
  }
  context.restore()
}

function paintPath(context: CanvasRenderingContext2D, mark: PathMark): void {
  const outline = new Path2D()
  outline.addPath(new Path2D(mark.path), new DOMMatrix([...mark.matrix]))
  if (mark.fill) {
    context.fillStyle = styleOf(mark.fill)
    context.fill(outline)
  }
  if (!mark.stroke) return
  setStroke(context, mark.stroke)
  if (mark.keepsStroke) context.stroke(outline)
  else {
    context.transform(...mark.matrix)
    context.stroke(new Path2D(mark.path))
  }
}

function paintText(context: CanvasRenderingContext2D, mark: TextMark): void {
  const { face, x, y, fill, halo } = mark
  const text = visibleText(mark.text)
  context.font = `${face.isItalic ? 'italic ' : ''}${face.weight} ${face.size}px ${face.family}`
  if (halo) {
    setStroke(context, halo)
    context.lineJoin = 'round'
    context.strokeText(text, x, y)
  }
  context.fillStyle = styleOf(fill)
  context.fillText(text, x, y)
}

function setStroke(context: CanvasRenderingContext2D, stroke: Stroke): void {
  context.strokeStyle = styleOf(stroke.colour)
  context.lineWidth = stroke.width
  context.lineCap = stroke.cap ?? 'butt'
  context.setLineDash([...(stroke.dashes ?? [])])
}

function styleOf({ hex, opacity }: Colour): string {
  const channel = (at: number) => Number.parseInt(hex.slice(at, at + 2), 16)
  return `rgb(${channel(1)} ${channel(3)} ${channel(5)} / ${opacity})`
}
