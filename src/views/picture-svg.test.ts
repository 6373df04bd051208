import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Picture, PictureMark } from './picture.ts'
import { pictureSvg } from './picture-svg.ts'
import { visibleText } from './visible-text.ts'

const INK = { hex: '#24221d', opacity: 1 }

function pictureOf(marks: readonly PictureMark[], title = 'tea.ts: logs'): Picture {
  return { width: 100, height: 20, paper: { hex: '#fcfbf8', opacity: 1 }, marks, title }
}

function textMark(text: string, family = 'serif'): PictureMark {
  const face = { family, size: 12, weight: '400', isItalic: false }
  return { kind: 'text', x: 1, y: 15, width: 40, text, face, fill: INK }
}

const ELEMENT = /<(\/?)([a-z]+)((?: [a-zA-Z0-9:-]+="[^"<>&]*(?:&[a-z0-9#]+;[^"<>&]*)*")*)(\/?)>/g

/** A strict reading of what an SVG printer may write: known elements, quoted attributes, and texts without a mark of their own. */
function read(svg: string) {
  const elements = [...svg.matchAll(ELEMENT)].map(([, end, name, attributes]) => ({
    name: `${end}${name}`,
    attributes: attributes ?? '',
  }))
  const between = svg.split(ELEMENT).filter((_, index) => index % 5 === 0)
  return {
    elements,
    texts: between.map(unescaped),
    hasStray: between.some((text) => /[<>]/.test(text)),
  }
}

function unescaped(text: string): string {
  const characters: Record<string, string> = { lt: '<', gt: '>', quot: '"', '#39': "'", amp: '&' }
  return text.replaceAll(/&([a-z0-9#]+);/g, (_, name: string) => characters[name] ?? '?')
}

test('a picture is printed as boxes, paths and texts on a paper', () => {
  const svg = pictureSvg(
    pictureOf([
      {
        kind: 'box',
        x: 1.004,
        y: 2,
        width: 30,
        height: 4,
        radius: 2,
        fill: { ...INK, opacity: 0.3 },
      },
      {
        kind: 'path',
        path: 'M0 0H9',
        matrix: [1, 0, 0, 1, 5, 6],
        stroke: { colour: INK, width: 2, dashes: [4, 3], cap: 'round' },
        keepsStroke: true,
      },
      textMark('a < b'),
    ]),
  )
  expect(svg.split('\n')).toEqual([
    '<svg xmlns="http://www.w3.org/2000/svg" width="100" height="20" viewBox="0 0 100 20" role="img">',
    '<title>tea.ts: logs</title>',
    '<rect width="100" height="20" fill="#fcfbf8"/>',
    '<rect x="1" y="2" width="30" height="4" rx="2" fill="#24221d" fill-opacity="0.3"/>',
    '<path d="M0 0H9" transform="matrix(1 0 0 1 5 6)" fill="none" stroke="#24221d" stroke-width="2" stroke-dasharray="4 3" stroke-linecap="round" vector-effect="non-scaling-stroke"/>',
    '<text x="1" y="15" textLength="40" lengthAdjust="spacingAndGlyphs" font-family="serif" font-size="12" fill="#24221d">a &lt; b</text>',
    '</svg>',
    '',
  ])
})

const HOSTILE = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    '</text><script>alert(1)</script>',
    '<image href="https://example.org/x.png"/>',
    '" onload="alert(1)',
    ']]><foreignObject>',
    '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>&x;',
    '\u0000\u001b[31m\u202e\ud800\ufffe\uffff',
    "url(javascript:alert(1))'",
  ),
)

test('whatever a program has written is text in a picture, and nothing else', () => {
  fc.assert(
    fc.property(HOSTILE, HOSTILE, HOSTILE, (text, title, family) => {
      const svg = pictureSvg(pictureOf([textMark(text, family)], title))
      const { elements, texts, hasStray } = read(svg)
      expect(hasStray).toBe(false)
      expect(elements.map(({ name }) => name)).toEqual([
        'svg',
        'title',
        '/title',
        'rect',
        'text',
        '/text',
        '/svg',
      ])
      for (const { attributes } of elements) {
        expect(attributes).not.toMatch(/ (?:on[a-z]+|(?:xlink:)?href|style|src)="/)
      }
      const shown = visibleText(text.replaceAll(/[\t\n]/g, ' ')).replaceAll(
        /[\ufffe\uffff]/g,
        '\ufffd',
      )
      expect(texts).toContain(shown)
      // biome-ignore lint/suspicious/noControlCharactersInRegex: XML allows them nowhere
      expect(svg).not.toMatch(/[\u0000-\u0008\u000b-\u001f\ufffe\uffff]/)
    }),
  )
})

test('what is no number breaks no picture', () => {
  const box = { kind: 'box', x: Number.NaN, y: 0, width: Number.POSITIVE_INFINITY } as const
  const svg = pictureSvg(pictureOf([{ ...box, height: 4, radius: 0, fill: INK }]))
  expect(svg).toContain('<rect x="0" y="0" width="0" height="4" fill="#24221d"/>')
})
