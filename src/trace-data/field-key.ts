/** A field key is the value of a field as one text: by it fields are compared, and rows are grouped. */

import type { FieldValue } from '../telemetry/field.ts'

/** Texts as they are, everything else as JSON. So `"5"` and `5` are one: who reads them cannot tell them apart either. */
export function fieldKey(value: FieldValue): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}
