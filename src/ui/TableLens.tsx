/** The table lens: lines or spans with what is known of them in columns, to be put in order, grouped and measured. */

import { useSignal } from '@preact/signals'
import { useMemo } from 'preact/hooks'
import { FieldNames } from '../trace-data/field-names.ts'
import { changeFilter, NO_FILTER, type RunFilter } from '../views/run-filter.ts'
import { patternProblem } from '../views/run-search.ts'
import { countText } from '../views/run-text.ts'
import { firstColumns, type TableKind, tableColumns } from '../views/table-columns.ts'
import { type GroupSort, orderGroups } from '../views/table-groups.ts'
import type { TableSort } from '../views/table-order.ts'
import { answerTable, type TableAnswer, type TableQuestion } from '../views/table-query.ts'
import { FilterTokens } from './FilterTokens.tsx'
import { GroupTable } from './GroupTable.tsx'
import type { LensProps } from './lens.ts'
import { RowTable } from './RowTable.tsx'
import { TableFoot } from './TableFoot.tsx'
import { TableTools } from './TableTools.tsx'
import { useLatest } from './use-latest.ts'
import { useSlices } from './use-slices.ts'

interface GroupOrder {
  readonly by: GroupSort
  readonly isDescending: boolean
}

export function TableLens(lens: LensProps) {
  const { store, revision, filter, label, axis } = lens
  const names = useMemo(() => new FieldNames(store.rows), [store])
  const kindAsked = useSignal<TableKind>(store.spanCount > 0 ? 'spans' : 'lines')
  const shown = useSignal<Partial<Record<TableKind, ReadonlySet<string>>>>({})
  const sort = useSignal<TableSort | undefined>(undefined)
  const by = useSignal<string | undefined>(undefined)
  const measure = useSignal<string>('duration')
  const groupOrder = useSignal<GroupOrder>({ by: 'count', isDescending: true })

  const kind = kindAsked.value
  const columns = useMemo(() => tableColumns(store, names, kind), [store, kind, revision])
  const column = (id: string | undefined) => columns.find((one) => one.id === id)
  const chosen = shown.value[kind] ?? firstColumns(columns)
  const problem = patternProblem(filter.value)
  // What is no pattern leaves in sight what was found before.
  const last = useLatest(filter.value, isPossible)
  const asked = isPossible(last) ? last : NO_FILTER
  const measured =
    column(measure.value) ?? columns.find(({ isNumeric, id }) => isNumeric && id !== 'time')
  const question = useMemo(
    (): TableQuestion => ({
      kind,
      filter: asked,
      sort: column(sort.value?.by),
      isDescending: sort.value?.isDescending ?? false,
      by: column(by.value),
      measure: measured,
    }),
    [columns, asked, sort.value, by.value, measure.value],
  )
  const { result, isDone } = useSlices<TableAnswer>(
    (budget, now) => answerTable(store, question, budget, now),
    [store, kind, asked, sort.value, by.value, measure.value],
    revision,
  )
  if (!result) return <p class="empty">Looking through the run.</p>
  const { question: answered, rows, groups } = result
  const all = kind === 'lines' ? store.lineCount : store.spanCount
  const ordered = groups && orderGroups(groups, groupOrder.value.by, groupOrder.value.isDescending)
  const visible = columns.filter(({ id }) => chosen.has(id))
  return (
    <div class="table-lens">
      <TableTools
        kind={kindAsked}
        counts={{ lines: store.lineCount, spans: store.spanCount }}
        filter={filter}
        problem={problem}
        columns={columns}
        chosen={chosen}
        onChoose={(ids) => {
          shown.value = { ...shown.value, [kind]: ids }
        }}
        by={by}
        measure={measured?.id}
        onMeasure={(id) => {
          measure.value = id
        }}
        found={foundText(rows.length, all, kind, groups?.length, isDone)}
        label={label}
      />
      <FilterTokens filter={filter} store={store} axis={axis} />
      {rows.length === 0 ? (
        <p class="empty">
          {all === 0 ? `This run has no ${kind}.` : `None of the ${kind} is like that.`}
        </p>
      ) : answered.by && ordered ? (
        <GroupTable
          groups={ordered}
          by={answered.by}
          measure={answered.measure}
          order={groupOrder.value}
          label={label}
          onOrder={(order) => {
            groupOrder.value = order
          }}
          onOnly={(change) => {
            filter.value = changeFilter(filter.value, change)
            by.value = undefined
          }}
        />
      ) : (
        <RowTable
          kind={answered.kind}
          rows={rows}
          columns={answered.kind === kind ? visible : []}
          sort={sort}
          lens={lens}
        />
      )}
      <TableFoot
        rows={rows}
        groups={ordered}
        question={answered}
        columns={visible}
        texts={lens.texts}
        label={label}
      />
    </div>
  )
}

function isPossible(filter: RunFilter): boolean {
  return patternProblem(filter) === undefined
}

/** The tools say how many rows there are in all. */
function foundText(
  found: number,
  all: number,
  kind: TableKind,
  groups: number | undefined,
  isDone: boolean,
): string {
  if (!isDone) return 'working it out'
  const what =
    found === all ? '' : `${found.toLocaleString('en')} of ${all.toLocaleString('en')} ${kind}`
  if (groups === undefined) return what
  return `${what}${what && ' in '}${countText(groups, 'group')}`
}
