import { expect, test } from 'vitest'
import { framePicture, type Picture, type PictureInk } from './picture.ts'

const WHITE = { hex: '#ffffff', opacity: 1 }
const INK: PictureInk = { face: { family: 'serif', isItalic: false }, strong: WHITE, soft: WHITE }

const PICTURE: Picture = {
  width: 300,
  height: 40,
  paper: WHITE,
  title: '',
  marks: [
    { kind: 'box', x: 1, y: 2, width: 3, height: 4, radius: 0, fill: WHITE },
    { kind: 'path', path: 'M0 0H9', matrix: [2, 0, 0, 2, 5, 6], fill: WHITE, keepsStroke: false },
  ],
}

function framed(notes: readonly string[]): Picture {
  return framePicture(PICTURE, { title: 'tea.ts: trace', notes, source: 'Lines & Spans' }, INK)
}

function textsOf({ marks }: Picture): string[] {
  return marks.flatMap((mark) => (mark.kind === 'text' ? [mark.text] : []))
}

test('a picture has its title above it, and below what is left out and whose it is', () => {
  const picture = framed(['Rows 1 to 2 of 3.'])
  expect(textsOf(picture)).toEqual(['tea.ts: trace', 'Rows 1 to 2 of 3.', 'Lines & Spans'])
  const [title, box, path, note, source] = picture.marks
  expect(box).toMatchObject({ x: 17, y: 46 })
  expect(path).toMatchObject({ matrix: [2, 0, 0, 2, 21, 50] })
  const ys = [title, box, note, source].map((mark) => (mark && 'y' in mark ? mark.y : Number.NaN))
  expect(ys).toEqual([...ys].sort((a, b) => a - b))
  expect(picture.height).toBeGreaterThan(ys.at(-1) as number)
})

test('a long note is broken between words, so that all of it is in the picture', () => {
  const note = 'Only what was said by payments or by the bank is in it, because the filter says so.'
  const rows = textsOf(framed([note])).slice(1, -1)
  expect(rows.length).toBeGreaterThan(1)
  expect(rows.join(' ')).toBe(note)
})

test('a word without end is broken anywhere', () => {
  const rows = textsOf(framed(['x'.repeat(200)])).slice(1, -1)
  expect(rows.join('')).toBe('x'.repeat(200))
  expect(Math.max(...rows.map(({ length }) => length))).toBeLessThan(60)
})
