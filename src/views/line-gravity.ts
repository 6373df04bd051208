/** Line gravity is how grave a line is, for its colour: few steps, whatever kind of line it is. */

import { consoleLevel } from '../telemetry/console-line.ts'
import type { Level } from '../telemetry/logging/level.ts'
import type { LineType } from '../trace-data/event-batch.ts'
import { type Gravity, gravityOf } from './line-row.ts'

/** From the gravest on, as they are stacked. */
export const GRAVITIES: readonly Gravity[] = ['error', 'warn', 'plain', 'quiet']

export function gravityOfType(type: LineType): Gravity {
  if (type === 'diagnostic') return 'warn'
  return gravityOf(levelOfType(type))
}

function levelOfType(type: Exclude<LineType, 'diagnostic'>): Level {
  if (!type.startsWith('console.')) return type as Level
  return consoleLevel(type.slice('console.'.length) as Parameters<typeof consoleLevel>[0])
}

/** What a type of line is called in a list of choices. */
export function lineTypeText(type: LineType): string {
  return type === 'diagnostic' ? 'notice from the lab' : type
}
