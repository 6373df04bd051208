/** Lighthouse finds nothing to mend. Its performance score depends on the machine and stands in `bench/lighthouse.ts`. */

import { audit } from '../../tools/lighthouse.ts'
import { expect, test } from './site.ts'

for (const path of ['', 'lessons/start-here/', 'lessons/same-request-two-views/']) {
  test(`“/${path}” has full marks for accessibility, best practices and search engines`, async ({
    site,
  }) => {
    test.setTimeout(120_000)
    const { scores, complaints } = await audit(site.url + path, [
      'accessibility',
      'best-practices',
      'seo',
    ])
    expect(complaints).toEqual([])
    expect(scores).toEqual({ accessibility: 100, 'best-practices': 100, seo: 100 })
  })
}
