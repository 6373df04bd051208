/** Says quietly that something is on the clipboard; or hands it over where the browser refuses to put it there. */

import { useEffect, useRef } from 'preact/hooks'
import { visibleText } from '../views/visible-text.ts'
import { Action, Notice } from './DraftNotices.tsx'
import type { Clipboard, Copied } from './use-clipboard.ts'

/** As long as it takes to read it twice. Milliseconds. */
const SHOWN_FOR = 5_000

interface ClipboardNoticeProps {
  readonly clipboard: Clipboard
  /** What else can be done with code that is too long for a link. */
  readonly onDownload: () => void
}

export function ClipboardNotice({ clipboard: { last }, onDownload }: ClipboardNoticeProps) {
  const { value } = last
  useEffect(() => {
    if (value?.kind !== 'done') return
    const timer = setTimeout(() => {
      last.value = undefined
    }, SHOWN_FOR)
    return () => clearTimeout(timer)
  }, [value])
  const hide = () => {
    last.value = undefined
  }
  return (
    <>
      <p class="said" role="status">
        {value?.kind === 'done' && `${value.what} is on the clipboard.`}
      </p>
      {value?.kind === 'refused' && <ByHand refused={value} onHide={hide} />}
      {value?.kind === 'failed' && (
        <div class="notices" role="alert">
          <Notice tone="warn">
            {visibleText(value.why)}
            {value.isTooLarge && (
              <Action label="Download the lesson instead" onChoose={onDownload} />
            )}
            <Action label="Hide" onChoose={hide} />
          </Notice>
        </div>
      )}
    </>
  )
}

interface ByHandProps {
  readonly refused: Extract<Copied, { kind: 'refused' }>
  readonly onHide: () => void
}

function ByHand({ refused: { what, text }, onHide }: ByHandProps) {
  const field = useRef<HTMLTextAreaElement>(null)
  useEffect(() => {
    field.current?.focus()
    field.current?.select()
  }, [text])
  return (
    <div class="notices">
      <Notice>
        This browser does not let the page use the clipboard. {what} is selected here: copy it with
        Ctrl or ⌘ + C.
        <Action label="Hide" onChoose={onHide} />
      </Notice>
      <textarea
        ref={field}
        class="by-hand"
        readOnly
        rows={3}
        aria-label={what}
        spellcheck={false}
        value={text}
      />
    </div>
  )
}
