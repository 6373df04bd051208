/** The code of a cell that the reader has changed, coloured like the original while no editor is open. */

import { useEffect, useState } from 'preact/hooks'
import { type ColourRows, loadColours } from '../browser/code-highlighter.ts'
import { visibleText } from '../views/visible-text.ts'

export function DraftCode({ source }: { readonly source: string }) {
  const [colour, setColour] = useState<{ readonly rows: ColourRows }>()
  useEffect(() => {
    loadColours().then(
      (rows) => setColour({ rows }),
      // Without colours it can be read as well.
      () => {},
    )
  }, [])
  const rows =
    colour?.rows(source) ?? source.split('\n').map((text) => [{ text, className: undefined }])
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: code that is wider than the page is scrolled with the arrow keys
    <pre class="highlighted" tabIndex={0}>
      <code>
        {rows.map((row, index) => (
          <>
            {index > 0 && '\n'}
            <span class="line" key={index}>
              {row.map(({ text, className }) => (
                <span class={className}>{visibleText(text)}</span>
              ))}
            </span>
          </>
        ))}
      </code>
    </pre>
  )
}
