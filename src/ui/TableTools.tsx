/** The tools of a table: what its rows and columns are, what is looked for, and how rows are put together. */

import { type Signal, useSignal } from '@preact/signals'
import { useId } from 'preact/hooks'
import { changeFilter, type RunFilter } from '../views/run-filter.ts'
import type { TableColumn, TableKind } from '../views/table-columns.ts'

interface TableToolsProps {
  readonly kind: Signal<TableKind>
  readonly counts: Readonly<Record<TableKind, number>>
  readonly filter: Signal<RunFilter>
  /** What is wrong with the pattern that is looked for, in a sentence. */
  readonly problem: string | undefined
  readonly columns: readonly TableColumn[]
  /** Ids of the columns that are shown. */
  readonly chosen: ReadonlySet<string>
  readonly onChoose: (ids: ReadonlySet<string>) => void
  readonly by: Signal<string | undefined>
  /** The id of the column of which percentiles are told. */
  readonly measure: string | undefined
  readonly onMeasure: (id: string) => void
  readonly found: string
  readonly label: string
}

export function TableTools(props: TableToolsProps) {
  const {
    kind,
    counts,
    filter,
    problem,
    columns,
    chosen,
    onChoose,
    by,
    measure,
    onMeasure,
    found,
    label,
  } = props
  const problemId = useId()
  const isChoosing = useSignal(false)
  const { text = '', isPattern = false } = filter.value
  const numeric = columns.filter(({ isNumeric, id }) => isNumeric && id !== 'time')
  const change = (part: Partial<RunFilter>) => {
    filter.value = changeFilter(filter.value, part)
  }
  return (
    <div class="log-tools" role="search" aria-label={`Table of ${label}`}>
      <div class="log-finding">
        <span class="log-formats" role="group" aria-label="Rows">
          {(['lines', 'spans'] as const).map((choice) => (
            <button
              key={choice}
              type="button"
              class="facet"
              aria-pressed={kind.value === choice}
              onClick={() => {
                kind.value = choice
              }}
            >
              {counts[choice].toLocaleString('en')} {choice}
            </button>
          ))}
        </span>
        <input
          type="search"
          class="log-search"
          placeholder={isPattern ? 'Search for a pattern' : 'Search'}
          aria-label={`Search the table of ${label}`}
          aria-invalid={problem !== undefined}
          aria-describedby={problem === undefined ? undefined : problemId}
          spellcheck={false}
          value={text}
          onInput={({ currentTarget }) => change({ text: currentTarget.value })}
          onKeyDown={(event) => {
            if (event.key !== 'Escape' || text === '') return
            event.preventDefault()
            event.stopPropagation()
            change({ text: '' })
          }}
        />
        <button
          type="button"
          class="facet"
          aria-pressed={isPattern}
          title="What you type is a regular expression"
          aria-label="Regular expression"
          onClick={() => change({ isPattern: !isPattern })}
        >
          .*
        </button>
        <Choice
          label="group by"
          of={label}
          value={by.value ?? ''}
          onChoose={(id) => {
            by.value = id || undefined
          }}
        >
          <option value="">nothing</option>
          {columns.map(({ id, title }) => (
            <option key={id} value={id}>
              {title}
            </option>
          ))}
        </Choice>
        {by.value !== undefined && numeric.length > 0 && (
          <Choice label="measure" of={label} value={measure ?? ''} onChoose={onMeasure}>
            {numeric.map(({ id, title }) => (
              <option key={id} value={id}>
                {title}
              </option>
            ))}
          </Choice>
        )}
        {by.value === undefined && (
          <button
            type="button"
            class="facet"
            aria-expanded={isChoosing.value}
            onClick={() => {
              isChoosing.value = !isChoosing.value
            }}
          >
            {chosen.size} of {columns.length} columns
            <span aria-hidden="true">{isChoosing.value ? ' ▴' : ' ▾'}</span>
          </button>
        )}
        <span class="log-found" role="status">
          {found}
        </span>
      </div>
      {problem !== undefined && (
        <p class="log-problem" id={problemId} role="alert">
          {problem}
        </p>
      )}
      {isChoosing.value && by.value === undefined && (
        <div class="log-facets log-facets-more" role="group" aria-label="Columns">
          {columns.map(({ id, title }) => (
            <button
              key={id}
              type="button"
              class="facet"
              aria-pressed={chosen.has(id)}
              onClick={() => onChoose(toggled(chosen, id))}
            >
              <bdi>{title}</bdi>
            </button>
          ))}
        </div>
      )}
    </div>
  )
}

interface ChoiceProps {
  readonly label: string
  /** Whose table it is. */
  readonly of: string
  readonly value: string
  readonly onChoose: (value: string) => void
  readonly children: preact.ComponentChildren
}

function Choice({ label, of, value, onChoose, children }: ChoiceProps) {
  return (
    <label class="log-grouping">
      <span>{label}</span>
      <select
        aria-label={`In the table of ${of}, ${label}`}
        value={value}
        onChange={({ currentTarget }) => onChoose(currentTarget.value)}
      >
        {children}
      </select>
    </label>
  )
}

function toggled(chosen: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(chosen)
  if (!next.delete(id)) next.add(id)
  // A table without columns shows nothing.
  return next.size === 0 ? chosen : next
}
