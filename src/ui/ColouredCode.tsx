/** Code that is no cell's original, to be read: with its colours as soon as they are there, and everything in it visible. */

import { useEffect, useState } from 'preact/hooks'
import type { ColouredRow } from '../browser/code-highlighter.ts'
import { colourGradually } from '../browser/colour-gradually.ts'
import { visibleText } from '../views/visible-text.ts'

interface ColouredCodeProps {
  readonly source: string
  readonly class?: string
}

export function ColouredCode({ source, class: name = '' }: ColouredCodeProps) {
  const [coloured, setColoured] = useState<readonly ColouredRow[]>([])
  useEffect(() => {
    const end = new AbortController()
    setColoured([])
    colourGradually(source, setColoured, end.signal)
    return () => end.abort()
  }, [source])
  const plain = source.split('\n').slice(coloured.length).join('\n')
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: code that is wider than the page is scrolled with the arrow keys
    <pre class={`highlighted ${name}`} tabIndex={0}>
      <code>
        {coloured.map((row, index) => (
          <>
            {index > 0 && '\n'}
            <span class="line" key={index}>
              {row.map(({ text, className }) => (
                <span class={className}>{visibleText(text)}</span>
              ))}
            </span>
          </>
        ))}
        {coloured.length > 0 && plain !== '' && '\n'}
        {visibleText(plain)}
      </code>
    </pre>
  )
}
