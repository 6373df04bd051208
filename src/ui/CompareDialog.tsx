/** Two texts of a cell side by side in one diff, and the choice between them. */

import { CodeDiff } from './CodeDiff.tsx'
import { Dialog } from './Dialog.tsx'

export interface Comparison {
  readonly title: string
  readonly before: string
  readonly after: string
  /** What the reader sees: `What you took out begins with a minus …` */
  readonly explains: string
  readonly choices: readonly { readonly label: string; readonly onChoose: () => void }[]
}

interface CompareDialogProps extends Comparison {
  readonly onClose: () => void
}

export function CompareDialog(comparison: CompareDialogProps) {
  const { title, before, after, explains, choices, onClose } = comparison
  return (
    <Dialog title={title} onClose={onClose}>
      <p class="dialog-lead">{explains}</p>
      <CodeDiff before={before} after={after} label={title} />
      {choices.length > 0 && (
        <p class="dialog-actions">
          {choices.map(({ label, onChoose }) => (
            <button
              key={label}
              type="button"
              class="button"
              onClick={() => {
                onChoose()
                onClose()
              }}
            >
              {label}
            </button>
          ))}
        </p>
      )}
    </Dialog>
  )
}
