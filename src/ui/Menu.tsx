/** A menu is a button that opens a list of further actions. */

import { useSignal } from '@preact/signals'
import { useId, useLayoutEffect, useRef } from 'preact/hooks'

export interface MenuItem {
  readonly label: string
  readonly onChoose: () => void
  /** It is there, and can't be chosen now. */
  readonly isDisabled?: boolean
}

interface MenuProps {
  /** What the actions are about, for those who don't see where it stands. */
  readonly label: string
  /** What stands on the button, and begins its label; dots without it. */
  readonly text?: string
  readonly items: readonly MenuItem[]
}

export function Menu({ label, text, items }: MenuProps) {
  const id = useId()
  const isOpen = useSignal(false)
  const root = useRef<HTMLSpanElement>(null)
  const button = useRef<HTMLButtonElement>(null)

  const open = (at: 'first' | 'last') => {
    isOpen.value = true
    focusAt.current = at
  }
  const focusAt = useRef<'first' | 'last'>('first')
  useLayoutEffect(() => {
    if (!isOpen.value) return
    const entries = entriesOf(root.current)
    entries.at(focusAt.current === 'first' ? 0 : -1)?.focus()
    const closeOutside = (event: Event) => {
      if (!root.current?.contains(event.target as Node)) isOpen.value = false
    }
    document.addEventListener('pointerdown', closeOutside)
    return () => document.removeEventListener('pointerdown', closeOutside)
  }, [isOpen.value])

  const close = () => {
    isOpen.value = false
    button.current?.focus()
  }
  return (
    <span class="menu" ref={root}>
      <button
        ref={button}
        type="button"
        class="button quiet menu-button"
        aria-label={label}
        title={label}
        aria-haspopup="menu"
        aria-expanded={isOpen.value}
        aria-controls={isOpen.value ? id : undefined}
        onClick={() => (isOpen.value ? close() : open('first'))}
        onKeyDown={(event) => {
          if (isOpen.value || (event.key !== 'ArrowDown' && event.key !== 'ArrowUp')) return
          event.preventDefault()
          open(event.key === 'ArrowDown' ? 'first' : 'last')
        }}
      >
        <span aria-hidden="true">{text ?? '⋯'}</span>
      </button>
      {isOpen.value && (
        <div
          class="menu-items"
          role="menu"
          id={id}
          aria-label={label}
          tabIndex={-1}
          onFocusOut={({ relatedTarget }) => {
            if (relatedTarget && !root.current?.contains(relatedTarget as Node))
              isOpen.value = false
          }}
          onKeyDown={(event) => {
            if (event.key === 'Escape') close()
            else if (!moveFocus(event.key, entriesOf(root.current))) return
            event.preventDefault()
            event.stopPropagation()
          }}
        >
          {items.map((item) => (
            <button
              key={item.label}
              type="button"
              role="menuitem"
              class="menu-item"
              tabIndex={-1}
              aria-disabled={item.isDisabled || undefined}
              onClick={() => {
                if (item.isDisabled) return
                close()
                item.onChoose()
              }}
            >
              {item.label}
            </button>
          ))}
        </div>
      )}
    </span>
  )
}

function entriesOf(root: HTMLElement | null): HTMLElement[] {
  return [...(root?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])]
}

/** @returns whether this key means a movement */
function moveFocus(key: string, entries: readonly HTMLElement[]): boolean {
  const now = entries.indexOf(document.activeElement as HTMLElement)
  const count = entries.length
  const to = { ArrowDown: now + 1, ArrowUp: now - 1 + count, Home: 0, End: count - 1 }[key]
  if (to === undefined) return false
  entries[to % count]?.focus()
  return true
}
