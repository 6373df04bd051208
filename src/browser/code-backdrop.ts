/** A code backdrop shows the coloured code behind a text field whose own text is transparent. */

import type { ColouredRow } from './code-highlighter.ts'
import { colourGradually } from './colour-gradually.ts'

export class CodeBackdrop {
  readonly element = document.createElement('pre')
  #rows: { readonly look: string; readonly element: HTMLElement }[] = []
  /** Coloured rows by their text, as they were last seen. */
  #known: ReadonlyMap<string, ColouredRow>
  #colouring = new AbortController()

  /** @param shown an element with the coloured code that was in this place */
  constructor(shown: HTMLElement) {
    this.element.className = 'highlighted'
    this.element.ariaHidden = 'true'
    this.#known = new Map(
      [...shown.querySelectorAll('.line')].map((line) => [line.textContent ?? '', partsOf(line)]),
    )
  }

  /** Shows a source at once, with the colours that its rows had before; what they are now follows, mostly before it is painted. */
  show(source: string): void {
    this.#colouring.abort()
    this.#colouring = new AbortController()
    const guessed = source.split('\n').map((text) => this.#known.get(text) ?? plainRow(text))
    this.#showRows(guessed)
    const showColoured = (rows: readonly ColouredRow[]) => {
      this.#showRows([...rows, ...guessed.slice(rows.length)])
      this.#known = new Map(rows.map((row) => [textOf(row), row]))
    }
    colourGradually(source, showColoured, this.#colouring.signal)
  }

  #showRows(rows: readonly ColouredRow[]): void {
    for (const [index, row] of rows.entries()) this.#showRow(index, row)
    for (const { element } of this.#rows.splice(rows.length)) element.remove()
  }

  #showRow(index: number, row: ColouredRow): void {
    const look = JSON.stringify(row)
    const present = this.#rows[index]
    if (present?.look === look) return
    const element = elementOf(row)
    if (present) present.element.replaceWith(element)
    else this.element.append(element)
    this.#rows[index] = { look, element }
  }
}

/** A row with its line break, so that the last one is as high as the others even if nothing is in it. */
function elementOf(row: ColouredRow): HTMLElement {
  const element = document.createElement('span')
  element.className = 'line'
  for (const { text, className } of row) {
    const part = document.createElement('span')
    if (className) part.className = className
    part.textContent = text
    element.append(part)
  }
  element.append('\n')
  return element
}

function plainRow(text: string): ColouredRow {
  return [{ text, className: undefined }]
}

function textOf(row: ColouredRow): string {
  return row.map(({ text }) => text).join('')
}

function partsOf(line: Element): ColouredRow {
  return [...line.childNodes].map((node) => ({
    text: node.textContent ?? '',
    className: (node instanceof Element && node.getAttribute('class')) || undefined,
  }))
}
