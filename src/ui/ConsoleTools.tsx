/** The tools of a console: which of its lines are shown. */

import type { ConsoleFilter, ConsoleRows } from '../views/console-rows.ts'
import { countText } from '../views/run-text.ts'

/** Fewer lines are seen at a glance. */
const WORTH_FILTERING = 8

interface ConsoleToolsProps {
  readonly list: ConsoleRows
  /** Whose console it is. */
  readonly label: string
  readonly onFilter: (filter: ConsoleFilter) => void
}

export function ConsoleTools({ list, label, onFilter }: ConsoleToolsProps) {
  const { filter, size, matches, counts } = list
  const isFiltering = filter.text !== '' || filter.gravity !== undefined
  if (size < WORTH_FILTERING && !isFiltering) return null
  return (
    <div class="console-tools" role="search" aria-label={`Lines of the console of ${label}`}>
      <input
        type="search"
        class="console-filter"
        placeholder="Filter"
        aria-label={`Filter the console of ${label}`}
        value={filter.text}
        onInput={({ currentTarget }) => onFilter({ ...filter, text: currentTarget.value })}
      />
      {(['error', 'warn'] as const).map((gravity) => {
        const isChosen = filter.gravity === gravity
        if (counts[gravity] === 0 && !isChosen) return null
        return (
          <button
            key={gravity}
            type="button"
            class="console-gravity"
            data-gravity={gravity}
            aria-pressed={isChosen}
            onClick={() => onFilter(isChosen ? { text: filter.text } : { ...filter, gravity })}
          >
            <span aria-hidden="true">{gravity === 'error' ? '✕ ' : '▲ '}</span>
            {countText(counts[gravity], gravity === 'error' ? 'error' : 'warning')}
          </button>
        )
      })}
      <span class="console-found" role="status">
        {isFiltering && `${matches.toLocaleString('en')} of ${countText(size, 'line')}`}
      </span>
    </div>
  )
}
