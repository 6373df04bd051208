/** Event text is a telemetry event in one line, for a test to compare. Ids are left out. */

import type { Fields } from '../src/telemetry/field.ts'
import type { TelemetryEvent } from '../src/telemetry/telemetry-event.ts'

export function eventText(event: TelemetryEvent): string {
  switch (event.kind) {
    case 'log':
      return `${event.level} ${event.target}: ${event.message}${fieldsText(event.fields)}`
    case 'span-start':
      return `start ${event.name}${fieldsText(event.attributes)}`
    case 'span-end':
      return 'end'
    case 'attribute':
      return `attribute ${event.name}=${JSON.stringify(event.value)}`
    case 'span-event':
      return `event ${event.name}${fieldsText(event.attributes)}`
    case 'link':
      return `link ${event.link.context.spanId}${fieldsText(event.link.attributes)}`
    case 'status':
      return `status ${event.status.code}${event.status.message === undefined ? '' : `: ${event.status.message}`}`
    case 'rename':
      return `rename ${event.name}`
    case 'console':
      return `console.${event.method} ${event.text}`
    case 'diagnostic':
      return `notice: ${event.message}`
  }
}

function fieldsText(fields: Fields): string {
  const texts = Object.entries(fields).map(([name, value]) => ` ${name}=${JSON.stringify(value)}`)
  return texts.join('')
}
