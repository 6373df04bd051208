/** Message frames hand on what a run says in portions that fit between two frames of the page, so that it never stands still. */

import type { RunMessage } from '../sandbox/protocol.ts'

/** Events of one frame: keeping them takes some ten milliseconds, and so does painting. */
const PORTION = 10_000
/** Between two looks while the page is hidden, when there are no frames. Milliseconds. */
const HIDDEN = 50

/**
 * @param hear gets all that was said since the frame before, or as much as fits
 * @param schedule calls back before the next painting
 * @returns what to call with each message
 */
export function inFrames(
  hear: (messages: readonly RunMessage[]) => void,
  schedule = nextFrame,
): (message: RunMessage) => void {
  let waiting: RunMessage[] = []
  const turn = () => {
    let size = 0
    const end = waiting.findIndex((message) => {
      size += sizeOf(message)
      return size > PORTION
    })
    const portion = end < 0 ? waiting : waiting.slice(0, Math.max(1, end))
    waiting = waiting.slice(portion.length)
    if (waiting.length > 0) schedule(turn)
    hear(portion)
  }
  return (message) => {
    if (waiting.push(message) === 1) schedule(turn)
  }
}

function sizeOf(message: RunMessage): number {
  return message.kind === 'events' ? message.count : 0
}

/** Before the next painting; soon, if nothing is being painted. */
function nextFrame(callback: () => void): void {
  if (document.hidden) setTimeout(callback, HIDDEN)
  else requestAnimationFrame(callback)
}
