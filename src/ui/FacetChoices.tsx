/** The choices of one part of a filter, each with the number of lines that it would show. */

import type { Gravity } from '../views/line-row.ts'
import { countText } from '../views/run-text.ts'
import type { ServiceMarks } from '../views/service-mark.ts'
import { ServiceChip } from './ServiceChip.tsx'

/** More choices than this are found faster by the search field. */
const MOST_SHOWN = 200

interface FacetChoicesProps<Choice extends string> {
  readonly label: string
  readonly counts: ReadonlyMap<Choice, number>
  readonly chosen: ReadonlySet<Choice> | undefined
  readonly textOf: (choice: Choice) => string
  readonly order?: (a: Choice, b: Choice) => number
  readonly gravityOf?: (choice: Choice) => Gravity
  readonly services?: ServiceMarks | undefined
  readonly onToggle: (choice: Choice) => void
}

export function FacetChoices<Choice extends string>(props: FacetChoicesProps<Choice>) {
  const { label, counts, chosen, textOf, order, gravityOf, services, onToggle } = props
  const choices = order ? [...counts.keys()].sort(order) : [...counts.keys()]
  const left = choices.length - MOST_SHOWN
  return (
    <div class="facet-choices" role="group" aria-label={label}>
      {choices.slice(0, MOST_SHOWN).map((choice) => (
        <button
          key={choice}
          type="button"
          class="facet"
          data-gravity={gravityOf?.(choice)}
          aria-pressed={chosen?.has(choice) ?? false}
          onClick={() => onToggle(choice)}
        >
          {services && (
            <span aria-hidden="true">
              <ServiceChip service={choice} services={services} />{' '}
            </span>
          )}
          <bdi>{textOf(choice)}</bdi>{' '}
          <span class="facet-count">
            <span aria-hidden="true">{(counts.get(choice) ?? 0).toLocaleString('en')}</span>
            <span class="visually-hidden">{countText(counts.get(choice) ?? 0, 'line')}</span>
          </span>
        </button>
      ))}
      {left > 0 && (
        <span class="facet-rest">and {left.toLocaleString('en')} more: search for them</span>
      )}
    </div>
  )
}
