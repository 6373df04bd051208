/** A line row is one line of the log lens: when, how grave, who, what, and the fields that the words leave out. */

import { consoleLevel } from '../telemetry/console-line.ts'
import type { FieldValue } from '../telemetry/field.ts'
import type { Level } from '../telemetry/logging/level.ts'
import { holesOf } from '../telemetry/logging/message-template.ts'
import type { Line } from '../telemetry/telemetry-event.ts'
import { offsetText } from './duration-text.ts'
import { placeOf, type TimeAxis } from './time-axis.ts'
import { visibleText } from './visible-text.ts'

export type Gravity = 'plain' | 'quiet' | 'warn' | 'error'

export interface LineRow {
  readonly line: Line
  /** Milliseconds since the run began. */
  readonly offset: string
  /** On the time axis. */
  readonly place: number
  /** What stands in the level column: a level, `console`, or `notice` for a diagnostic. */
  readonly label: Level | 'console' | 'notice'
  /** How grave it is, for its colour. */
  readonly gravity: Gravity
  readonly service: string | undefined
  readonly target: string
  readonly message: string
  /** Names and values that the message does not show. */
  readonly fields: readonly (readonly [name: string, value: string])[]
}

/** @param start the beginning of the run, in microseconds since the Unix epoch */
export function lineRow(line: Line, axis: TimeAxis): LineRow {
  const when = {
    line,
    offset: offsetText(line.time - axis.from),
    place: placeOf(axis, line.time),
  }
  switch (line.kind) {
    case 'log': {
      const holes = holesOf(line.template)
      return {
        ...when,
        label: line.level,
        gravity: gravityOf(line.level),
        service: line.service,
        target: visibleText(line.target),
        message: visibleText(line.message),
        fields: Object.entries(line.fields)
          .filter(([name]) => !holes.has(name))
          .map(([name, value]) => [visibleText(name), visibleText(fieldText(value))] as const),
      }
    }
    case 'console':
      return {
        ...when,
        label: 'console',
        gravity: gravityOf(consoleLevel(line.method)),
        service: undefined,
        target: `console.${line.method}`,
        message: visibleText(line.text),
        fields: [],
      }
    case 'diagnostic':
      return {
        ...when,
        label: 'notice',
        gravity: 'warn',
        service: undefined,
        target: 'the lab',
        message: visibleText(line.message),
        fields: [],
      }
  }
}

/** How grave what is written at a level is, for its colour. */
export function gravityOf(level: Level): Gravity {
  if (level === 'error' || level === 'fatal') return 'error'
  if (level === 'warn') return 'warn'
  return level === 'info' ? 'plain' : 'quiet'
}

/** A value in a field, as logfmt would have it: words bare, everything else as JSON. */
export function fieldText(value: FieldValue): string {
  return typeof value === 'string' && /^[^\s"={}]+$/.test(value) ? value : JSON.stringify(value)
}
