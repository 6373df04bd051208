/** A service, by its colour and its monogram. */

import type { ServiceMarks } from '../views/service-mark.ts'
import { visibleText } from '../views/visible-text.ts'

export function ServiceChip({ service, services }: { service: string; services: ServiceMarks }) {
  const mark = services.get(service)
  return (
    <span class="chip" data-service={mark?.colour} title={visibleText(service)}>
      <span aria-hidden="true">{mark?.monogram}</span>
      <span class="visually-hidden">{visibleText(service)}</span>
    </span>
  )
}
