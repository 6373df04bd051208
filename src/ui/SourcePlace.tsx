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
  /** -1 where it is one of many, and only some are to be reached with Tab. */
  readonly tabIndex?: 0 | -1
}

export function SourcePlace({ position, file, selection, tabIndex = 0 }: SourcePlaceProps) {
  const { file: target, line } = position
  if (target !== file) {
    const address = target.startsWith('@lab/') ? labAddress(target, line) : `#${target}`
    return <a href={address} tabIndex={tabIndex}>{`${target}, line ${line}`}</a>
  }
  return (
    <button
      type="button"
      class="link"
      tabIndex={tabIndex}
      onClick={() => {
        selection.value = { kind: 'source', file, row: line }
      }}
    >
      {`line ${line}`}
    </button>
  )
}
