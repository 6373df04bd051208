/** Redaction takes secrets out of records before they are written anywhere. */

import { diagnose } from '../diagnostic.ts'
import { type Fields, type FieldValue, textOf } from '../field.ts'
import type { LogSink } from './log-sink.ts'
import { WrittenRecord } from './written-record.ts'

/** What stands where a secret was. */
export const REDACTED = '[redacted]'

/** The names on the way to a value. `*` stands for any one name, or any position in a list. */
type KeyPath = readonly string[]

/** Shared where none is left, which is the rule. */
const NO_PATHS: readonly KeyPath[] = []

/** `["a name"]`, or `[0]`, or a name that ends at a dot or a bracket. */
const STEP = /\[\s*(?:"([^"]*)"|'([^']*)'|([^\]]*?))\s*\]|([^.[\]]+)/g

/**
 * Replaces the values at some paths, and lets a sink have the rest. Messages are filled anew, so that no hole shows what
 * a field no longer does.
 *
 * It knows fields by their path and nothing by its looks. What a message holds in its own words stays, and so do the
 * attributes of spans.
 * @param paths such as `password`, `user.*.token`, `cards[*].number`. A name may itself have dots: `http.url` finds the
 *   field of that name as well as `url` in `http`.
 */
export function redact(paths: string | readonly string[], sink: LogSink): LogSink {
  const keyPaths = [paths]
    .flat()
    .map(parsePath)
    .filter((path) => path.length > 0)
  return (record) => {
    const fields = withoutSecrets(record.fields, keyPaths)
    sink(fields === record.fields ? record : WrittenRecord.after(record, fields))
  }
}

function parsePath(path: string): KeyPath {
  const steps = [...textOf(path).matchAll(STEP)].map(
    ([, double, single, bracketed, name]) => double ?? single ?? bracketed ?? name ?? '',
  )
  if (steps.length === 0) diagnose(`“${textOf(path)}” is no path to a field; it redacts nothing.`)
  return steps
}

/** The same value if it holds no secret, and otherwise a copy. */
function withoutSecrets<T extends Fields | FieldValue[]>(value: T, paths: readonly KeyPath[]): T {
  let copy: Record<string, FieldValue> | undefined
  for (const [name, member] of Object.entries(value)) {
    const kept = memberWithoutSecrets(member, restsOf(paths, name))
    if (kept === member) continue
    copy ??= (Array.isArray(value) ? [...value] : { ...value }) as Record<string, FieldValue>
    copy[name] = kept
  }
  return (copy ?? value) as T
}

function memberWithoutSecrets(member: FieldValue, paths: readonly KeyPath[]): FieldValue {
  if (paths.length === 0) return member
  if (paths.some((path) => path.length === 0)) return REDACTED
  return typeof member === 'object' && member !== null ? withoutSecrets(member, paths) : member
}

/** What is left, after a name, of the paths that begin with it. */
function restsOf(paths: readonly KeyPath[], name: string): readonly KeyPath[] {
  let rests: KeyPath[] | undefined
  for (const path of paths) {
    const rest = restOf(path, name)
    if (rest) rests = rests ? [...rests, rest] : [rest]
  }
  return rests ?? NO_PATHS
}

/** What is left of a path after a name that it begins with; `undefined` if it does not. */
function restOf(path: KeyPath, name: string): KeyPath | undefined {
  const [first = ''] = path
  if (first === '*') return path.slice(1)
  if (!name.startsWith(first)) return undefined
  for (let end = 1; end <= path.length; end++) {
    if (path.slice(0, end).join('.') === name) return path.slice(end)
  }
  return undefined
}
