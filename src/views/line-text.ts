/** Line text is a line as text, in one of the formats that loggers write. */

import { consoleLevel } from '../telemetry/console-line.ts'
import { json } from '../telemetry/logging/json-format.ts'
import { type LogFormat, prettySince } from '../telemetry/logging/log-format.ts'
import type { LogRecord } from '../telemetry/logging/log-record.ts'
import { logfmt } from '../telemetry/logging/logfmt.ts'
import type { Line } from '../telemetry/telemetry-event.ts'
import type { ColumnStore } from '../trace-data/column-store.ts'

export const LINE_FORMATS = ['pretty', 'JSON', 'logfmt'] as const
export type LineFormat = (typeof LINE_FORMATS)[number]

/** @param start from where `pretty` counts, in microseconds since the Unix epoch */
export function lineText(line: Line, format: LineFormat, start: number): string {
  return formatOf(format, start)(recordOf(line))
}

/** So many lines are written between two looks at the clock. */
const SLICE = 256

/**
 * Lines as text, each with a line break at its end. Yields whenever its time is up.
 * @param lines rows
 * @param budget how long it may go on at a time, in milliseconds
 * @param now real milliseconds from some fixed moment
 * @returns parts that make one text
 */
export function* linesText(
  store: ColumnStore,
  lines: Uint32Array,
  format: LineFormat,
  budget: number,
  now: () => number,
): Generator<void, string[]> {
  const write = formatOf(format, store.start)
  const parts: string[] = []
  let until = now() + budget
  for (let from = 0; from < lines.length; from += SLICE) {
    let part = ''
    for (const row of lines.subarray(from, from + SLICE)) {
      part += `${write(recordOf(store.line(row)))}\n`
    }
    parts.push(part)
    if (now() < until) continue
    yield
    until = now() + budget
  }
  return parts
}

function formatOf(format: LineFormat, start: number): LogFormat {
  switch (format) {
    case 'pretty':
      return prettySince(start)
    case 'JSON':
      return json
    case 'logfmt':
      return logfmt
  }
}

/** What was written by other means than a logger has no service, and no fields. */
function recordOf(line: Line): LogRecord {
  if (line.kind === 'log') return line
  const { time, site } = line
  const said =
    line.kind === 'console'
      ? { level: consoleLevel(line.method), target: `console.${line.method}`, message: line.text }
      : { level: 'warn' as const, target: 'lab', message: line.message }
  return { time, site, ...said, template: said.message, fields: {}, service: '' }
}
