/** The versions of a cell: its earlier texts, each compared with the present one, to go back to. */

import { useSignal } from '@preact/signals'
import type { DraftVersion } from '../notebook/draft-record.ts'
import { CodeDiff } from './CodeDiff.tsx'
import { Dialog } from './Dialog.tsx'
import { momentText, reasonText } from './draft-words.ts'

interface VersionsDialogProps {
  readonly name: string
  readonly source: string
  /** The author's. */
  readonly original: string
  /** Oldest first. */
  readonly versions: readonly DraftVersion[]
  readonly onTake: (source: string) => void
  readonly onClose: () => void
}

interface Choice {
  readonly key: string
  readonly source: string
  readonly label: string
  readonly detail: string
}

export function VersionsDialog(props: VersionsDialogProps) {
  const { name, source, original, versions, onTake, onClose } = props
  const choices: Choice[] = versions
    .map((version, index) => ({
      key: `${version.savedAt} ${index}`,
      source: version.source,
      label: momentText(version.savedAt),
      detail: reasonText(version.reason),
    }))
    .reverse()
    .concat({
      key: 'author',
      source: original,
      label: 'The beginning',
      detail: 'the author’s code',
    })
  const chosenKey = useSignal(choices[0]?.key)
  const chosen = choices.find(({ key }) => key === chosenKey.value) ?? choices.at(-1)
  return (
    <Dialog title={`Versions of ${name}`} onClose={onClose}>
      <p class="dialog-lead">
        About thirty earlier texts are kept: many of the last minutes, fewer of the days before.
      </p>
      <div class="versions">
        <fieldset class="version-list">
          <legend class="visually-hidden">Versions, the latest first</legend>
          {choices.map((choice) => (
            <label key={choice.key} class="version">
              <input
                type="radio"
                name={`versions of ${name}`}
                checked={choice === chosen}
                onChange={() => {
                  chosenKey.value = choice.key
                }}
              />
              <span class="version-label">{choice.label}</span>
              <span class="version-detail">{choice.detail}</span>
            </label>
          ))}
        </fieldset>
        {chosen && (
          <div class="version-diff">
            <p class="dialog-lead">
              What this version has and the present code has not begins with a plus.
            </p>
            <CodeDiff
              before={source}
              after={chosen.source}
              label={`Changes back to ${chosen.label}`}
            />
            <p class="dialog-actions">
              <button
                type="button"
                class="button"
                disabled={chosen.source === source}
                onClick={() => {
                  onTake(chosen.source)
                  onClose()
                }}
              >
                Take this one
              </button>
            </p>
          </div>
        )}
      </div>
    </Dialog>
  )
}
