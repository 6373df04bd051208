import { randomBytes } from 'node:crypto'
import { deflateRawSync } from 'node:zlib'
import fc from 'fast-check'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { PackError, type PackFailure } from '../notebook/text-packer.ts'
import { textPacker } from './text-packer.ts'

const MOST = 256 * 1024

afterEach(() => vi.unstubAllGlobals())

async function failureOf(packed: string, most = MOST): Promise<PackFailure | undefined> {
  try {
    await textPacker.unpack(packed, most)
    return undefined
  } catch (error) {
    if (error instanceof PackError) return error.failure
    throw error
  }
}

function base64Url(bytes: Buffer): string {
  return bytes.toString('base64url')
}

test('what was packed is unpacked again, whatever it was', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'grapheme', maxLength: 5000 }), async (text) => {
      const packed = await textPacker.pack(text)
      expect(packed.text).toMatch(/^[\w-]*$/)
      expect(packed.size).toBe(Buffer.from(packed.text, 'base64url').length)
      expect(packed.unpackedSize).toBe(Buffer.byteLength(text))
      expect(await textPacker.unpack(packed.text, MOST)).toBe(text)
    }),
    { seed: 1, numRuns: 100 },
  )
})

test('a long text that can not be made smaller survives', async () => {
  const text = randomBytes(100_000).toString('base64')
  const packed = await textPacker.pack(text)
  expect(await textPacker.unpack(packed.text, MOST)).toBe(text)
})

test('a text of exactly as many bytes as may come out is unpacked, one of more is not', async () => {
  const { text } = await textPacker.pack('ä'.repeat(500))
  expect(await textPacker.unpack(text, 1000)).toBe('ä'.repeat(500))
  expect(await failureOf(text, 999)).toBe('too-much')
})

test('a bomb is put down after a slice, and not unpacked to its end', async () => {
  const bomb = deflateRawSync(Buffer.alloc(15 * 1024 * 1024))
  expect(bomb.length).toBeLessThanOrEqual(16 * 1024)
  let cameOut = 0
  let largestSlice = 0
  const { DecompressionStream } = globalThis
  vi.stubGlobal(
    'DecompressionStream',
    class {
      readonly readable: ReadableStream<Uint8Array>
      readonly writable: WritableStream<Uint8Array>
      constructor(format: CompressionFormat) {
        const inner = new DecompressionStream(format)
        const before = new TransformStream<Uint8Array, Uint8Array<ArrayBuffer>>({
          transform(slice, controller) {
            largestSlice = Math.max(largestSlice, slice.length)
            controller.enqueue(new Uint8Array(slice))
          },
        })
        const after = new TransformStream<Uint8Array, Uint8Array>({
          transform(piece, controller) {
            cameOut += piece.length
            controller.enqueue(piece)
          },
        })
        this.writable = before.writable
        this.readable = before.readable.pipeThrough(inner).pipeThrough(after)
      }
    },
  )
  expect(await failureOf(base64Url(bomb))).toBe('too-much')
  expect(largestSlice).toBe(1024)
  // What one slice unpacks to at most, 1,032 times as much, is there before anybody can count it.
  expect(cameOut).toBeLessThan(MOST + 2 * 1032 * 1024)
})

describe('is refused as damaged:', () => {
  const whole = deflateRawSync(Buffer.from("console.log('tea')\n".repeat(20)))
  test.each<[what: string, packed: string]>([
    ['nothing', ''],
    ['what is no base64url', 'a+b/'],
    ['base64 of an impossible length', 'aaaaa'],
    ['half of it', base64Url(whole.subarray(0, whole.length / 2))],
    ['all but the last byte', base64Url(whole.subarray(0, -1))],
    ['something behind the end', base64Url(Buffer.concat([whole, Buffer.from('more')]))],
    ['bytes that nobody packed', base64Url(Buffer.from([255, 255, 255, 255]))],
    ['bytes that are no UTF-8', base64Url(deflateRawSync(Buffer.from([0xc3, 0x28])))],
    ['half of a surrogate pair', base64Url(deflateRawSync(Buffer.from([0xed, 0xa0, 0x80])))],
  ])('%s', async (_, packed) => {
    expect(await failureOf(packed)).toBe('damaged')
  })
})

test('a byte order mark is a character like any other', async () => {
  const { text } = await textPacker.pack('\ufeffx')
  expect(await textPacker.unpack(text, MOST)).toBe('\ufeffx')
})

test('a platform that can not compress is told of', async () => {
  vi.stubGlobal('CompressionStream', undefined)
  vi.stubGlobal('DecompressionStream', undefined)
  await expect(textPacker.pack('x')).rejects.toMatchObject({ failure: 'unsupported' })
  expect(await failureOf('AAAA')).toBe('unsupported')
})
