/** Trace line text is a line of the log as it stands between spans: what it is, and what it says. */

import type { Line } from '../telemetry/telemetry-event.ts'

/** @returns text as the program gave it */
export function lineText(line: Line): string {
  switch (line.kind) {
    case 'log':
      return `${line.level} ${line.message}`
    case 'console':
      return `console.${line.method} ${line.text}`
    case 'diagnostic':
      return `notice ${line.message}`
  }
}
