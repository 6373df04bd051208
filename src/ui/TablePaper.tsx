/** A paper for a table of numbers that may be wider than its place: it scrolls, also with the keys. */

import type { ComponentChildren } from 'preact'

interface TablePaperProps {
  /** What the table is about. */
  readonly label: string
  readonly children: ComponentChildren
}

export function TablePaper({ label, children }: TablePaperProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard
    <section class="table-paper" aria-label={label} tabIndex={0}>
      {children}
    </section>
  )
}
