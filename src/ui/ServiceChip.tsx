/** A service, by its colour and its monogram. */

import type { ServiceMarks } from '../views/service-mark.ts'

export function ServiceChip({ service, services }: { service: string; services: ServiceMarks }) {
  const mark = services.get(service)
  return (
    <span class="chip" data-service={mark?.colour} title={service}>
      <span aria-hidden="true">{mark?.monogram}</span>
      <span class="visually-hidden">{service}</span>
    </span>
  )
}
