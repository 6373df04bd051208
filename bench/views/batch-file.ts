/** A batch file holds the batches of a run, one after another: the lengths of its two parts as 32-bit numbers, then the parts. */

import type { EventBatch } from '../../src/trace-data/event-batch.ts'

export function batchBytes({ bytes, text }: EventBatch): Uint8Array[] {
  const words = new TextEncoder().encode(text)
  const lengths = new Uint32Array([bytes.byteLength, words.length])
  return [new Uint8Array(lengths.buffer), new Uint8Array(bytes), words]
}

export function* batchesIn(file: ArrayBuffer): Generator<EventBatch> {
  const view = new DataView(file)
  const decoder = new TextDecoder()
  for (let at = 0; at < file.byteLength; ) {
    const [size, textSize] = [view.getUint32(at, true), view.getUint32(at + 4, true)]
    const text = at + 8 + size
    yield {
      bytes: file.slice(at + 8, text),
      text: decoder.decode(new Uint8Array(file, text, textSize)),
    }
    at = text + textSize
  }
}
