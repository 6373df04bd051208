/** A span that is never ended is the most common mistake in tracing, and the most silent one: nobody exports it. */

import { diagnose } from '../diagnostic.ts'
import type { ExportableSpan } from './span-record.ts'

/** Reports spans that were never ended: once for each place that started some. */
export function reportNeverEnded(records: readonly ExportableSpan[]): void {
  const byOrigin = Map.groupBy(records, ({ name, site }) => `${site} ${name}`)
  for (const [first, ...others] of byOrigin.values()) {
    if (!first) continue
    const often = others.length > 0 ? `, ${others.length + 1} times` : ''
    diagnose(`“${first.name}” was never ended${often}.`, first.site)
  }
}
