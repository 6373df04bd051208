/** What sets some spans apart from the others, ranked, each with two bars: how many of these, and how many of those. */

import { countText } from '../views/run-text.ts'
import { type Difference, sharesText, type WhatDiffers } from '../views/what-differs.ts'

/** Further ones are of little help. */
const SHOWN = 8
const SHOWN_OF_CHANCE = 4

interface WhatDiffersListProps {
  readonly found: WhatDiffers
  /** What one of the spans is. */
  readonly noun: string
  /** Which were chosen: `failed`, as in “those that failed”. */
  readonly title: string
}

export function WhatDiffersList({ found, noun, title }: WhatDiffersListProps) {
  const { chosen, rest, leftOut, differences } = found
  const sure = differences.filter(({ mayBeChance }) => !mayBeChance)
  const unsure = differences.filter(({ mayBeChance }) => mayBeChance)
  if (chosen === 0 || rest === 0) {
    return <p class="empty">There is nothing to compare: all of them, or none, {title}.</p>
  }
  return (
    <section class="differs" aria-label="What differs">
      <p>
        <strong>
          {countText(chosen, noun)} that {title}
        </strong>{' '}
        against {rest.toLocaleString('en')} others.
        {leftOut > 0 && ` ${leftOut.toLocaleString('en')} more were left out, evenly.`}
      </p>
      {sure.length === 0 && <p>Nothing sets them apart so clearly that chance can be ruled out.</p>}
      <ol>
        {sure.slice(0, SHOWN).map((difference) => (
          <Entry key={difference.what} difference={difference} found={found} />
        ))}
      </ol>
      {unsure.length > 0 && (
        <details open={sure.length === 0}>
          <summary>
            May be chance: {countText(unsure.length, 'smaller difference')}
            {unsure.length > SHOWN_OF_CHANCE && `, of which the largest ${SHOWN_OF_CHANCE}`}
          </summary>
          <ol>
            {unsure.slice(0, SHOWN_OF_CHANCE).map((difference) => (
              <Entry key={difference.what} difference={difference} found={found} />
            ))}
          </ol>
        </details>
      )}
    </section>
  )
}

function Entry({
  difference,
  found,
}: {
  readonly difference: Difference
  readonly found: WhatDiffers
}) {
  const { what, same, chosen, rest } = difference
  return (
    <li>
      <span class="differs-what">{what}</span>
      <span class="differs-bars" aria-hidden="true">
        <span class="differs-bar" style={{ width: `${(100 * chosen) / found.chosen}%` }} />
        <span class="differs-bar" data-rest style={{ width: `${(100 * rest) / found.rest}%` }} />
      </span>
      <span class="differs-counts">{sharesText(difference, found)}</span>
      {same.length > 0 && (
        <details>
          <summary>{countText(same.length, 'more thing')} true of exactly the same</summary>
          <ul>
            {same.slice(0, 40).map((other) => (
              <li key={other}>{other}</li>
            ))}
          </ul>
        </details>
      )}
    </li>
  )
}
