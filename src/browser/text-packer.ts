/** The packer of links, by the streams that compress and decompress in the platform itself. */

import { PackError, type TextPacker } from '../notebook/text-packer.ts'

/** Some engines give all that they make of one piece as one piece, so pieces are small. Bytes. */
const SLICE = 1024

export const textPacker: TextPacker = {
  async pack(text) {
    if (typeof CompressionStream !== 'function') throw new PackError('unsupported')
    const bytes = new TextEncoder().encode(text)
    const packed = await passThrough(
      bytes,
      new CompressionStream('deflate-raw'),
      Number.POSITIVE_INFINITY,
    )
    return { text: toBase64Url(packed), size: packed.length, unpackedSize: bytes.length }
  },

  async unpack(packed, most) {
    if (typeof DecompressionStream !== 'function') throw new PackError('unsupported')
    const bytes = fromBase64Url(packed)
    try {
      const unpacked = await passThrough(bytes, new DecompressionStream('deflate-raw'), most)
      return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(unpacked)
    } catch (error) {
      throw error instanceof PackError ? error : new PackError('damaged')
    }
  },
}

/** @throws PackError as soon as more than `most` bytes have come out; or what the stream throws */
async function passThrough(
  bytes: Uint8Array<ArrayBuffer>,
  stream: CompressionStream | DecompressionStream,
  most: number,
): Promise<Uint8Array> {
  const writer = stream.writable.getWriter()
  const feeding = feed(bytes, writer)
  // Whatever goes wrong there ends the reading, too, and is told there.
  feeding.catch(() => {})
  const reader = stream.readable.getReader()
  const pieces: Uint8Array[] = []
  let size = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return joined(pieces, size)
    size += value.length
    if (size > most) {
      const reason = new PackError('too-much')
      await Promise.allSettled([writer.abort(reason), reader.cancel(reason)])
      throw reason
    }
    pieces.push(value)
  }
}

/** Waits after each slice until the stream has room for the next one. */
async function feed(
  bytes: Uint8Array<ArrayBuffer>,
  writer: WritableStreamDefaultWriter<BufferSource>,
): Promise<void> {
  for (let start = 0; start < bytes.length; start += SLICE) {
    await writer.ready
    await writer.write(bytes.subarray(start, start + SLICE))
  }
  await writer.close()
}

function joined(pieces: readonly Uint8Array[], size: number): Uint8Array {
  const whole = new Uint8Array(size)
  let at = 0
  for (const piece of pieces) {
    whole.set(piece, at)
    at += piece.length
  }
  return whole
}

function toBase64Url(bytes: Uint8Array): string {
  let characters = ''
  for (const byte of bytes) characters += String.fromCharCode(byte)
  return btoa(characters).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  if (!/^[\w-]*$/.test(text)) throw new PackError('damaged')
  try {
    const characters = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
    return Uint8Array.from(characters, (character) => character.charCodeAt(0))
  } catch {
    throw new PackError('damaged')
  }
}
