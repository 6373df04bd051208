/** The Save menu of an output: what the reader sees in it as text, or as a picture. */

import { type Signal, useSignal } from '@preact/signals'
import type { PictureWords } from '../views/picture.ts'
import { ClipboardNotice } from './ClipboardNotice.tsx'
import type { LensTexts } from './lens-texts.ts'
import { Menu } from './Menu.tsx'
import type { PictureFormat } from './save-picture.ts'
import { useClipboard } from './use-clipboard.ts'

interface SaveMenuProps {
  /** Whose output it is: the cell's name. */
  readonly label: string
  /** The lens that is looked through. */
  readonly lens: string
  readonly panel: { readonly current: HTMLElement | null }
  readonly texts: LensTexts
  /** How many rows lists have for a picture; 0 while none is taken. */
  readonly picturedRows: Signal<number>
  /** What the picture has to say beside what is seen. */
  readonly notes: () => PictureWords['notes']
}

export function SaveMenu(props: SaveMenuProps) {
  const { label, lens, panel, texts } = props
  const clipboard = useClipboard()
  const isDrawing = useSignal(false)
  const failed = (why: string) => {
    clipboard.last.value = { kind: 'failed', why, isTooLarge: false }
  }
  const download = async (format: PictureFormat) => {
    if (!panel.current) return
    isDrawing.value = true
    try {
      const { savePicture } = await import('./save-picture.ts')
      await savePicture(format, { ...props, panel: panel.current })
    } catch (error) {
      // A browser that could not fetch a module says so in words of its own.
      const isOurs = error instanceof Error && !(error instanceof TypeError)
      failed(
        isOurs
          ? error.message
          : 'The picture could not be made: its code could not be loaded. Try again when the network is back.',
      )
    } finally {
      isDrawing.value = false
    }
  }
  return (
    <>
      <Menu
        label={`Save the output of ${label}`}
        text="Save"
        items={[
          {
            label: 'Copy as text',
            onChoose: () => clipboard.copy(whatOf(texts, lens), textOf(texts, panel.current)),
          },
          { label: 'Download as SVG', onChoose: () => download('svg') },
          { label: 'Download as PNG', onChoose: () => download('png') },
        ]}
      />
      {isDrawing.value && (
        <span class="visually-hidden" role="status">
          Drawing the picture
        </span>
      )}
      <ClipboardNotice clipboard={clipboard} onDownload={() => {}} />
    </>
  )
}

function whatOf(texts: LensTexts, lens: string): string {
  const [only, ...more] = texts.values()
  return only && more.length === 0 ? only.what : `What you see as ${lens}`
}

/** A lens that does not say how it is written is taken as it stands in the page. */
async function textOf(texts: LensTexts, panel: HTMLElement | null): Promise<string> {
  if (texts.size === 0) return panel?.innerText ?? ''
  const all = await Promise.all([...texts.values()].map(({ text }) => text()))
  return all.join('\n\n')
}
