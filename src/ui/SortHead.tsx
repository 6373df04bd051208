/** The head of a column, which puts a table in order by it: downwards first where there are numbers, then the other way. */

interface SortHeadProps {
  readonly title: string
  readonly isNumeric: boolean
  /** How the table is in order by it; undefined if it is not. */
  readonly isDescending: boolean | undefined
  readonly onSort: (isDescending: boolean) => void
}

export function SortHead({ title, isNumeric, isDescending, onSort }: SortHeadProps) {
  return (
    <span
      class="table-head-cell"
      role="columnheader"
      data-numeric={isNumeric || undefined}
      aria-sort={isDescending === undefined ? 'none' : isDescending ? 'descending' : 'ascending'}
    >
      <button
        type="button"
        class="facet"
        onClick={() => onSort(isDescending === undefined ? isNumeric : !isDescending)}
      >
        <bdi>{title}</bdi>
        <span aria-hidden="true">
          {isDescending === undefined ? '' : isDescending ? ' ↓' : ' ↑'}
        </span>
      </button>
    </span>
  )
}
