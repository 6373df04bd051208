/** Two runs laid over each other: what the change between them has added, removed, made slower or faster. */

import { useSignal } from '@preact/signals'
import { useMemo } from 'preact/hooks'
import type { ColumnStore } from '../trace-data/column-store.ts'
import {
  type ComparedPath,
  changeText,
  compareRuns,
  comparisonText,
  SIGNS,
  totalTexts,
} from '../views/compare-runs.ts'
import { markServices, type ServiceMarks } from '../views/service-mark.ts'
import { visibleText } from '../views/visible-text.ts'
import { type LensTexts, useLensText } from './lens-texts.ts'
import { ServiceChip } from './ServiceChip.tsx'
import { TablePaper } from './TablePaper.tsx'

/** More paths than that are shown on demand. */
const SHOWN = 200
/** Deeper ones are not indented further. */
const DEEPEST = 16

interface CompareRunsProps {
  readonly before: ColumnStore
  readonly after: ColumnStore
  /** Revisions of both stores: another one means that there is more in it. */
  readonly revisions: readonly [before: number, after: number]
  /** Where it says how it is written as text. */
  readonly texts?: LensTexts | undefined
  /** Whose runs they are. */
  readonly label: string
  /** Shows a span of the later run. */
  readonly onShow?: (row: number) => void
}

export function CompareRuns({ before, after, revisions, texts, label, onShow }: CompareRunsProps) {
  const showsSame = useSignal(false)
  const showsAll = useSignal(false)
  const runs = useMemo(() => compareRuns(before, after), [before, after, ...revisions])
  const services = useMemo(
    () => markServices([...new Set([...after.services, ...before.services])]),
    [runs],
  )
  useLensText(texts, 'compare', { what: 'The comparison', text: () => comparisonText(runs) })
  const changed = runs.paths.filter(({ change }) => change !== 'same')
  const same = runs.paths.length - changed.length
  const paths = showsSame.value ? runs.paths : changed
  const shown = showsAll.value ? paths : paths.slice(0, SHOWN)
  return (
    <section class="compare" aria-label={`Two runs of ${label} compared`}>
      <p class="map-hint" role="status">
        {totalTexts(runs).join(' · ')}
      </p>
      <div class="map-tools">
        {same > 0 && (
          <button
            type="button"
            class="button quiet"
            aria-pressed={showsSame.value}
            onClick={() => {
              showsSame.value = !showsSame.value
            }}
          >
            With the {same.toLocaleString('en')} that are the same
          </button>
        )}
      </div>
      {changed.length === 0 && (
        <p class="empty">
          {runs.paths.length === 0
            ? 'Neither run made spans, so there is nothing to lay over each other.'
            : 'The spans of both runs are the same: as many, and as long.'}
        </p>
      )}
      {shown.length > 0 && (
        <TablePaper label="Compared paths">
          <table class="number-table compared">
            <caption class="visually-hidden">
              Paths of spans, each under the one that called it. + added, − gone, ▲ slower, ▼ faster
            </caption>
            <thead>
              <tr>
                {['Path', 'Before', 'After', 'Change'].map((head) => (
                  <th key={head} scope="col">
                    {head}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {shown.map((path, index) => (
                <PathRow key={index} path={path} services={services} onShow={onShow} />
              ))}
            </tbody>
          </table>
        </TablePaper>
      )}
      {shown.length < paths.length && (
        <button
          type="button"
          class="button quiet"
          onClick={() => {
            showsAll.value = true
          }}
        >
          Show all {paths.length.toLocaleString('en')} paths
        </button>
      )}
    </section>
  )
}

interface PathRowProps {
  readonly path: ComparedPath
  readonly services: ServiceMarks
  readonly onShow: ((row: number) => void) | undefined
}

function PathRow({ path, services, onShow }: PathRowProps) {
  const { service, name, depth, change, before, after } = path
  const mean = (totals: ComparedPath['before']) => totals?.durations.meanText ?? '–'
  return (
    <tr data-change={change}>
      <th scope="row" style={`--depth:${Math.min(depth, DEEPEST)}`}>
        <span class="compared-sign" aria-hidden="true">
          {SIGNS[change]}
        </span>{' '}
        <ServiceChip service={service} services={services} />{' '}
        {after && onShow ? (
          <button type="button" class="operation" onClick={() => onShow(after.firstRow)}>
            {visibleText(name)}
          </button>
        ) : (
          visibleText(name)
        )}
      </th>
      <td>{mean(before)}</td>
      <td>{mean(after)}</td>
      <td class="compared-change">{changeText(path)}</td>
    </tr>
  )
}
