/** A code backdrop shows the coloured code behind a text field whose own text is transparent. */

import { type ColouredRow, type ColourRows, loadColours } from './code-highlighter.ts'

/** Colouring that takes longer than this waits for a pause. Milliseconds. */
const QUICK = 8
const PAUSE = 200

export class CodeBackdrop {
  readonly element = document.createElement('pre')
  #rows: { readonly look: string; readonly element: HTMLElement }[] = []
  #source = ''
  #colour: ColourRows | undefined
  /** Coloured rows by their text, as they were last seen. */
  #known: ReadonlyMap<string, ColouredRow>
  #isQuick = true
  #timer: ReturnType<typeof setTimeout> | undefined

  /** @param shown an element with the coloured code that was in this place */
  constructor(shown: HTMLElement) {
    this.element.className = 'highlighted'
    this.element.ariaHidden = 'true'
    this.#known = new Map(
      [...shown.querySelectorAll('.line')].map((line) => [line.textContent ?? '', partsOf(line)]),
    )
    loadColours().then(
      (colour) => {
        this.#colour = colour
        this.show(this.#source)
      },
      // Code without colours can be read and changed as well.
      () => {},
    )
  }

  show(source: string): void {
    this.#source = source
    clearTimeout(this.#timer)
    if (this.#colour && this.#isQuick) {
      this.#showColoured(this.#colour)
      return
    }
    const guess = (text: string) => this.#known.get(text) ?? [{ text, className: undefined }]
    this.#showRows(source.split('\n').map(guess))
    const colour = this.#colour
    if (colour) this.#timer = setTimeout(() => this.#showColoured(colour), PAUSE)
  }

  #showColoured(colour: ColourRows): void {
    const beganAt = performance.now()
    const rows = colour(this.#source)
    this.#isQuick = performance.now() - beganAt < QUICK
    if (!this.#isQuick) this.#known = new Map(rows.map((row) => [textOf(row), row]))
    this.#showRows(rows)
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

function textOf(row: ColouredRow): string {
  return row.map(({ text }) => text).join('')
}

function partsOf(line: Element): ColouredRow {
  return [...line.childNodes].map((node) => ({
    text: node.textContent ?? '',
    className: (node instanceof Element && node.getAttribute('class')) || undefined,
  }))
}
