/** Takes a picture of a lens as the reader sees it, with the rows that are out of sight, and hands it over as a file. */

import type { Signal } from '@preact/signals'
import { downloadBlob } from '../browser/download-text.ts'
import { picturePng } from '../browser/paint-picture.ts'
import { readColour } from '../browser/read-colour.ts'
import { readPicture } from '../browser/read-picture.ts'
import { type Colour, framePicture, type Picture, type PictureWords } from '../views/picture.ts'
import { pictureSvg } from '../views/picture-svg.ts'

export type PictureFormat = 'svg' | 'png'

/** Nobody looks at more; and a browser paints no longer canvas than 16,000 pixels, which are 500 rows on a phone. */
const MOST_ROWS: Readonly<Record<PictureFormat, number>> = { svg: 2000, png: 350 }

/** What can be pressed, and what lies beside what is looked at, is in no picture; and nothing in it scrolls. */
const SHEET = `
[data-pictured] :is(
  .trace-tools, .trace-tool, .trace-orders, .trace-list, .trace-keys, .trace-cursor, .trace-brush, .axis-cursor,
  .log-finding, .log-facets, .log-foot, .log-follow, .log-problem, .filter-tokens, .console-tools,
  .map-tools > button, .chart-hint, .chart-cursor, .key-hint, .weighing > summary, .weighing:not([open]),
  .histogram-brush, .histogram-moment, .cursor, .said, .menu, button.button, button.link, input, select, textarea
) { display: none }
[data-pictured] :is(.scrolls, .scrolls[data-long], .table-paper, .map-paper) {
  max-height: none; overflow: visible; background: none
}
[data-pictured] .map-paper svg { max-width: none }
`

interface PictureOrder {
  readonly label: string
  readonly lens: string
  readonly panel: HTMLElement
  readonly picturedRows: Signal<number>
  readonly notes: () => PictureWords['notes']
}

/** @throws Error in words for the reader, if the browser can't paint it */
export async function savePicture(format: PictureFormat, order: PictureOrder): Promise<void> {
  const { label, lens } = order
  const picture = await takePicture(order, MOST_ROWS[format])
  const name = `${label.replace(/\.ts$/, '')}-${lens}.${format}`
  if (format === 'png') downloadBlob(name, await picturePng(picture))
  else downloadBlob(name, new Blob([pictureSvg(picture)], { type: 'image/svg+xml' }))
}

/** The reader sees nothing of it: between two paints all is as it was. */
async function takePicture(order: PictureOrder, mostRows: number): Promise<Picture> {
  const { label, lens, panel, picturedRows } = order
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(SHEET)
  const scrolled = [...panel.querySelectorAll('.scrolls, .table-paper, .map-paper')].map(
    (element) => ({ element, top: element.scrollTop, left: element.scrollLeft }),
  )
  document.adoptedStyleSheets.push(sheet)
  panel.dataset.pictured = ''
  picturedRows.value = mostRows
  try {
    await rendered()
    const title = `${label}: ${lens}`
    const style = getComputedStyle(panel)
    const code = { family: style.getPropertyValue('--code-face'), isItalic: false }
    const words = {
      title,
      notes: [...leftOut(panel), ...order.notes()],
      source: `${siteName()} · ${title}`,
    }
    return framePicture(readPicture(panel, title), words, {
      face: code,
      strong: inkOf(style.color),
      soft: inkOf(getComputedStyle(panel.parentElement ?? panel).color, 0.75),
    })
  } finally {
    picturedRows.value = 0
    delete panel.dataset.pictured
    const sheets = document.adoptedStyleSheets
    document.adoptedStyleSheets = sheets.filter((other) => other !== sheet)
    await rendered()
    for (const { element, top, left } of scrolled) element.scrollTo(left, top)
  }
}

/** Components are drawn anew in microtasks, a layer or two after what they depend on has changed. */
async function rendered(): Promise<void> {
  for (let turn = 0; turn < 10; turn++) await undefined
}

function inkOf(css: string, opacity = 1): Colour {
  return readColour(css, opacity) ?? { hex: '#000000', opacity: 1 }
}

/** Says of each list that has more rows than the picture which ones are in it. */
function leftOut(panel: HTMLElement): string[] {
  return [...panel.querySelectorAll('[aria-rowcount]')].flatMap((list) => {
    const heads = list.querySelector('[role=columnheader], th[scope=col]') ? 1 : 0
    const count = Number(list.getAttribute('aria-rowcount')) - heads
    const rows = list.querySelectorAll<HTMLElement>('[data-index]')
    if (rows.length === 0 || rows.length >= count) return []
    const first = Number(rows[0]?.dataset.index) + 1
    const words = [first, first + rows.length - 1, count].map((one) => one.toLocaleString('en'))
    return [`Rows ${words[0]} to ${words[1]} of ${words[2]}; the others are left out.`]
  })
}

/** As the page calls the site it belongs to. */
function siteName(): string {
  return document.querySelector<HTMLElement>('.site-name')?.innerText.trim() || 'Lines & Spans'
}
