/** An output format is a way to write a run's telemetry to a terminal or a file. */

import type { SiteLookup } from '../telemetry/source-position.ts'
import type { TelemetryEvent } from '../telemetry/telemetry-event.ts'
import { RunStore } from '../trace-data/run-store.ts'
import { traceText } from '../views/trace-text.ts'

/**
 * Begins to write one run.
 * @param print takes one or more whole lines, without the last line break
 */
export type OutputFormat = (print: (text: string) => void, siteOf: SiteLookup) => RunWriter

export interface RunWriter {
  /** Something was said. What can be printed at once is. */
  write(event: TelemetryEvent): void
  /** The run is over. */
  end(): void
}

/** Spans as an indented tree, with the lines where they were written; times in milliseconds from the first event. */
const tree: OutputFormat = (print) => {
  const store = new RunStore()
  return {
    write: (event) => store.append([event]),
    end: () => {
      if (store.events.length > 0) print(traceText(store))
    },
  }
}

/** Every event as one JSON object in a line, as it comes; `source` is the place in the code that made it. */
const json: OutputFormat = eachInLine((event, siteOf) => {
  if (!('site' in event)) return JSON.stringify(event)
  const { site, ...rest } = event
  return JSON.stringify({ ...rest, source: siteOf(site) })
})

/** A format that has a line for each event, or leaves the event out. */
function eachInLine(
  lineFor: (event: TelemetryEvent, siteOf: SiteLookup) => string | undefined,
): OutputFormat {
  return (print, siteOf) => ({
    write: (event) => {
      const line = lineFor(event, siteOf)
      if (line !== undefined) print(line)
    },
    end: () => {},
  })
}

/** The formats by their names; the first one is the default. */
export const OUTPUT_FORMATS: Readonly<Record<string, OutputFormat>> = { tree, json }
