/** What lies in the browser's storage for a lesson's drafts, read and written past the site. */

import type { Page } from '@playwright/test'

/** `[file, slot, value]` of every stored record. The site has to be open. */
export function storedDrafts(page: Page): Promise<[file: string, slot: number, value: unknown][]> {
  return page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open('lines-and-spans')
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(request.error)
    })
    const drafts = database.transaction('drafts').objectStore('drafts')
    const found: [string, number, unknown][] = await new Promise((resolve) => {
      const rows: [string, number, unknown][] = []
      drafts.openCursor().onsuccess = ({ target }) => {
        const cursor = (target as IDBRequest<IDBCursorWithValue | null>).result
        if (!cursor) return resolve(rows)
        const [, file, slot] = cursor.key as [string, string, number]
        rows.push([file, slot, cursor.value])
        cursor.continue()
      }
    })
    database.close()
    return found
  })
}

/** Puts anything in the place of a record. The site has to have been open. */
export async function storeDraft(
  page: Page,
  key: [lesson: string, file: string, slot: number],
  value: unknown,
): Promise<void> {
  await page.evaluate(
    async ([key, value]) => {
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open('lines-and-spans')
        request.onsuccess = () => resolve(request.result)
        request.onerror = () => reject(request.error)
      })
      const transaction = database.transaction('drafts', 'readwrite')
      transaction.objectStore('drafts').put(value, key as string[])
      await new Promise((resolve) => {
        transaction.oncomplete = resolve
      })
      database.close()
    },
    [key, value] as const,
  )
}
