/** The detail of what is selected: everything that is known of one span or one line. */

import { useMemo } from 'preact/hooks'
import { detailOf } from '../views/detail.ts'
import { SpanLinks } from '../views/span-links.ts'
import type { LensProps } from './lens.ts'
import { SourcePlace } from './SourcePlace.tsx'

export function Detail({ store, selection, siteOf, axis, label }: LensProps) {
  const isSpan = selection.value?.kind === 'span'
  const links = useMemo(() => (isSpan ? new SpanLinks(store) : undefined), [store, isSpan])
  links?.grow()
  const detail = selection.value && detailOf(store, siteOf, axis, selection.value, links)
  return (
    <div class="detail" aria-live="polite">
      {detail && (
        <>
          <div class="detail-head">
            <strong>{detail.title}</strong>
            <button
              type="button"
              class="button quiet"
              aria-label="Close the detail"
              onClick={() => {
                selection.value = undefined
              }}
            >
              ×
            </button>
          </div>
          <dl>
            {detail.entries.map(({ name, text, position, span }, index) => (
              <div key={index}>
                <dt>{name}</dt>
                <dd>
                  {position ? (
                    <SourcePlace position={position} file={label} selection={selection} />
                  ) : span === undefined ? (
                    text
                  ) : (
                    <button
                      type="button"
                      class="link"
                      onClick={() => {
                        selection.value = { kind: 'span', row: span }
                      }}
                    >
                      {text}
                    </button>
                  )}
                </dd>
              </div>
            ))}
          </dl>
        </>
      )}
    </div>
  )
}
