/** A map mark is what a node and an edge of the map have in common: both can be reached by keys, and chosen. */

export interface MapMark {
  /** Its place in the order of nodes and edges. */
  readonly index: number
  /** It is where the keys are. */
  readonly isActive: boolean
  readonly isChosen: boolean
  /** The filter leaves it out. */
  readonly isOut: boolean
  readonly onFocus: () => void
  readonly onChoose: () => void
  readonly onKeyDown: (event: KeyboardEvent) => void
}

/** What makes an element of the drawing a button. */
export function markAttributes(mark: MapMark) {
  return {
    role: 'button',
    tabIndex: mark.isActive ? 0 : -1,
    'data-index': mark.index,
    'data-out': mark.isOut || undefined,
    'aria-pressed': mark.isChosen,
    onFocus: mark.onFocus,
    onClick: mark.onChoose,
    onKeyDown: mark.onKeyDown,
  } as const
}
