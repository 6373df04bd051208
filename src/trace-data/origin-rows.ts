/**
 * Origin rows are what the lines, or the spans, of a run have in common by their place in the code: level, target, service. There
 * are few of them, so that they are the index by which rows are counted and filtered.
 */

import { consoleLevel } from '../telemetry/console-line.ts'
import type { Level } from '../telemetry/logging/level.ts'
import { SPAN_KINDS, type SpanKind } from '../telemetry/tracing/span-record.ts'
import {
  type BatchColumns,
  consoleMethodOf,
  DIAGNOSTIC,
  LINE_TYPES,
  type LineType,
} from './event-batch.ts'
import type { NameNumbers } from './name-numbers.ts'
import { Table } from './table.ts'
import type { TextRows } from './text-rows.ts'

/** The names that origins use, numbered in the order in which rows first used them. */
export interface OriginNames {
  readonly services: NameNumbers
  readonly targets: NameNumbers
}

export class LineOriginRows {
  readonly #texts: TextRows
  readonly #names: OriginNames

  readonly table = new Table({
    site: 'f64',
    /** NaN if they were not said. */
    flags: 'f64',
    /** Of a console line in groups, how many they are; else NaN. */
    depth: 'f64',
    /** How many lines have it. */
    lines: 'u32',
    /** Numbers of texts. */
    target: 'u32',
    service: 'u32',
    /** Numbers of names; valid once a line has it, and only of log records. */
    targetNumber: 'u32',
    serviceNumber: 'u32',
    /** @see LINE_TYPES */
    type: 'u8',
  })

  constructor(texts: TextRows, names: OriginNames) {
    this.#texts = texts
    this.#names = names
  }

  append(columns: BatchColumns['lineOrigins'], count: number): void {
    const first = this.table.addAll(count)
    const { site, flags, depth, target, service, type } = this.table.columns
    site.set(columns.site, first)
    flags.set(columns.flags, first)
    depth.set(columns.depth, first)
    target.set(columns.target, first)
    service.set(columns.service, first)
    type.set(columns.type, first)
  }

  /** One more line has this origin. */
  use(origin: number): void {
    const { lines, target, service, targetNumber, serviceNumber } = this.table.columns
    const before = lines[origin] as number
    lines[origin] = before + 1
    if (before > 0 || !this.isLogged(origin)) return
    serviceNumber[origin] = this.#names.services.numberOf(
      this.#texts.text(service[origin] as number),
    )
    targetNumber[origin] = this.#names.targets.numberOf(this.#texts.text(target[origin] as number))
  }

  type(origin: number): LineType {
    return LINE_TYPES[this.table.columns.type[origin] as number] as LineType
  }

  /** Is it that of a log record? Only those have a service and a target. */
  isLogged(origin: number): boolean {
    return (this.table.columns.type[origin] as number) < DIAGNOSTIC
  }

  /** Is it that of what the console wrote? */
  isConsole(origin: number): boolean {
    return (this.table.columns.type[origin] as number) > DIAGNOSTIC
  }

  /** Do its lines tell of an error? */
  isFailure(origin: number): boolean {
    const type = this.table.columns.type[origin] as number
    if (type === DIAGNOSTIC) return false
    const level =
      type < DIAGNOSTIC ? (LINE_TYPES[type] as Level) : consoleLevel(consoleMethodOf(type))
    return level === 'error' || level === 'fatal'
  }

  service(origin: number): string {
    return this.#texts.text(this.table.columns.service[origin] as number)
  }

  target(origin: number): string {
    return this.#texts.text(this.table.columns.target[origin] as number)
  }
}

export class SpanOriginRows {
  readonly #texts: TextRows
  readonly #names: OriginNames

  readonly table = new Table({
    site: 'f64',
    flags: 'f64',
    /** How many spans have it. */
    spans: 'u32',
    /** How many of them have failed. */
    failed: 'u32',
    /** Numbers of texts; the last two are one higher, and 0 if there is none. */
    service: 'u32',
    scopeName: 'u32',
    scopeVersion: 'u32',
    traceState: 'u32',
    /** The number of a name; valid once a span has it. */
    serviceNumber: 'u32',
    kind: 'u8',
    /** @see SAID */
    hasRemoteParent: 'u8',
  })

  constructor(texts: TextRows, names: OriginNames) {
    this.#texts = texts
    this.#names = names
  }

  append(columns: BatchColumns['spanOrigins'], count: number): void {
    const first = this.table.addAll(count)
    const { site, flags, service, scopeName, scopeVersion, traceState, kind, hasRemoteParent } =
      this.table.columns
    site.set(columns.site, first)
    flags.set(columns.flags, first)
    service.set(columns.service, first)
    scopeName.set(columns.scopeName, first)
    scopeVersion.set(columns.scopeVersion, first)
    traceState.set(columns.traceState, first)
    kind.set(columns.kind, first)
    hasRemoteParent.set(columns.hasRemoteParent, first)
  }

  /** One more span has this origin. */
  use(origin: number): void {
    const { spans, service, serviceNumber } = this.table.columns
    const before = spans[origin] as number
    spans[origin] = before + 1
    if (before > 0) return
    serviceNumber[origin] = this.#names.services.numberOf(
      this.#texts.text(service[origin] as number),
    )
  }

  /** A span with this origin has failed, or after all has not. @param change 1 or −1 */
  countFailed(origin: number, change: number): void {
    const { failed } = this.table.columns
    failed[origin] = (failed[origin] as number) + change
  }

  kind(origin: number): SpanKind {
    return SPAN_KINDS[this.table.columns.kind[origin] as number] as SpanKind
  }

  service(origin: number): string {
    return this.#texts.text(this.table.columns.service[origin] as number)
  }
}
