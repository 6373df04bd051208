/** Runs compiled programs in this process, whose environment may be another machine's: JSON in, the telemetry as JSON out. */

import { text } from 'node:stream/consumers'
import { runCode } from './node-run.ts'
import { telemetryText } from './telemetry-text.ts'

const codes: readonly string[] = JSON.parse(await text(process.stdin))
const said: string[] = []
for (const code of codes) {
  said.push(telemetryText(await runCode(code)))
}
/** How this process itself speaks, as a proof that it is elsewhere. */
const here = `${new Date(0).getTimezoneOffset()} ${(1.5).toLocaleString()}`
process.stdout.write(JSON.stringify({ here, said }))
