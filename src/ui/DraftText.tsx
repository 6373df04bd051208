/** A draft as text, before its editor is opened: lines that the author wrote keep their colours. */

import { useLayoutEffect, useRef } from 'preact/hooks'
import { visibleText } from '../views/visible-text.ts'

interface DraftTextProps {
  readonly source: string
  /** The element that holds the original code, highlighted. */
  readonly original: () => HTMLElement | null
}

export function DraftText({ source, original }: DraftTextProps) {
  const code = useRef<HTMLElement>(null)
  useLayoutEffect(() => {
    const known = new Map<string, Element>()
    for (const line of original()?.querySelectorAll('.line') ?? []) {
      known.set(line.textContent ?? '', line)
    }
    const lines = source.split('\n').flatMap((text, index) => {
      const line = known.get(text)?.cloneNode(true) ?? plainLine(text)
      return index === 0 ? [line] : ['\n', line]
    })
    code.current?.replaceChildren(...lines)
    // It scrolls sideways: the keyboard has to get there, as to the code that it stands for.
    code.current?.parentElement?.setAttribute('tabindex', '0')
  }, [source])
  return (
    <pre class="highlighted draft">
      <code ref={code} />
    </pre>
  )
}

function plainLine(text: string): Element {
  const line = document.createElement('span')
  line.className = 'line'
  line.textContent = visibleText(text)
  return line
}
