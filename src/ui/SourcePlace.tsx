/** A place in the source, as a way to get there: in this cell, in another cell, or in the lab. */

import type { Signal } from '@preact/signals'
import type { SourcePosition } from '../telemetry/source-position.ts'
import type { Selection } from '../views/selection.ts'
import { labAddress } from './lab-address.ts'

interface SourcePlaceProps {
  readonly position: SourcePosition
  /** The file of the cell that shows this: places in it need no file name. */
  readonly file: string
  readonly selection: Signal<Selection | undefined>
}

export function SourcePlace({ position, file, selection }: SourcePlaceProps) {
  const { file: target, line } = position
  if (target.startsWith('@lab/')) {
    return <a href={labAddress(target, line)}>{`${target}, line ${line}`}</a>
  }
  if (target !== file) return <a href={`#${target}`}>{`${target}, line ${line}`}</a>
  return (
    <button
      type="button"
      class="link"
      onClick={() => {
        selection.value = { kind: 'source', file, row: line }
      }}
    >
      {`line ${line}`}
    </button>
  )
}
