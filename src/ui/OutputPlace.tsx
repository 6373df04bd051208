/**
 * The place of a cell's output: what the build has drawn stands there until somebody comes near it or runs the cell. Only then is
 * the code fetched that can draw anything else, as most readers of a lesson only read.
 */

import type { ComponentType } from 'preact'
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { OutputProps } from './Output.tsx'

type OutputComponent = ComponentType<OutputProps>

let fetched: OutputComponent | undefined
// The build draws every output.
if (import.meta.env.SSR) fetched = await fetchOutput()

interface OutputPlaceProps extends OutputProps {
  /** What the build has drawn of it is in the page. */
  readonly isBuilt: boolean
  /** It has something else to show than that, or is about to. */
  readonly isNeeded: boolean
}

export function OutputPlace({ isBuilt, isNeeded, ...output }: OutputPlaceProps) {
  const place = useRef<HTMLDivElement>(null)
  const [Output, setOutput] = useState<OutputComponent | undefined>(() => fetched)
  const [hasFailed, setFailed] = useState(false)
  const focused = useRef<ElementPath | undefined>()
  const done = useRef<Done[]>([])
  const draw = () => {
    fetchOutput().then(
      (component) => {
        focused.current = pathTo(document.activeElement, place.current)
        setOutput(() => component)
      },
      () => setFailed(true),
    )
  }
  const note = (event: MouseEvent | KeyboardEvent) => {
    const path = pathTo(event.target as Element, place.current)
    if (path) done.current.push({ event, path })
    draw()
  }
  useEffect(() => {
    if (isNeeded && !Output) draw()
  }, [isNeeded, Output])
  // Whoever was quicker than the network finds done what was asked for.
  useLayoutEffect(() => {
    if (!Output) return
    elementAt(focused.current, place.current)?.focus()
    for (const { event, path } of done.current) doAgain(event, path, place.current)
    focused.current = undefined
    done.current = []
  }, [Output])

  if (Output) {
    return (
      <div key="drawn" class="output-place" ref={place}>
        <Output {...output} />
      </div>
    )
  }
  if (hasFailed && isNeeded) {
    return (
      <p class="empty" role="alert">
        The output can’t be shown: its code could not be loaded. Reload the page when the network is
        back; what you have changed is saved.
      </p>
    )
  }
  if (!isBuilt) return <p class="empty">Loading the output…</p>
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: The same.
    <div
      key="built"
      class="output-place"
      ref={place}
      onPointerOver={draw}
      onFocusCapture={draw}
      onClick={note}
      onKeyDown={note}
      // Leaves what the build has drawn as it is.
      dangerouslySetInnerHTML={NOTHING_ELSE}
    />
  )
}

const NOTHING_ELSE = { __html: '' }

async function fetchOutput(): Promise<OutputComponent> {
  fetched ??= (await import('./Output.tsx')).Output
  return fetched
}

/** What a reader has done to an output that could not yet answer. */
interface Done {
  readonly event: MouseEvent | KeyboardEvent
  readonly path: ElementPath
}

function doAgain(event: Done['event'], path: ElementPath, root: Element | null): void {
  if (event.type === 'click') {
    elementAt(path, root)?.click()
  } else {
    // What was pressed before may have moved the focus.
    const isWithin = root?.contains(document.activeElement)
    const element = isWithin ? document.activeElement : elementAt(path, root)
    element?.dispatchEvent(new KeyboardEvent('keydown', event as KeyboardEvent))
  }
}

/** Which child of which child it is. */
type ElementPath = readonly number[]

function pathTo(element: Element | null, root: Element | null): ElementPath | undefined {
  if (!element || !root?.contains(element)) return undefined
  const path: number[] = []
  for (let at = element; at !== root; at = at.parentElement as Element) {
    path.unshift([...(at.parentElement as Element).children].indexOf(at))
  }
  return path
}

function elementAt(path: ElementPath | undefined, root: Element | null): HTMLElement | undefined {
  let at: Element | undefined = root ?? undefined
  for (const index of path ?? []) at = at?.children[index]
  return path && at instanceof HTMLElement ? at : undefined
}
