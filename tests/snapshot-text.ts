/** Snapshot text is a console snapshot as an indented tree, for a test to compare. An object is described where it is first met. */

import type { ConsoleMember, ConsoleSnapshot, ConsoleValue } from '../src/telemetry/console-line.ts'

/**
 * One row for each part and each member. What was described before is `↩ 3`, by its number; what was left out is counted.
 */
export function snapshotText({ parts, objects }: ConsoleSnapshot): string {
  const rows: string[] = []
  const described = new Set<number>()
  const writeValue = (label: string, value: ConsoleValue, indent: string) => {
    if (typeof value !== 'object' || value === null || value.kind !== 'object') {
      rows.push(`${indent}${label}${leaf(value)}`)
      return
    }
    if (described.has(value.at)) {
      rows.push(`${indent}${label}↩ ${value.at}`)
      return
    }
    described.add(value.at)
    const object = objects[value.at]
    if (!object) throw new Error(`There is no object ${value.at}.`)
    const { type, name, size, text, members, more } = object
    const head = [type, name, size === undefined ? '' : `(${size})`, text ?? '']
    rows.push(`${indent}${label}${head.filter(Boolean).join(' ')}`)
    for (const member of members) writeMember(member, `${indent}  `)
    if (more) rows.push(`${indent}  … ${more} more`)
  }
  const writeMember = ([name, value, role, key]: ConsoleMember, indent: string) => {
    if (role === 'empty') {
      rows.push(`${indent}empty × ${name}`)
    } else if (role === 'entry' && key !== undefined) {
      writeValue('key ', key, indent)
      writeValue('=> ', value, indent)
    } else {
      writeValue(role === 'inner' ? `<${name}> ` : `${name}: `, value, indent)
    }
  }
  for (const part of parts) writeValue('', part, '')
  return rows.join('\n')
}

function leaf(value: Exclude<ConsoleValue, { kind: 'object' }>): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  switch (value.kind) {
    case 'undefined':
    case 'getter':
      return value.kind
    case 'text':
      return `${JSON.stringify(value.text)} of ${value.length}`
    default:
      return `${value.kind} ${value.text}`
  }
}
