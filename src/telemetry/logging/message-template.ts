/** A message template is a sentence with holes: `'charged {amount}'` keeps its words apart from its values. */

import type { Fields, FieldValue } from '../field.ts'
import { includesText } from '../untouched.ts'

/** A hole, or a doubled brace that stands for itself. */
const HOLE = /\{\{|\}\}|\{([^{}]+)\}/g

/** The names of the fields for which a template has holes. */
export function holesOf(template: string): ReadonlySet<string> {
  const names = [...template.matchAll(HOLE)].map(([, name]) => name)
  return new Set(names.filter((name) => name !== undefined))
}

/**
 * Fills the holes of a template from fields.
 * A hole that no field fills stays as it is written, so that the mistake can be seen; `{{` and `}}` stand for one brace.
 * @see https://messagetemplates.org
 */
export function fillTemplate(template: string, fields: Fields): string {
  if (!includesText(template, '{') && !includesText(template, '}')) return template
  return template.replace(HOLE, (hole, name?: string) => {
    if (name === undefined) return hole.charAt(0)
    const value = Object.hasOwn(fields, name) ? fields[name] : undefined
    return value === undefined ? hole : inWords(value)
  })
}

function inWords(value: FieldValue): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}
