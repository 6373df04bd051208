/** Keeping in memory is how the code of a copy is kept: it ends with the page, and no other page hears of it. */

import { signal } from '@preact/signals'
import { DraftKeeper } from '../notebook/draft-keeper.ts'
import { MemoryStorage } from '../notebook/memory-storage.ts'
import { after, type DraftsInPage } from './keep-drafts.ts'

/**
 * @param begun the sources with which the copy begins
 * @param onReplaced never called: nobody else writes here
 */
export function keepInMemory(
  lesson: string,
  begun: Readonly<Record<string, string>>,
  onReplaced: (file: string, source: string) => void,
): DraftsInPage {
  const keeper = new DraftKeeper(lesson, begun, {
    storage: new MemoryStorage(),
    page: 'copy',
    now: () => Date.now(),
    after,
    stayKnown: async () => () => {},
    isOpen: async () => true,
    tellOthers: () => {},
    askToPersist: () => {},
    changed: () => {},
    replaced: onReplaced,
  })
  return { keeper, kept: signal(keeper.view), restored: keeper.load(), isRestored: true }
}
