/** Taking a lesson home downloads it as a folder of files; what packs it is loaded only then. */

import { lessonFolder } from '../notebook/lesson-folder.ts'
import type { Notebook } from '../notebook/notebook.ts'
import { downloadBlob } from './download-text.ts'

const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric' })

/** @throws Error if what is needed for packing can't be loaded */
export async function takeHome(notebook: Notebook, slug: string): Promise<void> {
  const [{ zipFolder }, { labTypes }] = await Promise.all([
    import('./zip.ts'),
    import('virtual:lab-types'),
  ])
  const title = document.querySelector('h1')?.textContent ?? slug
  const address = location.origin + location.pathname
  const files = lessonFolder(notebook, { slug, title, address, day: DAY.format() }, labTypes)
  downloadBlob(`${slug}.zip`, new Blob([zipFolder(slug, files)], { type: 'application/zip' }))
}
