/** Lighthouse scores of the pages that readers open most, three times each; the performance score is the median. */

import { audit, CATEGORIES } from '../tools/lighthouse.ts'
import { serve } from '../tools/static-server.ts'

const PAGES = [
  '',
  'lessons/start-here/',
  'lessons/same-request-two-views/',
  'lab/telemetry/tracing/span/',
]

const server = await serve({ folder: 'dist' })
for (const path of PAGES) {
  const runs = [
    await audit(server.url + path),
    await audit(server.url + path),
    await audit(server.url + path),
  ]
  const scores = CATEGORIES.map((name) => {
    const sorted = runs.map(({ scores }) => scores[name]).sort((a, b) => a - b)
    return `${name} ${sorted[1]}`
  })
  console.log(`/${path}: ${scores.join(', ')}`)
  for (const complaint of new Set(runs.flatMap(({ complaints }) => complaints))) {
    console.log(`  ${complaint}`)
  }
}
await server.close()
