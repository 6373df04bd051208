/** Every link within the site leads somewhere, down to the place on the page. */

import { existsSync, readFileSync } from 'node:fs'
import { glob } from 'node:fs/promises'
import { expect, test } from './site.ts'

test('links within the site lead to pages, and to places on them, that exist', async () => {
  const broken: string[] = []
  let checked = 0
  for await (const file of glob('dist/**/*.html')) {
    const html = readFileSync(file, 'utf8')
    const here = `/${file.replace(/^dist\//, '').replace(/index\.html$/, '')}`
    for (const [, address = ''] of html.matchAll(/\shref="([^"]*)"/g)) {
      if (/^(https?:|mailto:)/.test(address)) continue
      const { pathname, hash } = new URL(address, `http://site${here}`)
      const target = pathname.endsWith('/') ? `dist${pathname}index.html` : `dist${pathname}`
      checked++
      if (!existsSync(target)) broken.push(`${here} → ${address}`)
      else if (hash && !readFileSync(target, 'utf8').includes(`id="${hash.slice(1)}"`)) {
        broken.push(`${here} → ${address}`)
      }
    }
  }
  expect(broken).toEqual([])
  expect(checked).toBeGreaterThan(100)
})
