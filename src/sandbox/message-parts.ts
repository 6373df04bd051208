/** Message parts are what messages of a program are made of: each is believed only if it is what it has to be. */

import { MAX_NAME, MAX_TEXT } from './limits.ts'

/** Thrown for a message that no honest program sends. */
export class BadMessage extends Error {}

export function record(value: unknown): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new BadMessage('not a record')
  }
  return value as Record<string, unknown>
}

export function list(value: unknown, most: number): readonly unknown[] {
  if (!Array.isArray(value) || value.length > most) throw new BadMessage('not a list')
  return value
}

export function whole(value: unknown): number {
  if (!Number.isSafeInteger(value)) throw new BadMessage('not a whole number')
  return value as number
}

/** A whole number that counts something. */
export function count(value: unknown): number {
  if (whole(value) < 0) throw new BadMessage('less than nothing')
  return value as number
}

export function flag(value: unknown): boolean {
  if (typeof value !== 'boolean') throw new BadMessage('not yes or no')
  return value
}

export function oneOf<T extends string>(allowed: readonly T[], value: unknown): T {
  if (!allowed.includes(value as T)) throw new BadMessage('not an allowed word')
  return value as T
}

export function name(value: unknown): string {
  return cut(value, MAX_NAME)
}

export function text(value: unknown): string {
  return cut(value, MAX_TEXT)
}

/** Texts that are too long end in a note of how much is missing. */
export function cut(value: unknown, most: number): string {
  if (typeof value !== 'string') throw new BadMessage('not a text')
  if (value.length <= most) return value
  const note = `… (${value.length - most} more characters)`
  return value.slice(0, most) + note
}
