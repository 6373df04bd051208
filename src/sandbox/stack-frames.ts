/** Stack frames are the places that an error passed on its way out. */

import type { CodePosition } from './protocol.ts'

/** `at f (file:1:2)` in Chromium and Node, `f@file:1:2` in Firefox and WebKit. Lines and columns count from 1. */
const PLACE = /[@( ]?([^\s@()]+):([1-9]\d{0,8}):([1-9]\d{0,8})\)?$/
/** The place stands at the end of its line; what comes before may be a message of any length. */
const MAX_PLACE = 200

const MAX_FRAMES = 30

/**
 * The frames of a stack trace that lie in one script, innermost first.
 * @param script the names under which traces may know it: how its address ends
 */
export function stackFrames(stack: string, ...script: readonly string[]): CodePosition[] {
  const frames: CodePosition[] = []
  for (const line of stack.split('\n')) {
    const [, file, row, column] = PLACE.exec(line.slice(-MAX_PLACE)) ?? []
    if (!script.some((name) => file?.endsWith(name)) || frames.length >= MAX_FRAMES) continue
    frames.push({ line: Number(row), column: Number(column) })
  }
  return frames
}
