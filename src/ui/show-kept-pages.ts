/** The list of kept pages, on the page that is shown in the place of one that is not kept. */

import { KeptPages } from '../browser/kept-pages.ts'
import { homeAddress } from '../browser/visit.ts'

const home = homeAddress()
const lab = `${home}lab/`

/** All lessons stand in the page; those stay that are kept. */
function showLessons(kept: ReadonlySet<string>): number {
  let shown = 0
  for (const entry of document.querySelectorAll<HTMLLIElement>('.offline .course-list li')) {
    const isKept = kept.has(entry.querySelector('a')?.href ?? '')
    entry.hidden = !isKept
    if (isKept) shown++
  }
  return shown
}

/** Pages of the lab are known by their file. */
function showLab(kept: ReadonlySet<string>): number {
  const addresses = [...kept].filter((address) => address.startsWith(lab)).sort()
  const entries = addresses.map((address) => {
    const link = document.createElement('a')
    link.href = address
    const file = decodeURI(address.slice(lab.length).replace(/\/$/, ''))
    link.textContent = file === '' ? 'The lab' : `${file}.ts`
    const entry = document.createElement('li')
    entry.append(link)
    return entry
  })
  document.querySelector('[data-kept-pages]')?.replaceChildren(...entries)
  return entries.length
}

function reveal(name: 'data-kept' | 'data-nothing-kept'): void {
  document.querySelector(`[${name}]`)?.removeAttribute('hidden')
}

async function showKeptPages(): Promise<void> {
  const kept = new Set(await new KeptPages(caches, navigator.locks, home).addresses())
  const shown = showLessons(kept) + showLab(kept)
  reveal(shown > 0 ? 'data-kept' : 'data-nothing-kept')
}

showKeptPages()
// Nothing can be lost here.
const tryAgain = () => location.reload()
document.querySelector('[data-try-again]')?.addEventListener('click', tryAgain)
addEventListener('online', tryAgain)
