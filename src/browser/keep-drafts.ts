/** Keeping drafts in a page: the keeper, with the page's database, its clock, the other pages, and the moments at which a page may end. */

import { type Signal, signal } from '@preact/signals'
import { DraftKeeper, type DraftNews } from '../notebook/draft-keeper.ts'
import type { KeptDrafts } from '../notebook/kept-drafts.ts'
import { DraftDatabase } from './draft-database.ts'
import { isPageOpen, newPageName, stayKnown } from './open-pages.ts'

export interface DraftsInPage {
  readonly keeper: DraftKeeper
  readonly kept: Signal<KeptDrafts>
  /** The drafts are back, or there is no waiting for them. */
  readonly restored: Promise<void>
  readonly isRestored: boolean
}

/**
 * @param published the author's sources
 * @param onReplaced another page, or what was stored, has put another text in the place of the one that stood there
 */
export function keepDrafts(
  lesson: string,
  published: Readonly<Record<string, string>>,
  onReplaced: (file: string, source: string) => void,
): DraftsInPage {
  const page = newPageName()
  const others = openNews((news) => keeper.hear(news))
  const keeper: DraftKeeper = new DraftKeeper(lesson, published, {
    storage: new DraftDatabase(),
    page,
    now: () => Date.now(),
    after,
    stayKnown: () => stayKnown(page),
    isOpen: isPageOpen,
    tellOthers: (news) => others?.postMessage(news),
    askToPersist: () => {
      // A browser that refuses may clear the drafts away when room is short; nobody can change that.
      navigator.storage?.persist?.().catch(() => {})
    },
    changed: () => {
      kept.value = keeper.view
      // Only as long as there is something to lose: a page that listens may not be kept alive when the reader goes back.
      if (keeper.hasFailed) addEventListener('beforeunload', askFirst)
      else removeEventListener('beforeunload', askFirst)
    },
    replaced: onReplaced,
  })
  const kept = signal(keeper.view)
  watchPage(keeper)
  let isRestored = false
  const restored = keeper.load().then(() => {
    isRestored = true
  })
  return {
    keeper,
    kept,
    restored,
    get isRestored() {
      return isRestored
    },
  }
}

/** A timer of the page. @returns a function that takes it back */
export function after(milliseconds: number, callback: () => void): () => void {
  const timer = setTimeout(callback, milliseconds)
  return () => clearTimeout(timer)
}

/** Tells other pages what was stored, and hears it from them. */
export function openNews(onNews: (news: DraftNews) => void): BroadcastChannel | undefined {
  if (typeof BroadcastChannel === 'undefined') return undefined
  const channel = new BroadcastChannel('lines-and-spans drafts')
  channel.onmessage = ({ data }: MessageEvent<unknown>) => {
    if (isNews(data)) onNews(data)
  }
  return channel
}

function isNews(data: unknown): data is DraftNews {
  if (typeof data !== 'object' || data === null) return false
  const { lesson, file, revision } = data as Partial<Record<keyof DraftNews, unknown>>
  return typeof lesson === 'string' && typeof file === 'string' && typeof revision === 'number'
}

/** Nothing is left unsaved when the page goes out of sight, and other pages' work is looked for when it comes back. */
function watchPage(keeper: DraftKeeper): void {
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') keeper.leave()
    else keeper.comeBack()
  })
  addEventListener('pagehide', () => keeper.leave())
  addEventListener('pageshow', ({ persisted }) => {
    if (persisted) keeper.comeBack()
  })
}

/** Lets the browser ask whether the reader wants to leave. */
function askFirst(event: Event): void {
  event.preventDefault()
}
