/** The detail of what is selected: everything that is known of one span or one line. */

import { detailOf } from '../views/detail.ts'
import type { LensProps } from './lens.ts'
import { SourcePlace } from './SourcePlace.tsx'

export function Detail({ store, selection, siteOf, axis, label }: LensProps) {
  const detail = selection.value && detailOf(store, siteOf, axis, selection.value)
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
            {detail.entries.map(({ name, text, position }, index) => (
              <div key={index}>
                <dt>{name}</dt>
                <dd>
                  {position ? (
                    <SourcePlace position={position} file={label} selection={selection} />
                  ) : (
                    text
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
