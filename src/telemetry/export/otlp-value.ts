/** An OTLP value is a field as the OpenTelemetry Protocol writes it in JSON: every value says of what type it is. */

import { type Fields, type FieldValue, setField } from '../field.ts'

/** One of the members is there; none for `null`. @see OpenTelemetry Protocol, `common/v1/common.proto`, “AnyValue”. */
export interface OtlpValue {
  readonly stringValue?: string
  readonly boolValue?: boolean
  /** A text, because JSON readers lose digits of large numbers. */
  readonly intValue?: string
  readonly doubleValue?: number
  readonly arrayValue?: { readonly values: readonly OtlpValue[] }
  readonly kvlistValue?: { readonly values: readonly OtlpKeyValue[] }
}

/** @see OpenTelemetry Protocol, `common/v1/common.proto`, “KeyValue”. */
export interface OtlpKeyValue {
  readonly key: string
  readonly value: OtlpValue
}

/** Fields as OTLP's list of keys and values, in their order. */
export function toOtlpAttributes(fields: Fields): OtlpKeyValue[] {
  return Object.entries(fields).map(([key, value]) => ({ key, value: toOtlpValue(value) }))
}

/** A value as OTLP has it: whole numbers are texts, because they have 64 bits there. */
export function toOtlpValue(value: FieldValue): OtlpValue {
  switch (typeof value) {
    case 'string':
      return { stringValue: value }
    case 'boolean':
      return { boolValue: value }
    case 'number':
      return Number.isSafeInteger(value) ? { intValue: String(value) } : { doubleValue: value }
    default:
      if (value === null) return {}
      return Array.isArray(value)
        ? { arrayValue: { values: value.map(toOtlpValue) } }
        : { kvlistValue: { values: toOtlpAttributes(value) } }
  }
}

/** @param attributes what other programs wrote: what is no attribute is left out */
export function fromOtlpAttributes(attributes: unknown): Fields {
  const fields: Fields = {}
  for (const { key, value } of objectsIn(attributes)) {
    if (typeof key === 'string') setField(fields, key, fromOtlpValue(value))
  }
  return fields
}

/** @param value what another program wrote; `null` if it cannot be understood */
export function fromOtlpValue(value: unknown): FieldValue {
  const { stringValue, boolValue, intValue, doubleValue, arrayValue, kvlistValue, bytesValue } =
    Object(value)
  if (typeof stringValue === 'string') return stringValue
  if (typeof boolValue === 'boolean') return boolValue
  if (intValue !== undefined) return wholeNumber(intValue)
  if (doubleValue !== undefined) return Number(doubleValue)
  if (arrayValue) return objectsIn(arrayValue.values).map(fromOtlpValue)
  if (kvlistValue) return fromOtlpAttributes(kvlistValue.values)
  return typeof bytesValue === 'string' ? bytesValue : null
}

/** 64 bits can be more than a number holds; then the digits stay as they are. */
function wholeNumber(digits: unknown): number | string {
  const number = Number(digits)
  return Number.isSafeInteger(number) ? number : String(digits)
}

/** The objects of a list that another program wrote. */
export function objectsIn(list: unknown): Record<string, unknown>[] {
  return Array.isArray(list) ? list.map((item) => Object(item)) : []
}

/**
 * Nanoseconds as OTLP writes them: as a text, because they are more than a number holds.
 * @param time microseconds since the Unix epoch
 */
export function toNanos(time: number): string {
  return time > 0 && Number.isFinite(time) ? String(BigInt(Math.round(time)) * 1000n) : '0'
}

/** Whole microseconds from nanoseconds; 0 if it is no time. */
export function fromNanos(nanos: unknown): number {
  try {
    return Number(BigInt(nanos as string) / 1000n)
  } catch {
    return 0
  }
}
