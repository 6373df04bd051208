/** The tools of a log: what is looked for in it, and how its lines are put together. */

import { type Signal, useSignal } from '@preact/signals'
import { useId } from 'preact/hooks'
import { LINE_TYPES } from '../trace-data/event-batch.ts'
import type { LineFacets } from '../views/filtered-lines.ts'
import { gravityOfType, lineTypeText } from '../views/line-gravity.ts'
import type { LineGrouping } from '../views/line-groups.ts'
import { changeFilter, type RunFilter, toggleChoice } from '../views/run-filter.ts'
import { countText } from '../views/run-text.ts'
import type { ServiceMarks } from '../views/service-mark.ts'
import { visibleText } from '../views/visible-text.ts'
import { FacetChoices } from './FacetChoices.tsx'

interface LogToolsProps {
  readonly search: { current: HTMLInputElement | null }
  /** The element that holds the lines. */
  readonly listId: string
  /** What is wrong with the pattern that is looked for, in a sentence. */
  readonly problem: string | undefined
  readonly facets: LineFacets
  /** How many lines were found, in words. */
  readonly found: string
  readonly filter: Signal<RunFilter>
  readonly services: ServiceMarks
  readonly by: Signal<LineGrouping | undefined>
  /** Names of fields that lines have. */
  readonly fields: readonly string[]
  readonly label: string
}

export function LogTools(props: LogToolsProps) {
  const { search, listId, problem, facets, found, filter, services, label } = props
  const problemId = useId()
  const opened = useSignal<'services' | 'targets' | undefined>(undefined)
  const { levels, ...more } = facets
  const change = (part: Partial<RunFilter>) => {
    filter.value = changeFilter(filter.value, part)
  }
  const { text = '', isPattern = false } = filter.value
  return (
    <div class="log-tools" role="search" aria-label={`Lines of ${label}`}>
      <div class="log-finding">
        <input
          ref={search}
          type="search"
          class="log-search"
          placeholder={isPattern ? 'Search for a pattern  /' : 'Search  /'}
          aria-label={`Search the lines of ${label}`}
          aria-keyshortcuts="/"
          aria-controls={listId}
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
        <Grouping {...props} />
        <span class="log-found" role="status">
          {found}
        </span>
      </div>
      {problem !== undefined && (
        <p class="log-problem" id={problemId} role="alert">
          {problem} The lines below are those found before.
        </p>
      )}
      <div class="log-facets">
        <FacetChoices
          label="Levels"
          counts={levels}
          chosen={filter.value.levels}
          order={(a, b) => LINE_TYPES.indexOf(b) - LINE_TYPES.indexOf(a)}
          textOf={lineTypeText}
          gravityOf={gravityOfType}
          onToggle={(level) => {
            filter.value = toggleChoice(filter.value, 'levels', level)
          }}
        />
        {(['services', 'targets'] as const).map((part) => {
          const isOpen = opened.value === part
          const chosen = filter.value[part]
          return (
            (more[part].size > 1 || chosen) && (
              <button
                key={part}
                type="button"
                class="facet"
                aria-expanded={isOpen}
                data-chosen={chosen !== undefined || undefined}
                onClick={() => {
                  opened.value = isOpen ? undefined : part
                }}
              >
                {chosen ? `${chosen.size} of ` : ''}
                {countText(more[part].size, part === 'services' ? 'service' : 'target')}
                <span aria-hidden="true">{isOpen ? ' ▴' : ' ▾'}</span>
              </button>
            )
          )
        })}
      </div>
      {opened.value && (
        <div class="log-facets log-facets-more">
          <FacetChoices
            label={opened.value === 'services' ? 'Services' : 'Targets'}
            counts={more[opened.value]}
            chosen={filter.value[opened.value]}
            textOf={visibleText}
            services={opened.value === 'services' ? services : undefined}
            onToggle={(name) => {
              if (opened.value) filter.value = toggleChoice(filter.value, opened.value, name)
            }}
          />
        </div>
      )}
    </div>
  )
}

function Grouping({ by, fields, label }: Pick<LogToolsProps, 'by' | 'fields' | 'label'>) {
  return (
    <label class="log-grouping">
      <span>group by</span>
      <select
        aria-label={`Group the lines of ${label} by`}
        value={by.value ?? ''}
        onChange={({ currentTarget }) => {
          by.value = (currentTarget.value || undefined) as LineGrouping | undefined
        }}
      >
        <option value="">nothing</option>
        {['trace', 'level', 'service', 'target'].map((what) => (
          <option key={what} value={what}>
            {what}
          </option>
        ))}
        {fields.length > 0 && (
          <optgroup label="field">
            {fields.map((name) => (
              <option key={name} value={`field:${name}`}>
                {visibleText(name)}
              </option>
            ))}
          </optgroup>
        )}
      </select>
    </label>
  )
}
