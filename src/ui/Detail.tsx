/** The detail of what is selected: everything that is known of one span or one line. */

import type { SiteLookup } from '../telemetry/source-position.ts'
import { type DetailEntry, detailOf } from '../views/detail.ts'
import type { LensProps } from './lens.ts'

export function Detail({ store, selection, siteOf, axis }: LensProps & { siteOf: SiteLookup }) {
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
          <dl>{detail.entries.map(Entry)}</dl>
        </>
      )}
    </div>
  )
}

function Entry({ name, text }: DetailEntry) {
  return (
    <div key={name}>
      <dt>{name}</dt>
      <dd>{text}</dd>
    </div>
  )
}
